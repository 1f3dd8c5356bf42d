package org.plumbline.network.onnx.operators;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.RealArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Products of constant matrices. Integers wrap around. Real numbers are multiplied in double: with
 * |α − a| ≤ e and |β − b| ≤ f the exact αβ differs from ab by at most |a|f + |b|e + ef; the rounded
 * sum of n products by γₙ Σ|ab| more. What a runtime computes in binary32, in any order, is off in
 * the same way, with the γ of binary32.
 */
final class ConstantProduct {
  /** Below this magnitude a product may have lost more than its last place. */
  private static final double TINY = 0x1p-900;

  private static final double FLOAT32_UNIT = 0x1p-24;
  private static final double FLOAT32_UNDERFLOW = 0x1p-125;

  private final MatrixProduct p;

  private ConstantProduct(MatrixProduct p) {
    this.p = p;
  }

  static Value.Constant of(Call call, MatrixProduct p, Value.Constant a, Value.Constant b) {
    call.graph.claim(p.stack(), p.rows(), p.columns(), p.inner());
    ConstantProduct product = new ConstantProduct(p);
    if (a instanceof Value.Integers left && b instanceof Value.Integers right) {
      return product.integers(left, right);
    }
    return product.reals(call, (Value.Reals) a, (Value.Reals) b);
  }

  private int left(int o, int l) {
    return p.leftElement(o / (p.rows() * p.columns()), o / p.columns() % p.rows(), l);
  }

  private int right(int o, int l) {
    return p.rightElement(o / (p.rows() * p.columns()), l, o % p.columns());
  }

  private Value.Integers integers(Value.Integers a, Value.Integers b) {
    long[] values = new long[Shapes.count(p.shape())];
    for (int o = 0; o < values.length; o++) {
      for (int l = 0; l < p.inner(); l++) {
        values[o] += a.values()[left(o, l)] * b.values()[right(o, l)];
      }
      values[o] = a.type().wrapped(values[o]);
    }
    return new Value.Integers(p.shape(), a.type(), values);
  }

  private Value.Reals reals(Call call, Value.Reals a, Value.Reals b) {
    int n = Shapes.count(p.shape());
    double[] values = new double[n];
    double[] errors = new double[n];
    double[] deviations = new double[n];
    double gamma = Rounding.gamma(p.inner() + 1L);
    double m = p.inner() + 2.0;
    double float32Gamma = 1.01 * m * FLOAT32_UNIT / (1 - m * FLOAT32_UNIT);
    for (int o = 0; o < n; o++) {
      double size = 0;
      double most = 0;
      double lost = 0;
      for (int l = 0; l < p.inner(); l++) {
        int i = left(o, l);
        int j = right(o, l);
        double x = Math.abs(a.values()[i]);
        double y = Math.abs(b.values()[j]);
        values[o] += a.values()[i] * b.values()[j];
        size += x * y;
        lost += x * b.error(j) + y * a.error(i) + a.error(i) * b.error(j) + underflow(x, y);
        most += (x + RealArithmetic.seen(a, i)) * (y + RealArithmetic.seen(b, j));
      }
      if (!(size <= Double.MAX_VALUE)) {
        throw call.refuse("arithmetic on constants gives " + values[o]);
      }
      double error = gamma * size + lost;
      errors[o] = error == 0 ? 0 : Rounding.inflate(error);
      boolean isKnown = most < 0x1p126 && m < 0x1p20;
      deviations[o] =
          isKnown
              ? Rounding.inflate(
                  float32Gamma * most + (most - size) * (1 + gamma) + error + m * FLOAT32_UNDERFLOW)
              : Double.POSITIVE_INFINITY;
    }
    return new Value.Reals(p.shape(), a.type(), values, errors, deviations);
  }

  private static double underflow(double x, double y) {
    return x != 0 && y != 0 && x * y < TINY ? Double.MIN_NORMAL : 0;
  }
}
