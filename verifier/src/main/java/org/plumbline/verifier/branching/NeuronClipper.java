package org.plumbline.verifier.branching;

import org.plumbline.network.interval.Rounding;

/**
 * Narrows the bound of a neuron by one linear constraint on the inputs, which a split or the
 * property imposes (Zhou et al., <em>Clip-and-Verify</em>, NeurIPS 2025). For a form {@code g·x +
 * h} below the neuron, a constraint {@code a·x + c ≤ 0} and any multiplier β ≥ 0,
 *
 * <pre>neuron ≥ min over the box of (g + β a)·x + h + β c = at the middle − Σ |gⱼ + β aⱼ| rⱼ</pre>
 *
 * which is concave in β; a few steps of cutting planes find a good one.
 */
final class NeuronClipper {
  private static final int STEPS = 4;

  private final NeuronForms forms;
  private final double unit;
  private double[] a;
  private int aOffset;
  private double c;
  private double aAtMiddle;
  private double aSize;
  private double slope;
  private float multiplier;

  NeuronClipper(NeuronForms forms) {
    this.forms = forms;
    this.unit = Rounding.gamma(forms.inputs() + 16L);
  }

  /**
   * Sets the constraint {@code a·x + c ≤ 0}.
   *
   * @param atMiddle of {@code a·x}
   * @param size upper bound of the terms of {@code a·x} by absolute value
   */
  void constrain(double[] coefficients, int offset, double constant, double atMiddle, double size) {
    a = coefficients;
    aOffset = offset;
    c = Math.nextDown(constant);
    aAtMiddle = atMiddle;
    aSize = size;
  }

  /** Sets the constraint that a split imposes. */
  void constrain(Splits split) {
    int form = forms.of(split.layer(), split.neuron()) + (split.isAbove() ? 1 : 0);
    double point = split.isAbove() ? split.point() : -split.point();
    constrain(
        forms.coefficients(),
        form * forms.inputs(),
        forms.constant(form) + point,
        forms.atMiddle(form),
        forms.size(form));
  }

  /** A lower bound of what a form is below, where the constraint holds in the box. */
  double lower(int form) {
    double best = value(form, 0);
    multiplier = 0;
    if (!(slope > 0)) {
      return best;
    }
    double left = 0;
    double leftValue = best;
    double leftSlope = slope;
    double right = Double.POSITIVE_INFINITY;
    double rightValue = 0;
    double rightSlope = 0;
    double beta = (float) Math.max(1e-12, forms.size(form) / Math.max(aSize, 1e-300));
    for (int step = 0; step < STEPS; step++) {
      double value = value(form, beta);
      if (value > best) {
        best = value;
        multiplier = (float) beta;
      }
      if (slope > 0) {
        left = beta;
        leftValue = value;
        leftSlope = slope;
      } else {
        right = beta;
        rightValue = value;
        rightSlope = slope;
      }
      beta =
          (float)
              (Double.isInfinite(right)
                  ? 4 * beta
                  : crossing(left, leftValue, leftSlope, right, rightValue, rightSlope));
      if (!(beta > left && beta < right)) {
        return best;
      }
    }
    return best;
  }

  /** The β of the bound last found. */
  float multiplier() {
    return multiplier;
  }

  private static double crossing(
      double left, double leftValue, double leftSlope, double right, double value, double slope) {
    return (value - leftValue + leftSlope * left - slope * right) / (leftSlope - slope);
  }

  /** The bound for a multiplier, rounded down; leaves its derivative in {@link #slope}. */
  private double value(int form, double beta) {
    int n = forms.inputs();
    double[] g = forms.coefficients();
    double[] r = forms.radius();
    int at = form * n;
    double spread = 0;
    double change = 0;
    for (int j = 0; j < n; j++) {
      double w = g[at + j] + beta * a[aOffset + j];
      spread += Math.abs(w) * r[j];
      change += Math.copySign(a[aOffset + j], w * a[aOffset + j]) * r[j];
    }
    double h = forms.constant(form);
    slope = c + aAtMiddle - change;
    double error =
        Rounding.inflate(
            2 * unit * (forms.size(form) + beta * aSize + Math.abs(h) + beta * Math.abs(c)));
    double value = forms.atMiddle(form) + beta * aAtMiddle - spread + h + beta * c;
    return Math.nextDown(value - error) - Rounding.UNDERFLOW;
  }
}
