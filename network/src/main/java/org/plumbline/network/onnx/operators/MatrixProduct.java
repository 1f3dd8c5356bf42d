package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;

/**
 * The shapes of a product of two stacks of matrices, as numpy multiplies them: the leading axes
 * broadcast, and a vector counts as a row on the left and as a column on the right.
 *
 * @param rows rows n of the left matrices
 * @param inner columns k of the left and rows of the right matrices
 * @param columns columns m of the right matrices
 * @param left for each product the number of the left matrix it takes
 * @param right for each product the number of the right matrix it takes
 * @param shape the result's shape
 */
record MatrixProduct(int rows, int inner, int columns, int[] left, int[] right, int[] shape) {

  /** The product of tensors of these shapes. */
  static MatrixProduct of(Call call, int[] a, int[] b) {
    int[] leftMatrix = a.length == 1 ? new int[] {1, a[0]} : a;
    int[] rightMatrix = b.length == 1 ? new int[] {b[0], 1} : b;
    if (a.length == 0
        || b.length == 0
        || leftMatrix[leftMatrix.length - 1] != rightMatrix[rightMatrix.length - 2]) {
      throw call.refuse("factors of shapes " + Shapes.text(a) + " and " + Shapes.text(b));
    }
    int rows = leftMatrix[leftMatrix.length - 2];
    int columns = rightMatrix[rightMatrix.length - 1];
    int[] leftStack = Arrays.copyOf(leftMatrix, leftMatrix.length - 2);
    int[] rightStack = Arrays.copyOf(rightMatrix, rightMatrix.length - 2);
    int[] stack = call.broadcast(leftStack, rightStack);
    int[] shape = Arrays.copyOf(stack, stack.length + 2);
    int rank = stack.length;
    if (a.length > 1) {
      shape[rank++] = rows;
    }
    if (b.length > 1) {
      shape[rank++] = columns;
    }
    shape = Arrays.copyOf(shape, rank);
    call.graph.claim(shape);
    return new MatrixProduct(
        rows,
        leftMatrix[leftMatrix.length - 1],
        columns,
        Shapes.broadcastIndex(leftStack, stack),
        Shapes.broadcastIndex(rightStack, stack),
        shape);
  }

  /** Number of matrix products. */
  int stack() {
    return left.length;
  }

  /** Whether all products have the same right factor and each left factor its own place. */
  boolean isRightShared() {
    for (int s = 0; s < stack(); s++) {
      if (right[s] != 0 || left[s] != s) {
        return false;
      }
    }
    return true;
  }

  boolean isLeftShared() {
    for (int s = 0; s < stack(); s++) {
      if (left[s] != 0 || right[s] != s) {
        return false;
      }
    }
    return true;
  }

  /** Flat index of element (i, l) of the left factor of product s. */
  int leftElement(int s, int i, int l) {
    return (left[s] * rows + i) * inner + l;
  }

  /** Flat index of element (l, j) of the right factor of product s. */
  int rightElement(int s, int l, int j) {
    return (right[s] * inner + l) * columns + j;
  }
}
