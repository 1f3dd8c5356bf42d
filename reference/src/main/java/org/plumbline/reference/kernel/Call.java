package org.plumbline.reference.kernel;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.reference.file.Attributes;
import org.plumbline.reference.file.Node;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.Plain;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/** One evaluation of a node: what it is given and what is asked of it. */
public final class Call {
  private final Node node;
  private final int opset;
  private final Mode mode;
  private final Budget budget;
  private final List<ReferenceTensor> inputs;
  private final boolean[] read;
  public final Attributes attributes;

  /**
   * @param opset the version of the operator set that the model imports
   * @param inputs null where an optional input is left out
   */
  public Call(Node node, int opset, Mode mode, Budget budget, List<ReferenceTensor> inputs) {
    this.node = node;
    this.opset = opset;
    this.mode = mode;
    this.budget = budget;
    this.inputs = inputs;
    this.read = new boolean[inputs.size()];
    this.attributes = new Attributes(node.attributes());
  }

  public String operator() {
    return node.qualifiedOperator();
  }

  public int opset() {
    return opset;
  }

  public Mode mode() {
    return mode;
  }

  public int inputCount() {
    return inputs.size();
  }

  /** How many outputs the node names, up to the last one that is asked for. */
  public int outputCount() {
    int count = node.outputs().size();
    while (count > 0 && node.outputs().get(count - 1).isEmpty()) {
      count--;
    }
    return count;
  }

  public boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != null;
  }

  public ReferenceTensor input(int index) {
    if (!has(index)) {
      throw new ReferenceException("input " + index + " is missing");
    }
    read[index] = true;
    return inputs.get(index);
  }

  /** A tensor of reals. */
  public ReferenceTensor real(int index) {
    ReferenceTensor tensor = input(index);
    if (!tensor.isReal()) {
      throw new ReferenceException("input " + index + " is of type " + tensor.type());
    }
    return tensor;
  }

  /** An input of one of these types. */
  public ReferenceTensor input(int index, ElementType... types) {
    ReferenceTensor tensor = input(index);
    if (!List.of(types).contains(tensor.type())) {
      throw new ReferenceException(
          "input " + index + " is of type " + tensor.type() + ", expected is " + List.of(types));
    }
    return tensor;
  }

  /** Indices, axes or sizes: a tensor of rank 1 of int64 or int32. */
  public long[] list(int index) {
    ReferenceTensor tensor = input(index, ElementType.INT64, ElementType.INT32);
    if (tensor.shape().rank() != 1) {
      throw new ReferenceException("input " + index + " has the shape " + tensor.shape());
    }
    return tensor.integers();
  }

  /** All inputs of a node that takes any number of them, at least one. */
  public List<ReferenceTensor> allInputs() {
    List<ReferenceTensor> all = new ArrayList<>();
    for (int i = 0; i < Math.max(1, inputs.size()); i++) {
      all.add(input(i));
    }
    return all;
  }

  /** Two inputs of one type. */
  public void checkSameType(ReferenceTensor a, ReferenceTensor b) {
    if (a.type() != b.type()) {
      throw new ReferenceException("inputs of the types " + a.type() + " and " + b.type());
    }
  }

  /** A shape whose elements the budget allows for. */
  public Shape claim(long... dims) {
    return claim(Shape.of(dims));
  }

  public Shape claim(Shape shape) {
    budget.claim(shape.size());
    return shape;
  }

  public Budget budget() {
    return budget;
  }

  /** A number of this reading. */
  public Scalar constant(double value) {
    return mode == Mode.TYPED ? new Plain(value) : new Ball(value, 0);
  }

  /** A constant that is within a radius of this double. */
  public Scalar near(double value, double radius) {
    return mode == Mode.TYPED ? new Plain(value) : new Ball(value, radius);
  }

  /**
   * @throws ReferenceException if an attribute or an input was not read: it could change the result
   */
  public void checkAllRead() {
    attributes.checkAllRead();
    for (int i = 0; i < read.length; i++) {
      if (has(i) && !read[i]) {
        throw new ReferenceException("input " + i + " is not one of this operator");
      }
    }
  }
}
