package org.plumbline.verifier.certified;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.model.Network;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/**
 * The tensors of a model in the second reading that a network's input stands for: its inputs in the
 * order that the model declares, one after the other, without those that are fixed.
 */
final class ModelTensors {
  private final ReferenceModel model;
  private final ModelPorts ports;
  private final int[] shape;

  ModelTensors(ReferenceModel model, Network network) {
    this.model = model;
    this.ports = network.reading().ports();
    this.shape = network.input().shape();
  }

  /**
   * @throws ReferenceException if the model has other inputs
   */
  Map<String, ReferenceTensor> inputs(double[] x) {
    List<Declaration> declared = model.inputs();
    if (ports.equals(ModelPorts.NONE)) {
      if (declared.size() != 1) {
        throw new ReferenceException("the model has " + declared.size() + " inputs");
      }
      return Map.of(declared.get(0).name(), tensor(declared.get(0).type(), shape, x));
    }
    requireOutputs();
    Map<String, ReferenceTensor> tensors = new HashMap<>();
    int next = 0;
    int first = 0;
    for (Declaration input : declared) {
      Optional<ModelPorts.Fixed> fixed =
          ports.fixed().stream().filter(f -> f.name().equals(input.name())).findFirst();
      if (fixed.isPresent()) {
        tensors.put(input.name(), tensor(input.type(), fixed.get().shape(), fixed.get().values()));
        continue;
      }
      ModelPorts.Input open = next < ports.inputs().size() ? ports.inputs().get(next++) : null;
      if (open == null || !open.name().equals(input.name()) || first + open.size() > x.length) {
        throw new ReferenceException("the input " + input.name() + " is none of the network's");
      }
      double[] part = Arrays.copyOfRange(x, first, first + open.size());
      tensors.put(input.name(), tensor(input.type(), open.shape(), part));
      first += open.size();
    }
    if (first != x.length) {
      throw new ReferenceException("the network has " + x.length + " inputs, the model " + first);
    }
    return tensors;
  }

  private void requireOutputs() {
    List<String> names = model.wanted();
    if (!names.equals(ports.outputNames())) {
      throw new ReferenceException(
          "the network is about the outputs " + ports.outputNames() + ", the model has " + names);
    }
  }

  private static ReferenceTensor tensor(ElementType type, int[] shape, double[] values) {
    Shape extents = Shape.of(Arrays.stream(shape).asLongStream().toArray());
    if (type.isReal()) {
      return ReferenceTensor.reals(type, extents, values);
    }
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) values[i];
      if (whole[i] != values[i]) {
        throw new ReferenceException(values[i] + " is no number of type " + type);
      }
    }
    return ReferenceTensor.integers(type, extents, whole);
  }

  /** All elements of the outputs, one after the other. */
  static double[] output(Evaluation evaluation) {
    return evaluation.outputs().stream()
        .flatMapToDouble(tensor -> Arrays.stream(reals(tensor)))
        .toArray();
  }

  private static double[] reals(ReferenceTensor tensor) {
    double[] numbers = new double[tensor.size()];
    Arrays.setAll(numbers, i -> number(tensor, i));
    return numbers;
  }

  /** How far the exact number is from {@link #number} at most. */
  static double radius(ReferenceTensor tensor, int i) {
    return tensor.isReal() ? tensor.radius(i) : Math.abs(number(tensor, i)) * 0x1p-53;
  }

  static double number(ReferenceTensor tensor, int i) {
    if (tensor.isReal()) {
      return tensor.value(i);
    }
    long integer = tensor.integer(i);
    boolean isAboveLong = tensor.type() == ElementType.UINT64 && integer < 0;
    return isAboveLong ? integer + 0x1p64 : integer;
  }
}
