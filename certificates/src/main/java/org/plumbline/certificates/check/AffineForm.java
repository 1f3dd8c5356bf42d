package org.plumbline.certificates.check;

import java.util.Arrays;

/**
 * A linear function of symbols: {@code c + Σₛ gₛεₛ}. Place 0 is that of c, place s that of gₛ.
 * Either all numbers up to the last are kept, or c and only those that are not 0. Never changed.
 */
final class AffineForm {
  static final AffineForm ZERO = new AffineForm(null, new double[1]);

  /** Numbers are kept with their places where they are fewer than this share of all. */
  private static final int FEW = 4;

  /** Ascending from 0, or null where all numbers are kept. */
  private final int[] place;

  private final double[] value;

  private AffineForm(int[] place, double[] value) {
    this.place = place;
    this.value = value;
  }

  /**
   * All numbers are kept.
   *
   * @param all first c; owned
   */
  static AffineForm dense(double[] all) {
    return new AffineForm(null, all);
  }

  /**
   * The same with places where numbers are few.
   *
   * @param all first c; owned
   */
  static AffineForm packed(double[] all) {
    int count = 1;
    for (int s = 1; s < all.length; s++) {
      count += all[s] == 0 ? 0 : 1;
    }
    if (!areFew(count, all.length)) {
      return dense(all);
    }
    int[] places = new int[count];
    double[] values = new double[count];
    values[0] = all[0];
    for (int s = 1, next = 1; next < count; s++) {
      if (all[s] != 0) {
        places[next] = s;
        values[next++] = all[s];
      }
    }
    return new AffineForm(places, values);
  }

  static AffineForm constant(double c) {
    return c == 0 ? ZERO : dense(new double[] {c});
  }

  /** Whether so many numbers of so many are kept with their places. */
  static boolean areFew(long entries, int length) {
    return entries * FEW < length;
  }

  boolean isDense() {
    return place == null;
  }

  /** All numbers where {@link #isDense}; to be read only. */
  double[] all() {
    return value;
  }

  double constant() {
    return value[0];
  }

  /** Numbers that are kept. */
  int entries() {
    return value.length;
  }

  /** The last place, and one. */
  int length() {
    return place == null ? value.length : place[place.length - 1] + 1;
  }

  /** Computed {@code Σₛ |gₛ|}. */
  double sizeOfSymbols() {
    double sum = 0;
    for (int s = 1; s < value.length; s++) {
      sum += Math.abs(value[s]);
    }
    return sum;
  }

  /** Adds a multiple to all numbers of a form. */
  void addTo(double a, double[] to) {
    if (place == null) {
      for (int s = 0; s < value.length; s++) {
        to[s] += a * value[s];
      }
    } else {
      for (int e = 0; e < value.length; e++) {
        to[place[e]] += a * value[e];
      }
    }
  }

  /** This with c moved. */
  AffineForm plus(double c) {
    if (c == 0) {
      return this;
    }
    double[] moved = value.clone();
    moved[0] += c;
    return new AffineForm(place, moved);
  }

  /**
   * {@code a · this + b · other}.
   *
   * @param symbol of an own number, greater than all places, or 0 for none
   */
  AffineForm combined(double a, double b, AffineForm other, int symbol, double own) {
    int length = Math.max(Math.max(length(), other.length()), symbol + 1);
    boolean isSparse = areFew((long) entries() + other.entries() + 1, length);
    if (!isSparse) {
      double[] all = new double[length];
      addTo(a, all);
      if (b != 0) {
        other.addTo(b, all);
      }
      if (symbol > 0) {
        all[symbol] = own;
      }
      return dense(all);
    }
    int[] places = new int[entries() + other.entries() + 1];
    double[] values = new double[places.length];
    int count = 0;
    int e = 0;
    int f = b == 0 ? other.entries() : 0;
    while (e < entries() || f < other.entries()) {
      int here = e < entries() ? place(e) : Integer.MAX_VALUE;
      int there = f < other.entries() ? other.place(f) : Integer.MAX_VALUE;
      int at = Math.min(here, there);
      double sum = (here == at ? a * value[e] : 0) + (there == at ? b * other.value[f] : 0);
      e += here == at ? 1 : 0;
      f += there == at ? 1 : 0;
      if (sum != 0 || at == 0) {
        places[count] = at;
        values[count++] = sum;
      }
    }
    if (symbol > 0) {
      places[count] = symbol;
      values[count++] = own;
    }
    return new AffineForm(Arrays.copyOf(places, count), Arrays.copyOf(values, count));
  }

  private int place(int e) {
    return place == null ? e : place[e];
  }
}
