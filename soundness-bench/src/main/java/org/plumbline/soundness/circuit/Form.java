package org.plumbline.soundness.circuit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An affine form over values of a {@link Circuit}; sums and products are in double, unrounded. */
public final class Form {
  private final TreeMap<Integer, Double> terms;
  private final double constant;

  private Form(TreeMap<Integer, Double> terms, double constant) {
    this.terms = terms;
    this.constant = constant;
  }

  public static Form constant(double value) {
    return new Form(new TreeMap<>(), value);
  }

  static Form of(int value) {
    TreeMap<Integer, Double> terms = new TreeMap<>();
    terms.put(value, 1.0);
    return new Form(terms, 0);
  }

  public Form plus(Form other) {
    TreeMap<Integer, Double> sum = new TreeMap<>(terms);
    other.terms.forEach((value, c) -> sum.merge(value, c, Form::exactSum));
    sum.values().removeIf(c -> c == 0);
    return new Form(sum, exactSum(constant, other.constant));
  }

  public Form plus(double shift) {
    return plus(constant(shift));
  }

  public Form minus(Form other) {
    return plus(other.times(-1));
  }

  public Form times(double factor) {
    TreeMap<Integer, Double> scaled = new TreeMap<>();
    if (factor != 0) {
      terms.forEach((value, c) -> scaled.put(value, exactProduct(c, factor)));
    }
    return new Form(scaled, exactProduct(constant, factor));
  }

  Map<Integer, Double> terms() {
    return Collections.unmodifiableMap(terms);
  }

  double constant() {
    return constant;
  }

  private static double exactSum(double a, double b) {
    double sum = a + b;
    double virtual = sum - a;
    double error = (a - (sum - virtual)) + (b - virtual);
    return exact(sum, error == 0);
  }

  private static double exactProduct(double a, double b) {
    double product = a * b;
    boolean underflows = product == 0 && a != 0 && b != 0;
    return exact(product, !underflows && Math.fma(a, b, -product) == 0);
  }

  private static double exact(double value, boolean isExact) {
    if (!isExact || !Double.isFinite(value)) {
      throw new ArithmeticException("a coefficient of " + value + " is not exact");
    }
    return value;
  }
}
