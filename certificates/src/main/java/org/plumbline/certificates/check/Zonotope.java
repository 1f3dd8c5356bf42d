package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.specs.query.Budget;

/**
 * One layer's neurons as linear functions of symbols that lie in [−1, 1]: neuron i is {@code cᵢ +
 * Σₛ gᵢₛεₛ}, off by at most {@code restᵢ}. What a neuron has no number for is 0; functions are
 * shared between layers and never changed once a layer is made.
 */
final class Zonotope {
  private final AffineForm[] function;
  private final double[] rest;
  private final double[] spread;

  /**
   * @param function c and g of each neuron, or null for 0
   * @param rest at least what each is off by
   */
  Zonotope(AffineForm[] function, double[] rest) {
    this.function = function;
    this.rest = rest;
    this.spread = new double[rest.length];
    for (int i = 0; i < rest.length; i++) {
      function[i] = function[i] == null ? AffineForm.ZERO : function[i];
      spread[i] = function[i].sizeOfSymbols();
    }
  }

  int neurons() {
    return rest.length;
  }

  AffineForm function(int neuron) {
    return function[neuron];
  }

  double centre(int neuron) {
    return function[neuron].constant();
  }

  /** Computed {@code Σₛ |gᵢₛ|}. */
  double spread(int neuron) {
    return spread[neuron];
  }

  double rest(int neuron) {
    return rest[neuron];
  }

  /** Whether a neuron is 0 but for its rest. */
  boolean isZero(int neuron) {
    return function[neuron] == AffineForm.ZERO;
  }

  /**
   * What {@link #rest} becomes in {@code M z}, at least.
   *
   * @param unit share that computed sums of products are off by
   */
  double[] restOf(SparseRows rows, double unit) {
    double share = unit + 2 * rows.relativeError();
    double[] lost = new double[rest.length];
    Arrays.setAll(
        lost, j -> rest[j] + Roundoff.inflate(share * (Math.abs(centre(j)) + spread[j] + rest[j])));
    return rows.absolute(lost);
  }

  /** Numbers that {@link #addProduct} keeps at most. */
  long numbersOfProduct(SparseRows rows) {
    int most = most();
    long numbers = 0;
    for (int i = 0; i < rows.rows(); i++) {
      numbers += Math.min(entries(rows, i), most);
    }
    return numbers;
  }

  private int most() {
    return Arrays.stream(function).mapToInt(AffineForm::length).max().orElse(1);
  }

  private long entries(SparseRows rows, int i) {
    long entries = 0;
    for (int e = rows.start(i); e < rows.start(i + 1); e++) {
      entries += isZero(rows.column(e)) ? 0 : function[rows.column(e)].entries();
    }
    return entries;
  }

  /**
   * Adds the computed functions of {@code M z} to what stands in {@code sum}, or nothing.
   *
   * @throws CheckEnd if the time ends
   */
  void addProduct(SparseRows rows, AffineForm[] sum, Budget budget) {
    int most = most();
    IntStream.range(0, sum.length)
        .parallel()
        .forEach(
            i -> {
              CaseProofCheck.requireTime(budget);
              sum[i] = row(rows, i, most, sum[i] == null ? AffineForm.ZERO : sum[i]);
            });
  }

  private AffineForm row(SparseRows rows, int i, int most, AffineForm before) {
    int end = rows.start(i + 1);
    int e = next(rows, rows.start(i), end);
    if (e == end) {
      return before;
    }
    int length = Math.max(most, before.length());
    long entries = entries(rows, i) + before.entries();
    boolean areFew = AffineForm.areFew(entries, length);
    if (areFew && (end - e) * entries < length) {
      AffineForm sum = before;
      for (; e < end; e = next(rows, e + 1, end)) {
        sum = sum.combined(1, rows.value(e), function[rows.column(e)], 0, 0);
      }
      return sum;
    }
    double[] all = new double[length];
    before.addTo(1, all);
    addRow(rows, e, end, all);
    return areFew ? AffineForm.packed(all) : AffineForm.dense(all);
  }

  private void addRow(SparseRows rows, int first, int end, double[] to) {
    int e = first;
    while (e < end) {
      int second = next(rows, e + 1, end);
      int third = next(rows, second + 1, end);
      int fourth = next(rows, third + 1, end);
      if (fourth < end
          && isDense(rows, e)
          && isDense(rows, second)
          && isDense(rows, third)
          && isDense(rows, fourth)) {
        addFour(rows, e, second, third, fourth, to);
        e = next(rows, fourth + 1, end);
      } else {
        function[rows.column(e)].addTo(rows.value(e), to);
        e = second;
      }
    }
  }

  private boolean isDense(SparseRows rows, int e) {
    return function[rows.column(e)].isDense();
  }

  /** The first entry from one on whose column is not 0. */
  private int next(SparseRows rows, int from, int end) {
    int e = from;
    while (e < end && isZero(rows.column(e))) {
      e++;
    }
    return e;
  }

  private static void add(double a, double[] f, int from, double[] to) {
    for (int s = from; s < f.length; s++) {
      to[s] += a * f[s];
    }
  }

  private void addFour(SparseRows rows, int e0, int e1, int e2, int e3, double[] to) {
    double[] f0 = function[rows.column(e0)].all();
    double[] f1 = function[rows.column(e1)].all();
    double[] f2 = function[rows.column(e2)].all();
    double[] f3 = function[rows.column(e3)].all();
    int least = Math.min(Math.min(f0.length, f1.length), Math.min(f2.length, f3.length));
    addFour(
        rows.value(e0), f0, rows.value(e1), f1, rows.value(e2), f2, rows.value(e3), f3, least, to);
    add(rows.value(e0), f0, least, to);
    add(rows.value(e1), f1, least, to);
    add(rows.value(e2), f2, least, to);
    add(rows.value(e3), f3, least, to);
  }

  private static void addFour(
      double a,
      double[] f,
      double b,
      double[] g,
      double c,
      double[] h,
      double d,
      double[] k,
      int count,
      double[] to) {
    for (int s = 0; s < count; s++) {
      to[s] += a * f[s] + b * g[s] + c * h[s] + d * k[s];
    }
  }
}
