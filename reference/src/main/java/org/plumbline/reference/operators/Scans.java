package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/** CumSum: the sums along an axis up to each element. */
final class Scans {
  private Scans() {}

  static ReferenceTensor cumulativeSum(Call call) {
    ReferenceTensor x = Elementwise.numeric(call.input(0));
    ReferenceTensor axis = Gathering.indices(call, 1);
    if (axis.size() != 1) {
      throw new ReferenceException("an axis of shape " + axis.shape());
    }
    boolean isReverse = call.attributes.flag("reverse", false);
    boolean isExclusive = call.attributes.flag("exclusive", false);
    Axes axes = Axes.along(x.shape(), x.shape().axis(axis.integer(0)));
    Shape shape = call.claim(x.shape());
    RealBuilder reals = new RealBuilder(x.isReal() ? shape : Shape.SCALAR);
    long[] integers = new long[x.isReal() ? 0 : shape.size()];
    for (int g = 0; g < axes.groups(); g++) {
      int[] group = axes.group(g);
      Scalar sum = call.constant(0);
      long count = 0;
      for (int k = 0; k < group.length; k++) {
        int index = group[isReverse ? group.length - 1 - k : k];
        if (x.isReal()) {
          Scalar next = sum.plus(x.scalar(call.mode(), index));
          reals.set(index, isExclusive ? sum : next);
          sum = next;
        } else {
          long next = x.type().wrap(count + x.integer(index));
          integers[index] = isExclusive ? count : next;
          count = next;
        }
      }
    }
    return x.isReal() ? reals.build(x.type()) : ReferenceTensor.wrap(x.type(), shape, integers);
  }
}
