package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * ArgMax, ArgMin, TopK and Hardmax. Of equal numbers the first one wins. Balls must leave no doubt
 * about the order. NaN is undefined: ONNX Runtime, NumPy and their versions differ.
 */
final class Extrema {
  private Extrema() {}

  /**
   * @throws UndefinedException if one of these elements is NaN
   */
  static void checkNumbers(ReferenceTensor x, int[] indices) {
    for (int index : indices) {
      if (x.isReal() && Double.isNaN(x.value(index))) {
        throw new UndefinedException("the greatest or least of numbers with NaN");
      }
    }
  }

  /**
   * The order of integers in Max, Min and Clip. ONNX Runtime 1.29 compares numbers of 64 bits in
   * vectors by their upper halves and then by their lower ones, which it takes to have a sign.
   *
   * @throws ReferenceException if it is at odds with the standard
   */
  static int order(ElementType type, long a, long b) {
    if (type == ElementType.INT64 && a >> 32 == b >> 32 && (int) (a ^ b) < 0) {
      throw new ReferenceException(
          "the greater or less of " + a + " and " + b + ": ONNX Runtime differs from the standard");
    }
    return type.compare(a, b);
  }

  /** The order of two elements. */
  private static int compare(Call call, ReferenceTensor x, int i, int j) {
    if (!x.isReal()) {
      return x.type().compare(x.integer(i), x.integer(j));
    }
    Scalar a = x.scalar(call.mode(), i);
    Scalar b = x.scalar(call.mode(), j);
    return a.isLess(b) ? -1 : b.isLess(a) ? 1 : 0;
  }

  /** The index of the first greatest one of these elements. */
  static int greatest(Call call, ReferenceTensor x, int[] indices) {
    return indices[best(call, x, indices, 1, 1)];
  }

  /**
   * @param sign 1 for the greatest, −1 for the least
   * @param needed what a later element must exceed the best by to replace it: 1 greater, 0 equal
   */
  private static int best(Call call, ReferenceTensor x, int[] indices, int sign, int needed) {
    if (indices.length == 0) {
      throw new UndefinedException("the greatest or least of no elements");
    }
    checkNumbers(x, indices);
    int best = 0;
    for (int k = 1; k < indices.length; k++) {
      if (sign * compare(call, x, indices[k], indices[best]) >= needed) {
        best = k;
      }
    }
    return best;
  }

  static ReferenceTensor argMax(Call call) {
    return arg(call, 1);
  }

  static ReferenceTensor argMin(Call call) {
    return arg(call, -1);
  }

  private static ReferenceTensor arg(Call call, int sign) {
    ReferenceTensor x = Elementwise.numeric(call.input(0));
    Axes axes = Axes.along(x.shape(), x.shape().axis(call.attributes.integer("axis", 0)));
    boolean keeps = call.attributes.flag("keepdims", true);
    boolean takesLast = call.opset() >= 12 && call.attributes.flag("select_last_index", false);
    Shape shape = call.claim(keeps ? axes.kept() : axes.reduced());
    long[] result = new long[shape.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = best(call, x, axes.group(i), sign, takesLast ? 0 : 1);
    }
    return ReferenceTensor.wrap(ElementType.INT64, shape, result);
  }

  /** The k greatest or least along an axis, and where they are. */
  static List<ReferenceTensor> topK(Call call) {
    ReferenceTensor x = Elementwise.numeric(call.input(0));
    int axis = x.shape().axis(call.attributes.integer("axis", -1));
    boolean isLargest = call.opset() < 11 || call.attributes.flag("largest", true);
    if (call.opset() >= 11 && !call.attributes.flag("sorted", true)) {
      throw new ReferenceException("attribute sorted is 0, which leaves the order open");
    }
    long k = call.opset() < 10 ? call.attributes.integer("k") : single(call.list(1));
    if (k < 0 || k > x.shape().dim(axis)) {
      throw new ReferenceException("k is " + k + " for an axis of " + x.shape());
    }
    Shape shape = call.claim(x.shape().with(axis, k));
    Axes from = Axes.along(x.shape(), axis);
    Axes to = Axes.along(shape, axis);
    int[] source = new int[shape.size()];
    long[] places = new long[call.claim(shape).size()];
    for (int i = 0; i < (k == 0 ? 0 : from.groups()); i++) {
      int[] group = from.group(i);
      Integer[] order = order(call, x, group, isLargest);
      int[] target = to.group(i);
      for (int j = 0; j < k; j++) {
        places[target[j]] = order[j];
        source[target[j]] = group[order[j]];
      }
    }
    return List.of(x.pick(source, shape), ReferenceTensor.wrap(ElementType.INT64, shape, places));
  }

  private static long single(long[] list) {
    if (list.length != 1) {
      throw new ReferenceException("k is a list of " + list.length);
    }
    return list[0];
  }

  /** A stable sort keeps the first of equal elements first. */
  private static Integer[] order(Call call, ReferenceTensor x, int[] group, boolean isLargest) {
    checkNumbers(x, group);
    call.budget().work(group.length);
    Integer[] order = new Integer[group.length];
    Arrays.setAll(order, i -> i);
    Comparator<Integer> ascending = (i, j) -> compare(call, x, group[i], group[j]);
    Arrays.sort(order, isLargest ? ascending.reversed() : ascending);
    return order;
  }

  /** 1 at the first greatest element of each group, else 0. */
  static ReferenceTensor hardmax(Call call) {
    ReferenceTensor x = call.real(0);
    Axes axes = Softmaxes.axes(call, x.shape());
    double[] result = new double[call.claim(x.shape()).size()];
    for (int i = 0; i < axes.groups(); i++) {
      result[greatest(call, x, axes.group(i))] = 1;
    }
    return ReferenceTensor.wrap(x.type(), x.shape(), result, null);
  }
}
