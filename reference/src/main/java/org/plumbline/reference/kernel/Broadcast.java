package org.plumbline.reference.kernel;

import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Multidirectional broadcasting. Source: docs/Broadcasting.md of ONNX. */
public final class Broadcast {
  private Broadcast() {}

  /** For each element of {@code to} the element of {@code from} that it repeats. */
  public static int[] indices(Shape from, Shape to) {
    int[] steps = new int[to.rank()];
    int[] strides = from.strides();
    for (int i = 1; i <= from.rank(); i++) {
      boolean isRepeated = from.dim(from.rank() - i) == 1;
      steps[to.rank() - i] = isRepeated ? 0 : strides[from.rank() - i];
    }
    return walk(to, steps, 0);
  }

  /** The offset that each element of a shape has if its axes are these steps wide, row-major. */
  public static int[] walk(Shape shape, int[] steps, int start) {
    int[] done = shape.size() == 0 ? new int[0] : new int[] {start};
    for (int axis = 0; axis < shape.rank(); axis++) {
      int dim = shape.dim(axis);
      int[] next = new int[done.length * dim];
      for (int i = 0; i < next.length; i++) {
        next[i] = done[i / dim] + i % dim * steps[axis];
      }
      done = next;
    }
    return done;
  }

  /** The shape that all broadcast to together. */
  public static Shape of(Iterable<ReferenceTensor> tensors) {
    Shape shape = Shape.SCALAR;
    for (ReferenceTensor tensor : tensors) {
      shape = shape.broadcast(tensor.shape());
    }
    return shape;
  }

  /**
   * Checks that a tensor broadcasts to a shape that stays as it is.
   *
   * @throws ReferenceException if it does not
   */
  public static void checkOneWay(Shape from, Shape to) {
    if (!from.broadcast(to).equals(to)) {
      throw new ReferenceException("the shape " + from + " does not broadcast to " + to);
    }
  }
}
