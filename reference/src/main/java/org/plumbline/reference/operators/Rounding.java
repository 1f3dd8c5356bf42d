package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;

/** Floor, Ceil, Round and Sign: steps, whose results are the hull where a ball touches one. */
public final class Rounding {
  private Rounding() {}

  static ReferenceTensor floor(Call call) {
    return Elementwise.map(call, x -> x.step(Math::floor));
  }

  static ReferenceTensor ceil(Call call) {
    return Elementwise.map(call, x -> x.step(Math::ceil));
  }

  /** Halves go to the even neighbour. */
  static ReferenceTensor round(Call call) {
    return Elementwise.map(call, x -> x.step(Math::rint));
  }

  static ReferenceTensor sign(Call call) {
    ElementType type = call.input(0).type();
    return Elementwise.map(call, x -> x.step(Rounding::sign), x -> Extrema.order(type, x, 0));
  }

  private static double sign(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : Double.isNaN(x) ? x : 0;
  }

  static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }
}
