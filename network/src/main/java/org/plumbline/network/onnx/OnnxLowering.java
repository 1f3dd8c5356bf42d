package org.plumbline.network.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;

/**
 * Lowers an ONNX graph to the core language. One method per operator, in families; what is not in
 * the table, or uses an attribute that the method does not read, is refused by name.
 */
public final class OnnxLowering {
  private static final Map<String, Function<Call, Value>> OPERATORS = operators();
  private static final long OLDEST_OPSET = 7;
  private static final long NEWEST_OPSET = 21;

  private final OnnxGraph graph;

  public OnnxLowering(OnnxGraph graph) {
    this.graph = graph;
  }

  private static Map<String, Function<Call, Value>> operators() {
    Map<String, Function<Call, Value>> table = new HashMap<>();
    table.put("Identity", MovementLowering::identity);
    table.put("Dropout", MovementLowering::dropout);
    table.put("Cast", MovementLowering::cast);
    table.put("Flatten", MovementLowering::flatten);
    table.put("Reshape", MovementLowering::reshape);
    table.put("Squeeze", MovementLowering::squeeze);
    table.put("Unsqueeze", MovementLowering::unsqueeze);
    table.put("Transpose", MovementLowering::transpose);
    table.put("Slice", MovementLowering::slice);
    table.put("Gather", MovementLowering::gather);
    table.put("Expand", MovementLowering::expand);
    table.put("Concat", MovementLowering::concat);
    table.put("Pad", MovementLowering::pad);
    table.put("Constant", ShapeLowering::constant);
    table.put("Shape", ShapeLowering::shape);
    table.put("ConstantOfShape", ShapeLowering::constantOfShape);
    table.put("Range", ShapeLowering::range);
    table.put("Add", ArithmeticLowering::add);
    table.put("Sub", ArithmeticLowering::sub);
    table.put("Mul", ArithmeticLowering::mul);
    table.put("Div", ArithmeticLowering::div);
    table.put("Neg", ArithmeticLowering::neg);
    table.put("Where", ArithmeticLowering::where);
    table.put("Equal", c -> ArithmeticLowering.compare(c, (x, y) -> x == y ? 1 : 0));
    table.put("Greater", c -> ArithmeticLowering.compare(c, (x, y) -> x > y ? 1 : 0));
    table.put("Less", c -> ArithmeticLowering.compare(c, (x, y) -> x < y ? 1 : 0));
    table.put("Relu", c -> ActivationLowering.apply(c, Activation.RELU));
    table.put("Sigmoid", c -> ActivationLowering.apply(c, Activation.SIGMOID));
    table.put("Tanh", c -> ActivationLowering.apply(c, Activation.TANH));
    for (Activation.Kind kind :
        new Activation.Kind[] {
          Activation.Kind.SIGN,
          Activation.Kind.FLOOR,
          Activation.Kind.EXP,
          Activation.Kind.LOG,
          Activation.Kind.SQRT,
          Activation.Kind.SIN,
          Activation.Kind.COS,
          Activation.Kind.RECIPROCAL
        }) {
      Activation activation = Activation.of(kind);
      table.put(activation.toString(), c -> ActivationLowering.apply(c, activation));
    }
    table.put("LeakyRelu", ActivationLowering::leakyRelu);
    table.put("Clip", ActivationLowering::clip);
    table.put("Pow", ActivationLowering::pow);
    table.put("Gemm", MatrixLowering::gemm);
    table.put("MatMul", MatrixLowering::matMul);
    table.put("Conv", WindowLowering::conv);
    table.put("ConvTranspose", WindowLowering::convTranspose);
    table.put("AveragePool", WindowLowering::averagePool);
    table.put("GlobalAveragePool", WindowLowering::globalAveragePool);
    table.put("MaxPool", WindowLowering::maxPool);
    table.put("ReduceSum", ReductionLowering::reduceSum);
    table.put("ReduceMean", ReductionLowering::reduceMean);
    table.put("BatchNormalization", ReductionLowering::batchNormalization);
    return table;
  }

  /** Lowers the graph, or refuses it by name. */
  public Network lower() {
    if (graph.opset() < OLDEST_OPSET || graph.opset() > NEWEST_OPSET) {
      throw new ParseException(
          graph.file(),
          "opset " + graph.opset() + "; supported are " + OLDEST_OPSET + " to " + NEWEST_OPSET);
    }
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new ParseException(
          graph.file(),
          "a network of "
              + graph.inputs().size()
              + " inputs "
              + graph.inputs().keySet()
              + " and "
              + graph.outputs().size()
              + " outputs; supported is one of each");
    }
    String inputName = graph.inputs().keySet().iterator().next();
    int[] inputShape = graph.inputs().get(inputName).clone();
    for (int d = 0; d < inputShape.length; d++) {
      if (inputShape[d] <= 0) {
        if (d > 0) {
          throw new ParseException(
              graph.file(), "input " + inputName + " has a symbolic axis " + d);
        }
        inputShape[d] = 1;
      }
    }
    NetworkBuilder builder = new NetworkBuilder(inputShape);
    LoweringContext context = new LoweringContext(graph.file(), builder);
    context.define(inputName, new Value.Variable(0, inputShape));
    graph.initialisers().forEach((name, tensor) -> context.define(name, constant(tensor)));
    for (OnnxNode node : graph.nodes()) {
      lower(node, context);
    }
    return build(context, builder);
  }

  private Value.Constant constant(OnnxTensor tensor) {
    for (double value : tensor.values()) {
      if (!Double.isFinite(value)) {
        throw new ParseException(
            graph.file(), "tensor " + tensor.name() + " holds the value " + value);
      }
    }
    return new Value.Constant(tensor);
  }

  private static void lower(OnnxNode node, LoweringContext context) {
    Call call = new Call(node, context);
    try {
      if (node.operator().equals("Split")) {
        Value[] parts = MovementLowering.split(call);
        call.attributes.refuseUnread();
        for (int p = 0; p < parts.length; p++) {
          context.define(node.outputs().get(p), parts[p]);
        }
        return;
      }
      Function<Call, Value> lowering = OPERATORS.get(node.operator());
      if (lowering == null) {
        throw call.refuse(
            "supported are Split, " + String.join(", ", new TreeSet<>(OPERATORS.keySet())));
      }
      Value value = lowering.apply(call);
      call.attributes.refuseUnread();
      context.define(node.outputs().get(0), value);
    } catch (ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | IllegalArgumentException e) {
      throw new UnsupportedOperatorException(
          node.operator(), node.name(), "its sizes do not fit together (" + e.getMessage() + ")");
    }
  }

  private Network build(LoweringContext context, NetworkBuilder builder) {
    String name = graph.outputs().get(0);
    if (!(context.get(name) instanceof Value.Variable output)) {
      throw new ParseException(
          graph.file(), "the output " + name + " is not computed from the input");
    }
    int size = output.count();
    int[] identity = new int[size];
    Arrays.setAll(identity, i -> i);
    builder.add(new AffineLayer(output.layer(), new SelectionMap(size, identity)));
    return builder.build(output.shape());
  }
}
