package org.plumbline.certificates.check;

import java.util.Arrays;
import org.plumbline.network.model.Network;

/** Bounds of all neurons, by layer; null where nothing is known. */
record ExactBounds(Fraction[][] lower, Fraction[][] upper) {
  static ExactBounds none(Network network) {
    return new ExactBounds(empty(network), empty(network));
  }

  private static Fraction[][] empty(Network network) {
    return network.layers().stream().map(l -> new Fraction[l.size()]).toArray(Fraction[][]::new);
  }

  ExactBounds copy() {
    return new ExactBounds(copy(lower), copy(upper));
  }

  private static Fraction[][] copy(Fraction[][] all) {
    return Arrays.stream(all).map(Fraction[]::clone).toArray(Fraction[][]::new);
  }

  Fraction lower(int k, int i) {
    return lower[k][i];
  }

  Fraction upper(int k, int i) {
    return upper[k][i];
  }

  void raise(int k, int i, Fraction low) {
    lower[k][i] = lower[k][i] == null ? low : lower[k][i].greatest(low);
  }

  void reduce(int k, int i, Fraction high) {
    upper[k][i] = upper[k][i] == null ? high : upper[k][i].least(high);
  }

  /** Whether a neuron has no value left, by more than a margin. */
  boolean isEmpty(Fraction margin) {
    for (int k = 0; k < lower.length; k++) {
      for (int i = 0; i < lower[k].length; i++) {
        Fraction low = lower[k][i];
        if (low != null && upper[k][i] != null && low.minus(margin).compareTo(upper[k][i]) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isOpen(int k, int i) {
    return lower[k][i].signum() < 0 && upper[k][i].signum() > 0;
  }

  /** The least value of {@code c · neuron}. */
  Fraction least(int k, int i, Fraction c) {
    return c.signum() == 0 ? Fraction.ZERO : c.times(c.signum() > 0 ? lower[k][i] : upper[k][i]);
  }
}
