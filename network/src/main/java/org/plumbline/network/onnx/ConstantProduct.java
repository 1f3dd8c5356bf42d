package org.plumbline.network.onnx;

import org.plumbline.network.interval.Rounding;

/**
 * Products of constant matrices, in double. With |α − a| ≤ e and |β − b| ≤ f the exact αβ differs
 * from ab by at most |a|f + |b|e + ef; the rounded sum of n products by γₙ Σ|ab| more.
 */
final class ConstantProduct {
  /** Below this magnitude a product may have lost more than its last place. */
  private static final double TINY = 0x1p-900;

  private ConstantProduct() {}

  static Value.Constant of(Call call, MatrixProduct p, Value.Constant a, Value.Constant b) {
    int n = Shapes.count(p.shape());
    call.graph.claim(p.stack(), p.rows(), p.columns(), p.inner());
    double[] values = new double[n];
    double[] errors = new double[n];
    boolean isInteger = a.isInteger() && b.isInteger();
    double gamma = Rounding.gamma(p.inner() + 1L);
    for (int o = 0; o < n; o++) {
      int s = o / (p.rows() * p.columns());
      double size = 0;
      double inherited = 0;
      for (int l = 0; l < p.inner(); l++) {
        int left = p.leftElement(s, o / p.columns() % p.rows(), l);
        int right = p.rightElement(s, l, o % p.columns());
        double product = a.values()[left] * b.values()[right];
        values[o] += product;
        size += Math.abs(product);
        inherited += inherited(a, left, b, right) + underflow(product, a, left, b, right);
      }
      if (!(size <= (isInteger ? 0x1p53 : Double.MAX_VALUE))) {
        throw call.refuse("arithmetic on constants gives " + values[o]);
      }
      double error = gamma * size + inherited;
      errors[o] = isInteger || error == 0 ? 0 : Rounding.inflate(error);
    }
    return new Value.Constant(p.shape(), values, errors, isInteger);
  }

  private static double inherited(Value.Constant a, int left, Value.Constant b, int right) {
    double e = a.isExact() ? 0 : a.errors()[left];
    double f = b.isExact() ? 0 : b.errors()[right];
    return Math.abs(a.values()[left]) * f + Math.abs(b.values()[right]) * e + e * f;
  }

  private static double underflow(
      double product, Value.Constant a, int left, Value.Constant b, int right) {
    boolean isProper = a.values()[left] != 0 && b.values()[right] != 0;
    return isProper && Math.abs(product) < TINY ? Double.MIN_NORMAL : 0;
  }
}
