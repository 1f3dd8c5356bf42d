package org.plumbline.network.onnx.lowering;

import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.Shapes;

/** One node being lowered: its inputs as values, its attributes, the graph built so far. */
public final class Call {
  public final OnnxNode node;
  public final Attributes attributes;
  public final LoweringContext graph;
  private final boolean[] asked;

  public Call(OnnxNode node, LoweringContext graph) {
    this.node = node;
    this.attributes = new Attributes(node);
    this.graph = graph;
    this.asked = new boolean[node.inputs().size()];
  }

  /** Version of the operator set of the model. */
  public long opset() {
    return graph.opset();
  }

  public int inputs() {
    int count = node.inputs().size();
    while (count > 0 && node.inputs().get(count - 1).isEmpty()) {
      count--;
    }
    return count;
  }

  public boolean hasInput(int index) {
    if (index >= asked.length) {
      return false;
    }
    asked[index] = true;
    return !node.inputs().get(index).isEmpty();
  }

  public Value input(int index) {
    if (!hasInput(index)) {
      throw refuse("input " + index + " is missing");
    }
    return graph.value(node.inputs().get(index));
  }

  public boolean isConstant(int index) {
    return input(index) instanceof Value.Constant;
  }

  public Value.Constant constant(int index) {
    if (input(index) instanceof Value.Constant constant) {
      return constant;
    }
    throw refuse(describe(index) + " must be a constant");
  }

  /** A constant, as coefficients. */
  public Value.Reals reals(int index) {
    return constant(index).asReals(this::refuse);
  }

  /** Real numbers that the reader did not have to round. */
  public Value.Reals exact(int index) {
    Value.Reals constant = reals(index);
    if (!constant.isExact()) {
      throw refuse(describe(index) + " is the rounded result of arithmetic on constants");
    }
    return constant;
  }

  /** The one real number that a constant holds. */
  public double scalar(int index) {
    Value.Reals constant = exact(index);
    if (constant.values().length != 1) {
      throw refuse(describe(index) + " must be a single number");
    }
    return constant.values()[0];
  }

  public Value.Variable variable(int index) {
    if (input(index) instanceof Value.Variable variable) {
      return variable;
    }
    throw refuse(describe(index) + " must not be a constant");
  }

  /** Refuses first inputs of different element types, which the operator does not combine. */
  public void requireOneType(int inputs) {
    ElementType type = null;
    for (int i = 0; i < Math.min(inputs, node.inputs().size()); i++) {
      Value value = node.inputs().get(i).isEmpty() ? null : graph.value(node.inputs().get(i));
      if (value != null && type != null && value.type() != type) {
        throw refuse("its inputs are of types " + type + " and " + value.type());
      }
      type = value == null ? type : value.type();
    }
  }

  /**
   * The type of the first input that results are made of and that is there, float32 where there is
   * none.
   */
  public ElementType resultType() {
    int first =
        switch (node.qualifiedOperator()) {
          case "Where" -> 1;
          case "OneHot" -> 2;
          case "QuantizeLinear",
              "DequantizeLinear",
              "QLinearMatMul",
              "QLinearConv",
              "com.microsoft.QuantizeLinear",
              "com.microsoft.DequantizeLinear",
              "com.microsoft.QGemm",
              "com.microsoft.QLinearAdd",
              "com.microsoft.QLinearMul",
              "com.microsoft.QLinearLeakyRelu",
              "com.microsoft.QLinearSigmoid" ->
              1;
          default -> 0;
        };
    for (int i = first; i < node.inputs().size(); i++) {
      if (!node.inputs().get(i).isEmpty()) {
        return graph.value(node.inputs().get(i)).type();
      }
    }
    return ElementType.FLOAT;
  }

  /** Whether an input is computed and of an integer type. */
  public boolean hasIntegerVariable() {
    for (String input : node.inputs()) {
      if (graph.value(input) instanceof Value.Variable variable && variable.isInteger()) {
        return true;
      }
    }
    return false;
  }

  private String describe(int index) {
    return "input " + index + " (" + node.inputs().get(index) + ")";
  }

  /** Whole numbers that a constant input holds. */
  public int[] integers(int index) {
    if (constant(index) instanceof Value.Integers integers) {
      return integers.toInts();
    }
    throw refuse(describe(index) + " must hold integers");
  }

  /**
   * Integers that older operator sets give as an attribute and newer ones as an input; null if
   * neither is there.
   *
   * @param since the first operator set in which they are an input
   */
  public int[] integers(String attribute, int since, int input) {
    if (opset() < since) {
      return attributes.has(attribute) ? attributes.integers(attribute) : null;
    }
    return hasInput(input) ? integers(input) : null;
  }

  /** An axis, counted from the end if negative. */
  public int axis(int axis, int rank) {
    int positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw refuse("axis " + axis + " of a tensor of rank " + rank);
    }
    return positive;
  }

  /** Marks axes, each of which may be named once. */
  public boolean[] marked(int[] axes, int rank) {
    boolean[] marked = new boolean[rank];
    for (int axis : axes) {
      int positive = axis(axis, rank);
      if (marked[positive]) {
        throw refuse("axis " + axis + " is named twice");
      }
      marked[positive] = true;
    }
    return marked;
  }

  public int[] broadcast(int[] left, int[] right) {
    int[] shape = Shapes.broadcast(left, right);
    if (shape == null) {
      throw refuse("shapes " + Shapes.text(left) + " and " + Shapes.text(right) + " do not fit");
    }
    graph.claim(shape);
    return shape;
  }

  /** Refuses what the lowering did not look at. */
  public void refuseUnread() {
    attributes.refuseUnread();
    for (int i = 0; i < asked.length; i++) {
      if (!asked[i] && !node.inputs().get(i).isEmpty()) {
        throw refuse(describe(i) + " is not known for it in operator set " + opset());
      }
    }
  }

  public UnsupportedOperatorException refuse(String reason) {
    return attributes.refuse(reason);
  }
}
