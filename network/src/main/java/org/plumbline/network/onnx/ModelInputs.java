package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Constants;
import org.plumbline.network.onnx.lowering.LoweringContext;
import org.plumbline.network.onnx.lowering.Value;

/**
 * The inputs of a model, whose elements one after the other are the network's input, in the order
 * of the graph (as VNN-LIB 1.0 numbers them); those that are fixed are constants. Inputs of an
 * integer type are read as real numbers, so that more is proved than is asked: that nothing else
 * than whole numbers refutes is for {@link ModelPorts.Whole}.
 */
final class ModelInputs {
  private static final long LARGEST = 1L << 26;
  private static final double LARGEST_WHOLE = 0x1p53;

  private final OnnxModel model;
  private final ModelSelection selection;
  private final List<OnnxValueInfo> open = new ArrayList<>();
  private final List<int[]> shapes = new ArrayList<>();
  private final Map<OnnxValueInfo, OnnxTensor> fixed = new LinkedHashMap<>();
  private long total;

  /**
   * @throws OnnxParseException if a shape is not known, or what is chosen does not fit the model
   */
  ModelInputs(OnnxModel model, ModelSelection selection) {
    this.model = model;
    this.selection = selection;
    List<OnnxValueInfo> inputs = model.graph().realInputs();
    requireKnown(inputs);
    InputShapes declared = new InputShapes(model, selection);
    for (OnnxValueInfo input : inputs) {
      requireNumbers(input);
      int[] shape = declared.of(input);
      if (selection.value(input.name()) == null) {
        open.add(input);
        shapes.add(shape);
        total += Shapes.count(shape);
      } else {
        fixed.put(input, tensor(input, shape, selection.value(input.name())));
      }
    }
    if (total == 0 || total >= LARGEST) {
      throw refusal(
          total == 0
              ? "no input is left open: " + names(inputs)
              : "the inputs " + names(inputs) + " have " + total + " elements, which is too many");
    }
  }

  private void requireKnown(List<OnnxValueInfo> inputs) {
    List<String> names = inputs.stream().map(OnnxValueInfo::name).toList();
    selection
        .named()
        .forEach(
            (name, option) -> {
              boolean isOnly = name.isEmpty() && names.size() == 1;
              if (!isOnly && !names.contains(name)) {
                throw refusal(
                    option
                        + " is about '"
                        + name
                        + "', and the inputs of the network are "
                        + names);
              }
            });
  }

  private void requireNumbers(OnnxValueInfo input) {
    ElementType type = input.type();
    if (!type.isReal() && !type.isInteger()) {
      throw refusal(
          "input "
              + input.name()
              + " is of type "
              + type
              + "; supported are tensors of floating-point numbers of 16 to 64 bits, integers and bool");
    }
  }

  private OnnxTensor tensor(OnnxValueInfo input, int[] shape, double[] given) {
    int count = Shapes.count(shape);
    if (given.length != 1 && given.length != count) {
      throw refusal(
          "input "
              + input.name()
              + " of shape "
              + Shapes.text(shape)
              + " has "
              + count
              + " elements, and --input-value gives "
              + given.length);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = ofType(input, given[given.length == 1 ? 0 : i]);
    }
    if (!input.type().isInteger()) {
      return OnnxTensor.reals(input.name(), input.type(), shape, values);
    }
    long[] whole = new long[count];
    for (int i = 0; i < count; i++) {
      whole[i] = (long) values[i];
    }
    return OnnxTensor.integers(input.name(), input.type(), shape, whole);
  }

  /** The number of the input's type that is nearest; integers have to be whole, halves are not. */
  private double ofType(OnnxValueInfo input, double value) {
    double result = input.type() == ElementType.FLOAT ? (float) value : value;
    boolean isHalf = input.type() == ElementType.FLOAT16 || input.type() == ElementType.BFLOAT16;
    boolean fits = Math.abs(result) <= Double.MAX_VALUE && !isHalf;
    if (input.type().isInteger()) {
      ModelPorts.Whole whole = whole(input.type());
      fits = value == Math.rint(value) && whole.least() <= value && value <= whole.greatest();
    }
    if (!fits) {
      throw refusal("input " + input.name() + " of type " + input.type() + " cannot be " + value);
    }
    return result;
  }

