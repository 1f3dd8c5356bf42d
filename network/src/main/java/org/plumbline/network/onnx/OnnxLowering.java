package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.plumbline.network.model.DeadLayers;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.NodeOrder;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Constants;
import org.plumbline.network.onnx.lowering.LoweringContext;
import org.plumbline.network.onnx.lowering.RegionalInputs;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.Operators;

/**
 * Lowers an ONNX graph to the core language. The network's input are all inputs of the model and
 * its output those outputs that are asked about, by {@link ModelSelection}. Weights are read as the
 * exact reals that they are; where an operator needs a coefficient that has to be computed, its
 * layer states the error ({@link org.plumbline.network.linear.LinearMap#coefficientError}, {@link
 * org.plumbline.network.model.AffineLayer#biasError}). What {@link Operators} does not know, or
 * uses an attribute or input that the operator's lowering does not read, is refused by name, all of
 * it at once.
 */
public final class OnnxLowering {
  /** The first version of the standard operator set that is read. */
  public static final long OLDEST_OPSET = 7;

  /**
   * The last one, which ONNX 1.23 brought. No operator that is read means anything else in 22 to
   * 28, by the history of each.
   */
  public static final long NEWEST_OPSET = 28;

  private static final long NEWEST_LEARNING_OPSET = 5;

  private final OnnxModel model;
  private final ModelSelection selection;

  /** Of a model of one output whose inputs say what they are. */
  public OnnxLowering(OnnxModel model) {
    this(model, ModelSelection.NONE);
  }

  /**
   * @param selection what of the model is read
   */
  public OnnxLowering(OnnxModel model, ModelSelection selection) {
    this.model = model;
    this.selection = selection;
  }

  /** Every operator of which some nodes can be lowered. */
  public static SortedSet<String> operators() {
    return new TreeSet<>(List.of(Operators.SUPPORTED.split(",\\s*")));
  }

  /**
   * The network that the model describes.
   *
   * @throws OnnxParseException if the graph is not sound: cyclic, dangling; or the selection does
   *     not fit it
   * @throws UnsupportedOperatorException naming the file, the operators, the nodes and what is not
   *     supported
   */
  public Network lower() {
    return lower(Optional.empty()).network();
  }

  /**
   * What lowering made of a model.
   *
   * @param inputs of the model
   * @param outputs names of those asked about
   * @param nodes those that the outputs depend on, in the order they were lowered in
   * @param conditions names of values that decided for a branch
   * @param values what the names in the graph stand for
   */
  record Lowered(
      Network network,
      ModelInputs inputs,
      List<String> outputs,
      List<OnnxNode> nodes,
      List<String> conditions,
      LoweringContext values) {}

  /**
   * The network that the model describes on the inputs that {@code known} is about, as far as it
   * was asked.
   */
  Lowered lower(Optional<RegionalInputs> known) {
    requireOpset();
    ModelInputs inputs = new ModelInputs(model, selection);
    ModelOutputs outputs = new ModelOutputs(model, selection);
    known.ifPresent(region -> region.requireSize(inputs.size()));
    NodeOrder order = new NodeOrder(model);
    NetworkBuilder builder = new NetworkBuilder(inputs.shape());
    LoweringContext context =
        new LoweringContext(builder, model.standardOpset(), order, stored(model.graph()), known);
    inputs.define(context);
    for (OnnxTensor tensor : model.graph().initialisers()) {
      context.define(tensor.name(), Constants.of(tensor));
    }
    Visit visit = new Visit(context);
    order.walk(outputs.names(), visit);
    visit.obstacles.refuse(model.file());
    int[] shape = outputs.add(context, builder);
    builder.setPorts(inputs.ports(outputs.ports(context)));
    Network network = DeadLayers.drop(builder.build(shape));
    return new Lowered(network, inputs, outputs.names(), visit.nodes, visit.conditions, context);
  }

  /** Lowers one node after the other, and goes on behind those that cannot be. */
  private static final class Visit implements NodeOrder.Visitor {
    private final LoweringContext context;
    private final Obstacles obstacles = new Obstacles();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();

    Visit(LoweringContext context) {
      this.context = context;
    }

    @Override
    public List<OnnxNode> visit(OnnxNode node) {
      if (context.isFull() || obstacles.hide(node)) {
        return List.of();
      }
      try {
        if (Branches.isIf(node)) {
          conditions.add(node.inputs().get(0));
          return Branches.taken(new Call(node, context));
        }
        if (FlexAttention.is(node)) {
          return FlexAttention.nodes(new Call(node, context));
        }
        lower(node, context);
        nodes.add(node);
      } catch (UnsupportedOperatorException e) {
        obstacles.add(node, e);
      }
      return List.of();
    }
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
    requireDomain("com.microsoft", 1);
    requireDomain("ai.onnx.ml", NEWEST_LEARNING_OPSET);
    boolean isUsed =
        model.graph().nodes().stream().anyMatch(node -> OnnxNode.isStandard(node.domain()));
    boolean isKnown = OLDEST_OPSET <= version && version <= NEWEST_OPSET;
    if (!isKnown && (isUsed || version != 0)) {
      throw refusal(
          (version == 0
                  ? "the model does not say which version of the standard operators it uses"
                      + " (operator set 0)"
                  : "the model uses operator set " + version)
              + "; supported are "
              + OLDEST_OPSET
              + " to "
              + NEWEST_OPSET
              + "; export it for one of these, or convert it with onnx.version_converter");
    }
  }

  private void requireDomain(String domain, long newest) {
    for (OnnxOpset opset : model.opsets()) {
      if (opset.domain().equals(domain) && opset.version() > newest) {
        throw refusal(
            "the model uses version "
                + opset.version()
                + " of the operators of domain "
                + domain
                + "; supported are those up to "
                + newest);
      }
    }
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

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
