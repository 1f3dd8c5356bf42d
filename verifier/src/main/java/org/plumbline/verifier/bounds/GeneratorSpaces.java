package org.plumbline.verifier.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * Makes the {@link GeneratorSpace} of a row of a backward pass. Where the row's coefficient at an
 * open ReLU is positive, both lines have the slope that was chosen for the line below; else that of
 * the chord. So the row's bound in the space is that of the pass. A pass with the line in the
 * middle of both gives the coefficients of all generators. For ReLU networks.
 */
final class GeneratorSpaces {
  private final Network network;
  private final CrownPropagator crown;
  private final LinearForms forms;
  private final Lines middle;
  private final double[][] coefficients;
  private final double[][] half;
  private final int[] first;
  private int generators;
  private int layer;
  private BatchBounds bounds;
  private double[][] slopes;

  /**
   * @param crown that the rows go through
   */
  GeneratorSpaces(Network network, CrownPropagator crown) {
    this.network = network;
    this.crown = crown;
    this.forms = new LinearForms(network.inputSize());
    this.middle = new Lines(network);
    this.coefficients = new double[network.depth()][];
    this.half = new double[network.depth()][];
    this.first = new int[network.depth()];
  }

  /** Takes the coefficients of the rows from the pass that was just made. */
  void start(int atLayer, BatchBounds present, double[][] rowSlopes, int rows) {
    layer = atLayer;
    bounds = present;
    slopes = rowSlopes;
    generators = network.inputSize();
    for (int k = 1; k < layer; k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        int n = network.layer(k).size();
        coefficients[k] =
            crown.reached(k) && slopes[k] != null
                ? Arrays.copyOf(crown.coefficients(k), rows * n)
                : null;
        half[k] = new double[n];
        first[k] = generators;
        generators += n;
      }
    }
  }

  private int source(int k) {
    return ((ActivationLayer) network.layer(k)).source();
  }

  GeneratorSpace of(int row, int neuron, double sign, int most) {
    for (int k = 1; k < layer; k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        makeMiddle(k, row);
      }
    }
    double[][] objective = new double[1][generators];
    double[] constant = rows(layer, new int[] {neuron}, sign, objective);
    List<int[]> split = candidates(objective[0], most);
    int count = split.size();
    double[][] rows = new double[count][generators];
    double[] centre = new double[count];
    for (int from = 0, end = 0; from < count; from = end) {
      int k = split.get(from)[0];
      while (end < count && split.get(end)[0] == k) {
        end++;
      }
      int[] some = split.subList(from, end).stream().mapToInt(s -> s[1]).toArray();
      double[] part = rows(source(k), some, 1, Arrays.copyOfRange(rows, from, end));
      System.arraycopy(part, 0, centre, from, part.length);
    }
    return new GeneratorSpace(
        constant[0],
        objective[0],
        rows,
        centre,
        split.stream().mapToInt(s -> first[s[0]] + s[1]).toArray(),
        split.stream().mapToDouble(s -> middle.lowerSlope(s[0])[s[1]]).toArray(),
        split.stream().mapToDouble(s -> half[s[0]][s[1]]).toArray(),
        split.stream().mapToInt(s -> s[0]).toArray(),
        split.stream().mapToInt(s -> s[1]).toArray());
  }

  private void makeMiddle(int k, int row) {
    int n = network.layer(k).size();
    middle.reserve(k, 1);
    for (int i = 0; i < n; i++) {
      double low = bounds.lower(source(k))[i];
      double high = bounds.upper(source(k))[i];
      double slope = crown.lines().lowerSlope(k)[i];
      half[k][i] = 0;
      if (low < 0 && high > 0) {
        boolean isBelow = coefficients[k] != null && coefficients[k][row * n + i] > 0;
        slope = isBelow ? slopes[k][row * n + i] : high / (high - low);
        half[k][i] = Math.max((1 - slope) * high, -slope * low) / 2;
      }
      middle.lowerSlope(k)[i] = slope;
      middle.upperSlope(k)[i] = slope;
      middle.lowerOffset(k)[i] = half[k][i];
      middle.upperOffset(k)[i] = half[k][i];
    }
  }

  /** ReLUs, layer and neuron, whose generators have the largest coefficients; ascending. */
  private List<int[]> candidates(double[] objective, int most) {
    List<int[]> all = new ArrayList<>();
    for (int k = 1; k < layer; k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        for (int i = 0; i < half[k].length; i++) {
          if (objective[first[k] + i] != 0) {
            all.add(new int[] {k, i});
          }
        }
      }
    }
    all.sort(Comparator.comparingDouble(s -> -Math.abs(objective[first[s[0]] + s[1]])));
    List<int[]> some = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
    some.sort(Comparator.<int[]>comparingInt(s -> s[0]).thenComparingInt(s -> s[1]));
    return some;
  }

  /** Fills the coefficients of neurons, times a sign, and returns their constants. */
  private double[] rows(int at, int[] neurons, double sign, double[][] to) {
    int n = network.layer(at).size();
    int inputs = network.inputSize();
    forms.reset(neurons.length, n);
    for (int r = 0; r < neurons.length; r++) {
      forms.start()[r * n + neurons[r]] = sign;
    }
    crown.bound(bounds, at, forms, middle, new int[neurons.length], null);
    double[] constant = new double[neurons.length];
    for (int r = 0; r < neurons.length; r++) {
      constant[r] = crown.constant(r);
      for (int j = 0; j < inputs; j++) {
        double low = bounds.lower(0)[j];
        double high = bounds.upper(0)[j];
        double c = forms.coefficients()[r * inputs + j];
        constant[r] += c * (low + high) / 2;
        to[r][j] = c * (high - low) / 2;
      }
      for (int k = 1; k < at; k++) {
        if (network.layer(k) instanceof ActivationLayer && crown.reached(k)) {
          double[] a = crown.coefficients(k);
          for (int i = 0; i < half[k].length; i++) {
            to[r][first[k] + i] = a[r * half[k].length + i] * half[k][i];
          }
        }
      }
    }
    return constant;
  }
}
