package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/**
 * Cases with shorter axes: one extent becomes another one wherever it stands, in shapes and in the
 * whole numbers that operators read. What does not fit any more is not proposed.
 */
final class ShapeSteps {
  private ShapeSteps() {}

  static Stream<Case> of(Case wrong) {
    TreeSet<Integer> extents = new TreeSet<>();
    for (int extent : wrong.model().input().shape()) {
      extents.add(extent);
    }
    wrong.model().constants().forEach(c -> Arrays.stream(c.shape()).forEach(extents::add));
    return extents.stream()
        .filter(extent -> extent > 1)
        .flatMap(extent -> Stream.of(1, 2, extent - 1).map(to -> changed(wrong, extent, to)))
        .flatMap(Optional::stream);
  }

  private static Optional<Case> changed(Case wrong, int from, int to) {
    RandomModel model = wrong.model();
    Signature input = model.input().shaped(changed(model.input().shape(), from, to));
    List<OnnxTensor> constants = model.constants().stream().map(c -> changed(c, from, to)).toList();
    List<OnnxNode> nodes = model.nodes().stream().map(n -> changed(n, from, to)).toList();
    double[] point = Arrays.copyOf(wrong.point(), input.count());
    RandomModel smaller =
        new RandomModel(model.opset(), input, nodes, constants, model.signatures(), model.output());
    return described(smaller, point).map(fitting -> new Case(fitting, point));
  }

  private static int[] changed(int[] shape, int from, int to) {
    return Arrays.stream(shape).map(extent -> extent == from ? to : extent).toArray();
  }

  private static OnnxTensor changed(OnnxTensor tensor, int from, int to) {
    int[] shape = changed(tensor.shape(), from, to);
    int n = new Signature(tensor.type(), shape).count();
    return tensor.reals() == null
        ? OnnxTensor.integers(tensor.name(), tensor.type(), shape, numbers(tensor, n, from, to))
        : OnnxTensor.reals(tensor.name(), tensor.type(), shape, Arrays.copyOf(tensor.reals(), n));
  }

  private static long[] numbers(OnnxTensor tensor, int n, int from, int to) {
    long[] some = Arrays.copyOf(tensor.integers(), n);
    boolean mayBeSizes = tensor.type() == ElementType.INT64;
    return mayBeSizes ? Arrays.stream(some).map(v -> v == from ? to : v).toArray() : some;
  }

  private static OnnxNode changed(OnnxNode node, int from, int to) {
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>(node.attributes());
    attributes.replaceAll(
        (name, value) ->
            value instanceof OnnxAttribute.Ints integers
                ? new OnnxAttribute.Ints(
                    Arrays.stream(integers.values()).map(v -> v == from ? to : v).toArray())
                : value);
    return new OnnxNode(
        node.operator(), node.domain(), node.name(), node.inputs(), node.outputs(), attributes);
  }

  /** The model with the shapes that its values have now, if it can be evaluated. */
  private static Optional<RandomModel> described(RandomModel model, double[] point) {
    Map<String, Signature> signatures = new LinkedHashMap<>();
    for (OnnxTensor constant : model.constants()) {
      signatures.put(constant.name(), new Signature(constant.type(), constant.shape()));
    }
    try {
      ReferenceModel second = ReferenceModel.parse("shrunk.onnx", model.bytes());
      long[] shape = Arrays.stream(model.input().shape()).asLongStream().toArray();
      ReferenceTensor x =
          ReferenceTensor.reals(second.inputs().get(0).type(), Shape.of(shape), point);
      Evaluation evaluation = second.evaluate(Map.of(RandomModel.INPUT, x), Mode.TYPED);
      for (String name : new ArrayList<>(evaluation.names())) {
        ElementType type = model.signature(name).type();
        signatures.put(name, new Signature(type, evaluation.value(name).shape().dims()));
      }
    } catch (ReferenceException e) {
      return Optional.empty();
    }
    return Optional.of(
        new RandomModel(
            model.opset(),
            model.input(),
            model.nodes(),
            model.constants(),
            signatures,
            model.output()));
  }
}
