package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;

/**
 * One layer's values for one box as a zonotope with an interval remainder, each neuron with a list
 * of the symbols that move it:
 *
 * <pre>yᵢ = cᵢ + Σ_s ε_{symbol[s]} · value[s] + η_i · remainderᵢ,   ε, η_i ∈ [−1, 1]</pre>
 *
 * where s runs over {@code start[i] ≤ s < start[i + 1]} and symbols ascend. A buffer that is filled
 * neuron by neuron and reused.
 */
final class NeuronLists {
  private final int[] start;
  private final double[] centre;
  private final double[] remainder;
  private final double[] spread;
  private int[] symbol = new int[0];
  private double[] value = new double[0];
  private int filled;

  NeuronLists(int size) {
    this.start = new int[size + 1];
    this.centre = new double[size];
    this.remainder = new double[size];
    this.spread = new double[size];
  }

  int size() {
    return centre.length;
  }

  /** Entries of all lists. */
  int entries() {
    return start[filled];
  }

  int start(int i) {
    return start[i];
  }

  int end(int i) {
    return start[i + 1];
  }

  int symbol(int s) {
    return symbol[s];
  }

  double value(int s) {
    return value[s];
  }

  double centre(int i) {
    return centre[i];
  }

  double remainder(int i) {
    return remainder[i];
  }

  /** {@code Σ |value|} of a neuron, as computed. */
  double spread(int i) {
    return spread[i];
  }

  /** How far a symbol moves a neuron. */
  double value(int i, int wanted) {
    int s = Arrays.binarySearch(symbol, start[i], start[i + 1], wanted);
    return s < 0 ? 0 : value[s];
  }

  /** Forgets all neurons. */
  void clear() {
    filled = 0;
  }

  /** Adds an entry to the list of the next neuron, of a greater symbol than those before. */
  void add(int nextSymbol, double nextValue) {
    int s = start[filled + 1];
    if (s == symbol.length) {
      symbol = Arrays.copyOf(symbol, 2 * s + 1024);
      value = Arrays.copyOf(value, 2 * s + 1024);
    }
    symbol[s] = nextSymbol;
    value[s] = nextValue;
    start[filled + 1]++;
    spread[filled] += Math.abs(nextValue);
  }

  /** Begins the list of the next neuron. */
  void begin() {
    start[filled + 1] = start[filled];
    spread[filled] = 0;
  }

  /** Ends the list of the neuron that {@link #begin} began. */
  void end(double itsCentre, double itsRemainder) {
    centre[filled] = itsCentre;
    remainder[filled] = itsRemainder;
    filled++;
  }
}