  private static ModelPorts.Whole whole(ElementType type) {
    return new ModelPorts.Whole(
        Math.max(-LARGEST_WHOLE, type.least()), Math.min(LARGEST_WHOLE, type.greatest()));
  }

  /** Of the network's input: that of the only tensor, or all elements in a row. */
  int[] shape() {
    boolean isTensor = open.size() == 1 && shapes.get(0).length > 0;
    return isTensor ? shapes.get(0) : new int[] {1, (int) total};
  }

  int size() {
    return (int) total;
  }

  /** Whole numbers are 0, others range from 0 to 1. */
  Box boxAtZero() {
    double[] upper = new double[(int) total];
    int first = 0;
    for (int i = 0; i < open.size(); i++) {
      int end = first + Shapes.count(shapes.get(i));
      Arrays.fill(upper, first, end, open.get(i).type().isInteger() ? 0 : 1);
      first = end;
    }
    return new Box(new double[upper.length], upper);
  }

  /** Names of inputs that are whole numbers. */
  List<String> wholeInputs() {
    return open.stream().filter(i -> i.type().isInteger()).map(OnnxValueInfo::name).toList();
  }

  ModelPorts ports(List<ModelPorts.Output> outputs) {
    List<ModelPorts.Input> inputs = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      ElementType type = open.get(i).type();
      Optional<ModelPorts.Whole> whole =
          type.isInteger() ? Optional.of(whole(type)) : Optional.empty();
      inputs.add(new ModelPorts.Input(open.get(i).name(), type.text(), shapes.get(i), whole));
    }
    List<ModelPorts.Fixed> constants = new ArrayList<>();
    for (OnnxTensor tensor : fixed.values()) {
      double[] values =
          tensor.type().isInteger()
              ? Arrays.stream(tensor.integers()).asDoubleStream().toArray()
              : tensor.reals();
      constants.add(new ModelPorts.Fixed(tensor.name(), tensor.shape(), values));
    }
    return new ModelPorts(inputs, constants, outputs);
  }

  /** Gives all inputs their values. */
  void define(LoweringContext context) {
    int first = 0;
    for (int i = 0; i < open.size(); i++) {
      OnnxValueInfo input = open.get(i);
      if (input.type() != ElementType.FLOAT) {
        context.unknownInFloat32("input " + input.name() + " is of type " + input.type());
      }
      context.define(input.name(), value(input, shapes.get(i), first, context));
      first += Shapes.count(shapes.get(i));
    }
    fixed.forEach((input, tensor) -> context.define(input.name(), Constants.of(tensor)));
  }

  /** Gives the inputs that are whole numbers and known the values of another choice. */
  void defineWhole(LoweringContext context) {
    int first = 0;
    for (int i = 0; i < open.size(); i++) {
      OnnxValueInfo input = open.get(i);
      if (input.type().isInteger()) {
        context.define(input.name(), value(input, shapes.get(i), first, context));
      }
      first += Shapes.count(shapes.get(i));
    }
  }

  private Value value(OnnxValueInfo input, int[] shape, int first, LoweringContext context) {
    int[] elements = Shapes.identity(Shapes.count(shape));
    for (int i = 0; i < elements.length; i++) {
      elements[i] += first;
    }
    boolean isWhole = input.type().isInteger();
    if (isWhole && context.knownInputs().isPresent()) {
      long[] parts = context.knownInputs().get().wholeParts(this::refusal, elements);
      for (long part : parts) {
        ofType(input, part);
      }
      return new Value.Integers(shape, input.type(), parts);
    }
    Value.Variable all = new Value.Variable(0, new int[] {(int) total}, input.type(), isWhole);
    return open.size() == 1 ? all.reshaped(shape) : context.pick(all, elements, shape);
  }

  /** Names and shapes, for messages. */
  static String names(List<OnnxValueInfo> values) {
    List<String> texts = new ArrayList<>();
    for (OnnxValueInfo value : values) {
      texts.add(value.name() + " " + value.shapeText());
    }
    return String.join(", ", texts);
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
