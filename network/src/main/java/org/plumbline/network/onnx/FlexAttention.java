package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.Renaming;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Attention whose scores and probabilities go through graphs of the node's own: {@code
 * prob_mod(softmax(score_mod(QKᵀ·scale)))·V}, as the nodes that compute it. Source: FlexAttention-1
 * of ai.onnx.preview, Operators.md of ONNX 1.23.
 */
final class FlexAttention {
  /** Casts to the type of another value exist from here on. */
  private static final int OLDEST_OPSET = 15;

  private final Call call;
  private final String prefix;
  private final List<OnnxNode> nodes = new ArrayList<>();

  private FlexAttention(Call call) {
    this.call = call;
    this.prefix = call.node.prefix();
  }

  static boolean is(OnnxNode node) {
    return node.qualifiedOperator().equals("ai.onnx.preview.FlexAttention");
  }

  /**
   * The nodes in whose place it stands.
   *
   * @throws org.plumbline.network.model.UnsupportedOperatorException if its inputs do not fit
   */
  static List<OnnxNode> nodes(Call call) {
    call.graph.begin(call.node, call.resultType());
    call.graph.unknownInFloat32("no runtime is known to compute it");
    return new FlexAttention(call).expanded();
  }

  private List<OnnxNode> expanded() {
    requireFit();
    List<String> given = call.node.inputs();
    String q = given.get(0);
    String keys = add("Transpose", shared(given.get(1), call.input(1)));
    with("perm", new OnnxAttribute.Ints(0, 1, 3, 2));
    String scores = add("Mul", add("MatMul", q, keys), scale(q));
    scores = add("Cast", scores);
    with("to", new OnnxAttribute.Int(precision()));
    scores = modified("score_mod", scores);
    String probabilities = add("Softmax", scores);
    with("axis", new OnnxAttribute.Int(-1));
    probabilities = add("CastLike", modified("prob_mod", probabilities), q);
    String values = shared(given.get(2), call.input(2));
    call.refuseUnread();
    nodes.add(OnnxNode.of("MatMul", List.of(probabilities, values), call.node.outputs().get(0)));
    return nodes;
  }

  private void requireFit() {
    Value q = call.input(0);
    for (int i = 0; i < 3; i++) {
      Value x = call.input(i);
      boolean fits = x.rank() == 4 && x.type() == q.type() && !x.isInteger() && x.count() > 0;
      if (!fits || q.shape()[1] % x.shape()[1] != 0) {
        throw call.refuse(
            "input "
                + i
                + " of "
                + x.type()
                + " "
                + Shapes.text(x.shape())
                + " for queries of "
                + Shapes.text(q.shape()));
      }
    }
    boolean isOne =
        Arrays.equals(
            Arrays.copyOf(call.input(1).shape(), 3), Arrays.copyOf(call.input(2).shape(), 3));
    if (!isOne || q.shape()[0] != call.input(1).shape()[0] || call.opset() < OLDEST_OPSET) {
      throw call.refuse("its inputs do not fit, or operator set " + call.opset() + " is too old");
    }
  }

  private String add(String operator, String... inputs) {
    String output = prefix + nodes.size();
    nodes.add(OnnxNode.of(operator, List.of(inputs), output));
    return output;
  }

  /** An attribute of the node that was added last. */
  private void with(String name, OnnxAttribute value) {
    int last = nodes.size() - 1;
    nodes.set(last, nodes.get(last).with(name, value));
  }

  private String constant(OnnxTensor tensor) {
    String output = add("Constant");
    with("value", new OnnxAttribute.Tensor(tensor));
    return output;
  }

  /** Keys or values once for each head of queries. */
  private String shared(String name, Value x) {
    int heads = call.input(0).shape()[1];
    int group = heads / x.shape()[1];
    if (group == 1) {
      return name;
    }
    long[] places = new long[heads];
    Arrays.setAll(places, head -> head / group);
    String chosen = add("Gather", name, constant(OnnxTensor.int64("", places)));
    with("axis", new OnnxAttribute.Int(1));
    return chosen;
  }

  /** {@code 1/√d} for d features, unless it is given. */
  private String scale(String q) {
    double given = call.attributes.real("scale", call.input(0).shape()[3]);
    int[] single = {};
    String number = constant(OnnxTensor.reals("", ElementType.FLOAT, single, given));
    String typed = add("CastLike", number, q);
    return call.attributes.has("scale") ? typed : add("Reciprocal", add("Sqrt", typed));
  }

  private int precision() {
    boolean isDouble = call.input(0).type() == ElementType.DOUBLE;
    ElementType usual = isDouble ? ElementType.DOUBLE : ElementType.FLOAT;
    return call.attributes.integer("softmax_precision", usual.code());
  }

  /** The nodes of a graph of one input and one output, under names of their own. */
  private String modified(String attribute, String value) {
    if (!call.attributes.has(attribute)) {
      return value;
    }
    if (!(call.node.attributes().get(attribute) instanceof OnnxAttribute.Graph held)) {
      throw call.refuse("attribute " + attribute + " is no graph");
    }
    OnnxGraph graph = held.value();
    if (graph.realInputs().size() != 1 || graph.outputs().size() != 1) {
      throw call.refuse("the graph " + attribute + " is none of one input and one output");
    }
    String input = graph.realInputs().get(0).name();
    Set<String> own = new HashSet<>();
    graph.initialisers().forEach(tensor -> own.add(tensor.name()));
    graph.nodes().forEach(inner -> own.addAll(inner.outputs()));
    String inside = prefix + attribute + " > ";
    Renaming renaming =
        new Renaming(
            name -> name.equals(input) ? value : own.contains(name) ? inside + name : name,
            call.node.label() + " > ");
    for (OnnxTensor tensor : graph.initialisers()) {
      nodes.add(
          OnnxNode.of("Constant", List.of(), inside + tensor.name())
              .with("value", new OnnxAttribute.Tensor(tensor)));
    }
    graph.nodes().forEach(inner -> nodes.add(renaming.of(inner, Renaming.NONE)));
    return renaming.values().apply(graph.outputs().get(0).name());
  }
}
