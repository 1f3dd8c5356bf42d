package org.plumbline.certificates.check;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Neurons of a layer that are multiples of neurons of others plus something between {@code middle ±
 * half}, as {@link EncloseRule} makes zonotopes of them.
 */
final class Multiples {
  private final List<Part> parts;
  private final double[] middle;
  private final double[] half;
  private final boolean[] isKnown;

  /**
   * What neurons are a multiple of.
   *
   * @param neuron of the layer that is read, or null if it has the neurons of the one that reads
   * @param slope of each neuron that reads, owned
   */
  record Part(Zonotope z, int[] neuron, double[] slope) {
    int source(int i) {
      return neuron == null ? i : neuron[i];
    }
  }

  /**
   * Nothing is known of what is added before it is set.
   *
   * @param parts two at most
   */
  Multiples(int neurons, List<Part> parts) {
    if (parts.size() > 2) {
      throw new IllegalArgumentException("multiples of " + parts.size() + " layers");
    }
    this.parts = List.copyOf(parts);
    this.middle = new double[neurons];
    this.half = new double[neurons];
    this.isKnown = new boolean[neurons];
  }

  int neurons() {
    return half.length;
  }

  /** Of all neurons, a copy; infinite where nothing finite is known. */
  double[] half() {
    return half.clone();
  }

  /** What is added to the multiples of a neuron lies between two numbers. */
  void set(int i, double low, double high) {
    isKnown[i] = true;
    middle[i] = low == high ? low : 0.5 * low + 0.5 * high;
    half[i] = low == high ? 0 : Math.nextUp(Math.max(high - middle[i], middle[i] - low));
    if (!(half[i] >= 0 && half[i] < Double.POSITIVE_INFINITY)) {
      middle[i] = 0;
      half[i] = Double.POSITIVE_INFINITY;
    }
  }

  /** A neuron is no multiple, and lies between two numbers. */
  void setInterval(int i, double low, double high) {
    for (Part part : parts) {
      part.slope[i] = 0;
    }
    set(i, low, high);
  }

  /** Whether something is known of a neuron, and all of it is finite. */
  boolean isFinite(int i) {
    double size = half[i] + Math.abs(middle[i]);
    for (Part part : parts) {
      int j = part.source(i);
      double slope = Math.abs(part.slope[i]);
      size += slope * (part.z.spread(j) + Math.abs(part.z.centre(j))) + slope * part.z.rest(j);
    }
    return isKnown[i] && size < Double.POSITIVE_INFINITY;
  }

  /**
   * @param symbol that each neuron's half becomes, from 1, or 0 if it goes into the rest
   */
  Zonotope zonotope(int[] symbol) {
    double[] rest = new double[half.length];
    for (int i = 0; i < rest.length; i++) {
      double own = symbol[i] == 0 ? half[i] : 0;
      double moved = lost(i);
      rest[i] = own == 0 || moved == 0 ? own + moved : Math.nextUp(own + moved);
    }
    AffineForm[] made = new AffineForm[half.length];
    IntStream.range(0, made.length).parallel().forEach(i -> made[i] = function(i, symbol[i]));
    return new Zonotope(made, rest);
  }

  private AffineForm function(int i, int symbol) {
    AffineForm first = AffineForm.ZERO;
    double a = 1;
    AffineForm second = AffineForm.ZERO;
    double b = 0;
    int count = 0;
    for (Part part : parts) {
      if (part.slope[i] != 0) {
        second = count == 0 ? second : first;
        b = count == 0 ? b : a;
        first = part.z.function(part.source(i));
        a = part.slope[i];
        count++;
      }
    }
    boolean isAlone = middle[i] == 0 && symbol == 0;
    if (isAlone && count == 0) {
      return null;
    }
    if (isAlone && count == 1 && a == 1) {
      return first;
    }
    return first.combined(a, b, second, symbol, half[i]).plus(middle[i]);
  }

  /** What the rests of the parts become, and what rounding loses; nothing for a copy. */
  private double lost(int i) {
    double moved = 0;
    double size = Math.abs(middle[i]);
    int others = middle[i] == 0 ? 0 : 1;
    for (Part part : parts) {
      double s = Math.abs(part.slope[i]);
      if (s != 0) {
        int j = part.source(i);
        moved += s * part.z.rest(j);
        size += s * (Math.abs(part.z.centre(j)) + part.z.spread(j));
        others += s == 1 ? 1 : 2;
      }
    }
    return others < 2 ? moved : Roundoff.inflate(moved + size * 0x1p-50);
  }
}
