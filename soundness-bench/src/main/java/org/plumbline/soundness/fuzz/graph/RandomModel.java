package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/**
 * A small model with one input, {@link #INPUT}, and one output.
 *
 * @param nodes each after those it reads
 * @param signatures of all constants and of what the nodes compute
 */
public record RandomModel(
    int opset,
    Signature input,
    List<OnnxNode> nodes,
    List<OnnxTensor> constants,
    Map<String, Signature> signatures,
    String output) {
  public static final String INPUT = "x";

  /** First letter of the names of constants whose elements stand in typed fields. */
  static final String TYPED = "t";

  public RandomModel {
    nodes = List.copyOf(nodes);
    constants = List.copyOf(constants);
    signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
  }

  /** The type and shape of a value. */
  public Signature signature(String value) {
    return value.equals(INPUT) ? input : signatures.get(value);
  }

  /** The same model with another output. */
  RandomModel withOutput(String value) {
    return new RandomModel(opset, input, nodes, constants, signatures, value).pruned();
  }

  /** The same model with some nodes for those that it has. */
  RandomModel withNodes(List<OnnxNode> others) {
    return new RandomModel(opset, input, others, constants, signatures, output).pruned();
  }

  /** The same model with a constant for one of that name, or one more. */
  RandomModel withConstant(OnnxTensor constant) {
    List<OnnxTensor> all = new ArrayList<>(constants);
    all.removeIf(c -> c.name().equals(constant.name()));
    all.add(constant);
    Map<String, Signature> described = new LinkedHashMap<>(signatures);
    described.put(constant.name(), new Signature(constant.type(), constant.shape()));
    return new RandomModel(opset, input, nodes, all, described, output);
  }

  /** The same model where whoever reads one value reads another. */
  RandomModel reading(String value, String instead) {
    List<OnnxNode> changed = new ArrayList<>();
    for (OnnxNode node : nodes) {
      List<String> inputs = node.inputs().stream().map(i -> i.equals(value) ? instead : i).toList();
      changed.add(
          new OnnxNode(
              node.operator(),
              node.domain(),
              node.name(),
              inputs,
              node.outputs(),
              node.attributes()));
    }
    String last = output.equals(value) ? instead : output;
    return new RandomModel(opset, input, changed, constants, signatures, last).pruned();
  }

  /** Without what the output does not depend on. */
  RandomModel pruned() {
    Set<String> needed = new HashSet<>(Set.of(output));
    List<OnnxNode> kept = new ArrayList<>();
    for (int n = nodes.size() - 1; n >= 0; n--) {
      if (nodes.get(n).outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(nodes.get(n).inputs());
        kept.add(0, nodes.get(n));
      }
    }
    List<OnnxTensor> some = constants.stream().filter(c -> needed.contains(c.name())).toList();
    Map<String, Signature> described = new LinkedHashMap<>(signatures);
    Set<String> computed = new HashSet<>(needed);
    kept.forEach(node -> computed.addAll(node.outputs()));
    described.keySet().retainAll(computed);
    return new RandomModel(opset, input, kept, some, described, output);
  }

  /** The names of the nodes that the output depends on by more than the shapes of values. */
  public Set<String> valuesThatMatter() {
    Set<String> needed = new HashSet<>(Set.of(output));
    Set<String> matter = new HashSet<>();
    for (int n = nodes.size() - 1; n >= 0; n--) {
      OnnxNode node = nodes.get(n);
      if (node.outputs().stream().anyMatch(needed::contains)) {
        matter.add(node.name());
        boolean isShape = node.operator().equals("Shape") || node.operator().equals("Size");
        needed.addAll(isShape ? List.of() : node.inputs());
      }
    }
    return matter;
  }

  /** The model with its one output. */
  public OnnxModel model() {
    return model(List.of(output));
  }

  /** The model with some of its values as outputs. */
  private OnnxModel model(String file, OnnxGraph graph) {
    List<OnnxOpset> opsets = new ArrayList<>(List.of(new OnnxOpset("", opset)));
    graph.nodes().stream()
        .map(OnnxNode::domain)
        .filter(domain -> !domain.isEmpty())
        .distinct()
        .forEach(domain -> opsets.add(new OnnxOpset(domain, 1)));
    return new OnnxModel(file, opsets, graph);
  }

  private OnnxModel model(List<String> outputs) {
    List<OnnxValueInfo> declared = outputs.stream().map(this::declaration).toList();
    long[] shape = IntStream.of(input.shape()).asLongStream().toArray();
    OnnxValueInfo x = OnnxValueInfo.of(INPUT, input.type(), shape);
    OnnxGraph graph = new OnnxGraph("random", nodes, constants, List.of(x), declared);
    return model("random.onnx", graph);
  }

  private OnnxValueInfo declaration(String value) {
    return new OnnxValueInfo(value, signature(value).type(), List.of());
  }

  public byte[] bytes() {
    return TypedFields.in(OnnxWriter.toBytes(model()));
  }

  /** A file of the same model whose outputs are all that its nodes compute. */
  public byte[] bytesOfAll() {
    List<String> all =
        nodes.stream().flatMap(node -> node.outputs().stream()).filter(o -> !o.isEmpty()).toList();
    return TypedFields.in(OnnxWriter.toBytes(model(all)));
  }

  /** A file of one node, whose inputs are those values that are no initialisers. */
  public byte[] bytesOf(OnnxNode node) {
    Set<String> given = new HashSet<>();
    List<OnnxTensor> some =
        constants.stream().filter(c -> node.inputs().contains(c.name())).toList();
    some.forEach(constant -> given.add(constant.name()));
    List<OnnxValueInfo> inputs =
        node.inputs().stream()
            .filter(name -> !name.isEmpty() && !given.contains(name))
            .distinct()
            .map(this::declaration)
            .toList();
    List<OnnxValueInfo> outputs =
        node.outputs().stream().filter(o -> !o.isEmpty()).map(this::declaration).toList();
    OnnxGraph graph = new OnnxGraph("node", List.of(node), some, inputs, outputs);
    return TypedFields.in(OnnxWriter.toBytes(model("node.onnx", graph)));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("opset " + opset + ", " + INPUT + ": " + input + "\n");
    for (OnnxTensor constant : constants) {
      text.append("  ").append(constant.name()).append(" = ").append(text(constant)).append('\n');
    }
    for (OnnxNode node : nodes) {
      text.append("  ").append(text(node)).append('\n');
    }
    return text.append("  output ").append(output).toString();
  }

  private static String text(OnnxTensor tensor) {
    String values =
        tensor.reals() == null
            ? Arrays.toString(tensor.integers())
            : Arrays.toString(tensor.reals());
    return tensor.type() + Arrays.toString(tensor.shape()) + " " + values;
  }

  private String text(OnnxNode node) {
    StringBuilder text = new StringBuilder();
    node.outputs().forEach(o -> text.append(o).append(": ").append(signature(o)).append(' '));
    text.append("= ").append(node.operator()).append(node.inputs());
    node.attributes()
        .forEach(
            (name, value) ->
                text.append(' ').append(name).append('=').append(AttributeText.of(value)));
    return text.toString();
  }
}
