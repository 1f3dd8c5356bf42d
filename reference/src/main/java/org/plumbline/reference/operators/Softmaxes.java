package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Softmax and LogSoftmax, along one axis from version 13 on, and before over all axes from one on.
 * They do not change if a constant is subtracted from all elements; it is the greatest value. A
 * Softmax of nothing but −∞ is NaN, as IEEE 754 has it.
 */
final class Softmaxes {
  private Softmaxes() {}

  /** The groups that are normalised, by the attribute axis. */
  static Axes axes(Call call, Shape shape) {
    boolean isSingle = call.opset() >= 13;
    long axis = call.attributes.integer("axis", isSingle ? -1 : 1);
    if (!isSingle && axis == shape.rank()) {
      return Axes.from(shape, shape.rank());
    }
    int first = shape.axis(axis);
    return isSingle ? Axes.along(shape, first) : Axes.from(shape, first);
  }

  /** The greatest value of a group. */
  private static double greatest(ReferenceTensor x, int[] group) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int index : group) {
      greatest = Math.max(greatest, x.value(index));
    }
    return greatest;
  }

  private static Scalar exponential(Call call, ReferenceTensor x, int index, double shift) {
    return x.scalar(call.mode(), index).plus(-shift).increasing(StrictMath::exp);
  }

  private static Scalar sum(Call call, ReferenceTensor x, int[] group, double shift) {
    Scalar sum = call.constant(0);
    for (int index : group) {
      sum = sum.plus(exponential(call, x, index, shift));
    }
    return sum;
  }

  /** {@code log Σ exp(x)}. */
  static Scalar logOfSum(Call call, ReferenceTensor x, int[] group) {
    double greatest = greatest(x, group);
    double shift = Double.isInfinite(greatest) ? 0 : greatest;
    return sum(call, x, group, shift).increasing(StrictMath::log).plus(shift);
  }

  static ReferenceTensor softmax(Call call) {
    ReferenceTensor x = call.real(0);
    return softmax(call, x, axes(call, x.shape()));
  }

  static ReferenceTensor softmax(Call call, ReferenceTensor x, Axes axes) {
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < axes.groups(); i++) {
      int[] group = axes.group(i);
      double shift = greatest(x, group);
      boolean isEmpty = shift == Double.NEGATIVE_INFINITY;
      Scalar sum = isEmpty ? call.constant(Double.NaN) : sum(call, x, group, shift);
      for (int index : group) {
        result.set(index, isEmpty ? sum : exponential(call, x, index, shift).over(sum));
      }
    }
    return result.build(x.type());
  }

  static ReferenceTensor logSoftmax(Call call) {
    ReferenceTensor x = call.real(0);
    Axes axes = axes(call, x.shape());
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < axes.groups(); i++) {
      int[] group = axes.group(i);
      double shift = greatest(x, group);
      Scalar log = sum(call, x, group, shift).increasing(StrictMath::log);
      for (int index : group) {
        result.set(index, x.scalar(call.mode(), index).plus(-shift).minus(log));
      }
    }
    return result.build(x.type());
  }
}
