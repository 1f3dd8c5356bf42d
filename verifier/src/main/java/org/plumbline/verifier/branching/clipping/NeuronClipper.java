package org.plumbline.verifier.branching.clipping;

import org.plumbline.network.interval.Rounding;
import org.plumbline.verifier.branching.space.Splits;

/**
 * Narrows the bound of a neuron by one linear constraint on the inputs, which a split or the
 * property imposes (Zhou et al., <em>Clip-and-Verify</em>, NeurIPS 2025). For a form {@code g·x +
 * h} below the neuron, a constraint {@code a·x + c ≤ 0} and any multiplier β ≥ 0,
 *
 * <pre>neuron ≥ min over the box of (g + β a)·x + h + β c = at the middle − Σ |gⱼ + β aⱼ| rⱼ</pre>
 *
 * which is concave in β. The sum is κ times the Euclidean norm of {@code (g + β a) r}, and κ
 * changes little with β, the less the more inputs there are; for a fixed κ the best β has a closed
 * form. So a few rounds of measuring κ at the best β for the last κ find a good one.
 */
final class NeuronClipper {
  private static final int STEPS = 4;

  /** Two multipliers nearer than this, as a share, have about the same bound. */
  private static final double NEAR = 0.1;

  /** By how much less than it seems the form may differ from its middle, at most. */
  private static final double OPTIMISM = 0.9;

  /** Where the bound seems to rise with β for ever, that much of it, relative to the norms. */
  private static final double STEEP = 4;

  private final NeuronForms forms;
  private final FormProducts known;
  private final double unit;
  private final double[] r;
  private final double[] a;
  private final double[] terms;
  private double c;
  private double aAtMiddle;
  private double aSize;
  private double aSquare;
  private double[] products;
  private float multiplier;

  /**
   * @param known products of these forms
   */
  NeuronClipper(NeuronForms forms, FormProducts known) {
    this.forms = forms;
    this.known = known;
    this.unit = Rounding.gamma(forms.inputs() + 16L);
    this.r = forms.radius();
    this.a = new double[forms.inputs()];
    this.terms = new double[forms.inputs()];
  }

  /**
   * Sets the constraint {@code a·x + c ≤ 0}.
   *
   * @param atMiddle of {@code a·x}
   * @param size upper bound of the terms of {@code a·x} by absolute value
   * @param withForms products of {@code a} with the forms, NaN where they are not known; or null
   */
  void constrain(
      double[] coefficients,
      int offset,
      double constant,
      double atMiddle,
      double size,
      double[] withForms) {
    products = withForms;
    aSquare = 0;
    for (int j = 0; j < a.length; j++) {
      a[j] = coefficients[offset + j] * r[j];
      aSquare += a[j] * a[j];
    }
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
        forms.size(form),
        known.ofForm(form));
  }

  /**
   * A lower bound of what a form is below, where the constraint holds in the box.
   *
   * @param goal the caller has no use for less
   */
  double lower(int form, double goal) {
    double best = value(form, 0, forms.spread(form));
    multiplier = 0;
    double square = forms.square(form);
    double product = product(form);
    double kappa = forms.spread(form) / Math.sqrt(square);
    double last = 0;
    for (int step = 0; step < STEPS; step++) {
      double beta = (float) bestMultiplier((c + aAtMiddle) / kappa, square, product);
      if (!(beta > 0 && Math.abs(beta - last) > NEAR * last && beta < Float.MAX_VALUE)) {
        return best;
      }
      double norm = Math.sqrt(square + 2 * beta * product + beta * beta * aSquare);
      if (value(form, beta, OPTIMISM * kappa * norm) < goal) {
        return best;
      }
      double spread = spread(form, beta);
      double value = value(form, beta, spread);
      if (value > best) {
        best = value;
        multiplier = (float) beta;
      }
      kappa = spread / norm;
      last = beta;
    }
    return best;
  }

  /** The β of the bound last found. */
  float multiplier() {
    return multiplier;
  }

  /**
   * Where {@code gain·β − ‖(g + β a) r‖} is greatest.
   *
   * @param square of the norm of {@code g r}
   * @param product of {@code g r} and {@code a r}
   */
  private double bestMultiplier(double gain, double square, double product) {
    double room = aSquare - gain * gain;
    if (!(room > 0)) {
      return STEEP * Math.sqrt(square / aSquare);
    }
    double apart = Math.max(0, square - product * product / aSquare);
    return (gain * Math.sqrt(apart * aSquare / room) - product) / aSquare;
  }

  private double product(int form) {
    if (products == null) {
      return computed(form);
    }
    if (Double.isNaN(products[form])) {
      products[form] = computed(form);
    }
    return products[form];
  }

  private double computed(int form) {
    System.arraycopy(forms.coefficients(), form * terms.length, terms, 0, terms.length);
    for (int j = 0; j < terms.length; j++) {
      terms[j] *= r[j] * a[j];
    }
    return sum(terms);
  }

  private double spread(int form, double beta) {
    System.arraycopy(forms.coefficients(), form * terms.length, terms, 0, terms.length);
    for (int j = 0; j < terms.length; j++) {
      terms[j] = Math.abs(terms[j] * r[j] + beta * a[j]);
    }
    return sum(terms);
  }

  /** Without a chain of additions that wait for each other. */
  private static double sum(double[] terms) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int j = 0;
    for (; j + 7 < terms.length; j += 8) {
      s0 += terms[j];
      s1 += terms[j + 1];
      s2 += terms[j + 2];
      s3 += terms[j + 3];
      s4 += terms[j + 4];
      s5 += terms[j + 5];
      s6 += terms[j + 6];
      s7 += terms[j + 7];
    }
    for (; j < terms.length; j++) {
      s0 += terms[j];
    }
    return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
  }

  /** The bound for a multiplier, rounded down. */
  private double value(int form, double beta, double spread) {
    double h = forms.constant(form);
    double error =
        Rounding.inflate(
            2 * unit * (forms.size(form) + beta * aSize + Math.abs(h) + beta * Math.abs(c)));
    double value = forms.atMiddle(form) + beta * aAtMiddle - spread + h + beta * c;
    return Math.nextDown(value - error) - Rounding.UNDERFLOW;
  }
}
