package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

/** A graph in the making: nodes one after another, each of which fits what it reads. */
final class Sketch {
  /** No tensor has more elements. */
  static final int MOST = 240;

  final Draw draw;
  final Numbers numbers;
  final int opset;
  private final Signature input;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> constants = new ArrayList<>();
  private final Map<String, Signature> signatures = new LinkedHashMap<>();
  private final List<Operand> values = new ArrayList<>();
  private final Set<String> read = new HashSet<>();

  Sketch(Draw draw, Numbers numbers, int opset, Signature input) {
    this.draw = draw;
    this.numbers = numbers;
    this.opset = opset;
    this.input = input;
    this.values.add(new Operand(RandomModel.INPUT, input, false));
  }

  /** The element type that most values have. */
  ElementType realType() {
    return input.type();
  }

  int nodes() {
    return nodes.size();
  }

  /** A node of one output; the operator's domain stands before it. */
  Operand node(String operator, Signature result, Operand... inputs) {
    return node(operator, List.of(result), Arrays.asList(inputs)).get(0);
  }

  /**
   * A node.
   *
   * @param inputs null where one is left out
   */
  List<Operand> node(String operator, List<Signature> results, List<Operand> inputs) {
    String name = "n" + nodes.size();
    List<String> names = new ArrayList<>();
    boolean isConstant = true;
    for (Operand operand : inputs) {
      names.add(operand == null ? "" : operand.name());
      isConstant &= operand == null || operand.isConstant();
    }
    while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
      names.remove(names.size() - 1);
    }
    read.addAll(names);
    List<Operand> outputs = new ArrayList<>();
    for (Signature result : results) {
      String value = results.size() == 1 ? "v" + nodes.size() : name + "_" + outputs.size();
      outputs.add(new Operand(value, result, isConstant));
      signatures.put(value, result);
    }
    List<String> written = outputs.stream().map(Operand::name).toList();
    int dot = operator.lastIndexOf('.');
    String domain = dot < 0 ? "" : operator.substring(0, dot);
    nodes.add(new OnnxNode(operator.substring(dot + 1), domain, name, names, written, Map.of()));
    values.addAll(outputs);
    return outputs;
  }

  /** Gives an attribute to the node that was added last. */
  Sketch with(String name, OnnxAttribute value) {
    int last = nodes.size() - 1;
    nodes.set(last, nodes.get(last).with(name, value));
    return this;
  }

  Sketch with(String name, long value) {
    return with(name, new OnnxAttribute.Int(value));
  }

  Sketch with(String name, double value) {
    return with(name, new OnnxAttribute.Real((float) value));
  }

  Sketch with(String name, String value) {
    return with(name, new OnnxAttribute.Text(value));
  }

  Sketch with(String name, int... values) {
    return with(name, new OnnxAttribute.Ints(Arrays.stream(values).asLongStream().toArray()));
  }

  /** A constant that stands in the file as an initialiser. */
  Operand initialiser(Signature signature) {
    return initialiser(numbers.tensor(nextConstant(), signature));
  }

  Operand initialiser(OnnxTensor tensor) {
    Operand operand = parameter(tensor);
    values.add(operand);
    return operand;
  }

  /** An initialiser that only one node reads. */
  Operand parameter(OnnxTensor tensor) {
    Signature signature = new Signature(tensor.type(), tensor.shape());
    constants.add(tensor);
    signatures.put(tensor.name(), signature);
    return new Operand(tensor.name(), signature, true);
  }

  /** A name for a constant, which says whether its elements stand in typed fields. */
  String nextConstant() {
    return (draw.oneIn(3) ? RandomModel.TYPED : "c") + constants.size();
  }

  /** A constant of any kind. */
  Operand constant(Signature signature) {
    return ConstantNodes.any(this, signature);
  }

  Operand constant(int... shape) {
    return constant(new Signature(realType(), shape));
  }

  /** Whole numbers that an operator reads as axes, sizes and the like. */
  Operand longs(int... values) {
    return ConstantNodes.longs(this, values);
  }

  /** A value that fits, most often one that depends on the input and that nothing reads yet. */
  Optional<Operand> find(Predicate<Signature> fits) {
    List<Operand> some =
        values.stream().filter(v -> v.count() > 0 && fits.test(v.signature())).toList();
    some = preferred(some, v -> !v.isConstant(), 6);
    some = preferred(some, v -> !read.contains(v.name()), 2);
    return some.isEmpty() ? Optional.empty() : Optional.of(draw.oneOf(some));
  }

  private List<Operand> preferred(List<Operand> all, Predicate<Operand> isLiked, int times) {
    List<Operand> liked = all.stream().filter(isLiked).toList();
    return liked.isEmpty() || draw.oneIn(times) ? all : liked;
  }

  /** A value of a type, cast from another one where there is none. */
  Operand of(ElementType type) {
    return find(s -> s.type() == type)
        .orElseGet(() -> CastNodes.to(this, find(s -> true).orElseThrow(), type));
  }

  /** A value of real numbers. */
  Operand real() {
    return of(realType());
  }

  /** A value of whole numbers, of a type that runtimes compute with most often. */
  Operand whole() {
    boolean hasComputed = values.stream().anyMatch(v -> v.signature().isWhole() && !v.isConstant());
    if (hasComputed || draw.oneIn(4)) {
      return find(Signature::isWhole).orElseGet(() -> of(ElementType.INT64));
    }
    ElementType type =
        draw.oneIn(6) ? CastNodes.whole(draw) : draw.oneOf(ElementType.INT64, ElementType.INT32);
    return CastNodes.to(this, real(), type);
  }

  Operand truth() {
    return of(ElementType.BOOL);
  }

  /** Any value. */
  Operand any() {
    return draw.oneIn(3) ? find(s -> true).orElseThrow() : real();
  }

  /** The last value that depends on the input. */
  Operand last() {
    Operand last = values.get(values.size() - 1);
    for (int k = values.size() - 1; k >= 0 && (last.isConstant() || last.count() == 0); k--) {
      last = values.get(k);
    }
    return last;
  }

  /** What was made, with one of the last values as its output. */
  RandomModel model() {
    return new RandomModel(opset, input, nodes, constants, signatures, last().name()).pruned();
  }
}
