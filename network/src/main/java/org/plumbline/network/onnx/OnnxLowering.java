package org.plumbline.network.onnx;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.DeadLayers;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.NodeOrder;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Constants;
import org.plumbline.network.onnx.lowering.LoweringContext;
import org.plumbline.network.onnx.lowering.RegionalInputs;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.Operators;

/**
 * Lowers an ONNX graph to the core language. The network has one input and one output; an open
 * first axis is a batch of one. Weights are read as the exact reals that they are; where an
 * operator needs a coefficient that has to be computed, its layer states the error ({@link
 * org.plumbline.network.linear.LinearMap#coefficientError}, {@link AffineLayer#biasError}). What
 * {@link Operators} does not know, or uses an attribute or input that the operator's lowering does
 * not read, is refused by name.
 */
public final class OnnxLowering {
  private static final long OLDEST_OPSET = 7;

  /** No operator that is read means anything else in 22 to 28, by the history of each. */
  private static final long NEWEST_OPSET = 28;

  private static final long LARGEST_INPUT = 1L << 26;

  private final OnnxModel model;

  public OnnxLowering(OnnxModel model) {
    this.model = model;
  }

  /** Every operator of which some nodes can be lowered. */
  public static SortedSet<String> operators() {
    return new TreeSet<>(List.of(Operators.SUPPORTED.split(",\\s*")));
  }

  /**
   * The network that the model describes.
   *
   * @throws OnnxParseException if the graph is not sound: cyclic, dangling, of several inputs
   * @throws UnsupportedOperatorException naming the file, the operator, the node and what is not
   *     supported
   */
  public Network lower() {
    return lower(Optional.empty()).network();
  }

  /**
   * What lowering made of a model.
   *
   * @param output the name of the output
   * @param nodes those that the output depends on, in the order they were lowered in
   * @param values what the names in the graph stand for
   */
  record Lowered(Network network, String output, List<OnnxNode> nodes, LoweringContext values) {}

  /**
   * The network that the model describes on the inputs that {@code known} is about, as far as it
   * was asked.
   */
  Lowered lower(Optional<RegionalInputs> known) {
    requireOpset();
    OnnxGraph graph = model.graph();
    OnnxValueInfo input = only("input", graph.realInputs());
    OnnxValueInfo output = only("output", graph.outputs());
    int[] shape = shape(input);
    known.ifPresent(inputs -> inputs.requireSize(Shapes.count(shape)));
    NodeOrder order = new NodeOrder(model);
    List<OnnxNode> nodes = order.nodesFor(output.name());
    NetworkBuilder builder = new NetworkBuilder(shape);
    LoweringContext context =
        new LoweringContext(builder, model.standardOpset(), order, stored(graph), known);
    context.define(input.name(), new Value.Variable(0, shape, input.type(), false));
    if (input.type() != ElementType.FLOAT) {
      context.unknownInFloat32("input " + input.name() + " is of type " + input.type());
    }
    for (OnnxTensor tensor : graph.initialisers()) {
      context.define(tensor.name(), Constants.of(tensor));
    }
    lower(nodes, context);
    Network network = finish(output.name(), context, builder);
    return new Lowered(network, output.name(), nodes, context);
  }

  /** Lowers nodes, each after those it reads. */
  void lower(List<OnnxNode> nodes, LoweringContext context) {
    try {
      for (OnnxNode node : nodes) {
        lower(node, context);
      }
    } catch (UnsupportedOperatorException e) {
      throw e.in(model.file());
    }
  }

  private void requireOpset() {
    long version = model.standardOpset();
    for (OnnxOpset opset : model.opsets()) {
      if (OnnxNode.isStandard(opset.domain()) && opset.version() != version) {
        throw refusal(
            "the model uses the operator sets " + opset.version() + " and " + version + " at once");
      }
    }
    if (version < OLDEST_OPSET || version > NEWEST_OPSET) {
      throw refusal(
          "the model uses operator set "
              + version
              + "; supported are "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET);
    }
  }

  private OnnxValueInfo only(String what, List<OnnxValueInfo> values) {
    if (values.size() == 1) {
      return values.get(0);
    }
    StringBuilder names = new StringBuilder();
    for (OnnxValueInfo value : values) {
      names.append(names.length() == 0 ? "" : ", ").append(value.name());
    }
    throw refusal(
        "the network has " + values.size() + " " + what + "s (" + names + "); supported is one");
  }

  private int[] shape(OnnxValueInfo input) {
    if (input.type() != ElementType.FLOAT && input.type() != ElementType.DOUBLE) {
      throw refusal(
          "input "
              + input.name()
              + " is of type "
              + input.type()
              + "; supported are float32 and"
              + " float64 tensors");
    }
    if (input.shape().isEmpty()) {
      throw refusal("input " + input.name() + " declares no shape");
    }
    int[] shape = new int[input.shape().size()];
    long size = 1;
    for (int d = 0; d < shape.length; d++) {
      OnnxDimension axis = input.shape().get(d);
      if (axis.isOpen() && d > 0) {
        throw refusal("input " + input.name() + " has an open axis " + d + " (" + axis + ")");
      }
      shape[d] = (int) Math.min(LARGEST_INPUT, Math.max(1, axis.extent()));
      size = Math.min(LARGEST_INPUT, size * shape[d]);
    }
    if (size == LARGEST_INPUT) {
      throw refusal("input " + input.name() + " has shape " + input.shape() + ": too large");
    }
    return shape;
  }

  private static long stored(OnnxGraph graph) {
    long elements = 0;
    for (OnnxTensor tensor : graph.initialisers()) {
      elements += tensor.count();
    }
    return elements;
  }

  private static void lower(OnnxNode node, LoweringContext context) {
    Call call = new Call(node, context);
    context.begin(node, call.resultType());
    Value[] results;
    try {
      results = Operators.lower(call);
      call.refuseUnread();
    } catch (ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | IllegalArgumentException e) {
      UnsupportedOperatorException refusal =
          call.refuse("its sizes do not fit together: " + e.getMessage());
      refusal.initCause(e);
      throw refusal;
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.outputs().get(i);
      if (i < results.length && results[i] != null) {
        context.define(name, results[i]);
      } else if (context.isDemanded(name)) {
        throw call.refuse("its output " + i + " (" + name + ") is read");
      }
    }
  }

  private Network finish(String name, LoweringContext context, NetworkBuilder builder) {
    Value output = context.value(name);
    int size = output.count();
    if (size == 0) {
      throw refusal("the output " + name + " is empty: " + Shapes.text(output.shape()));
    }
    builder.setNode("output " + name);
    if (output instanceof Value.Variable variable) {
      builder.add(new AffineLayer(variable.layer(), new SelectionMap(size, Shapes.identity(size))));
    } else {
      context.constant(
          ((Value.Constant) output).asReals(what -> refusal("the output " + name + ": " + what)));
    }
    return DeadLayers.drop(builder.build(output.shape()));
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
