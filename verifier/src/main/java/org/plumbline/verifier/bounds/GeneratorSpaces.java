package org.plumbline.verifier.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * Makes the {@link GeneratorSpace}s of rows of a backward pass. Where the row's coefficient at an
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

  /** Half the distance of a ReLU's lines, by layer: of all neurons, one space after the other. */
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
        first[k] = generators;
        generators += n;
      }
    }
  }

  private int source(int k) {
    return ((ActivationLayer) network.layer(k)).source();
  }

  /** How many spaces one call makes within a memory of so many numbers. */
  int most(int places, long entries) {
    return (int) Math.max(1, entries / ((long) (places + 1) * generators));
  }

  /**
   * The spaces of some rows, with passes that they share.
   *
   * @param rows of the pass
   * @param neurons of the layer that these begin with
   * @param signs of these
   * @param most places of a space
   * @param wanted ReLUs that are places besides, if they are open
   */
  List<GeneratorSpace> of(
      int[] rows, int[] neurons, double[] signs, int most, TreePasses.Wanted wanted) {
    for (int k = 1; k < layer; k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        makeMiddle(k, rows);
      }
    }
    int[] lineOf = new int[rows.length];
    Arrays.setAll(lineOf, c -> c);
    double[][] objective = new double[rows.length][generators];
    double[] constant = fill(layer, neurons, signs, lineOf, objective);
    List<List<Place>> places = new ArrayList<>();
    for (int c = 0; c < rows.length; c++) {
      places.add(candidates(c, rows[c], objective[c], most, wanted));
    }
    for (int k = 1; k < layer; k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        int at = k;
        fill(k, places.stream().flatMap(List::stream).filter(p -> p.relu == at).toList());
      }
    }
    List<GeneratorSpace> spaces = new ArrayList<>();
    for (int c = 0; c < rows.length; c++) {
      spaces.add(space(c, constant[c], objective[c], places.get(c)));
    }
    return spaces;
  }

  /** A ReLU that a tree may split, and the neuron that it reads as a function of the generators. */
  private static final class Place {
    private final int space;
    private final int relu;
    private final int neuron;
    private double[] row;
    private double centre;

    Place(int space, int relu, int neuron) {
      this.space = space;
      this.relu = relu;
      this.neuron = neuron;
    }
  }

  private void fill(int relu, List<Place> places) {
    if (places.isEmpty()) {
      return;
    }
    double[][] rows = new double[places.size()][generators];
    double[] signs = new double[places.size()];
    Arrays.fill(signs, 1);
    double[] centre =
        fill(
            source(relu),
            places.stream().mapToInt(p -> p.neuron).toArray(),
            signs,
            places.stream().mapToInt(p -> p.space).toArray(),
            rows);
    for (int p = 0; p < rows.length; p++) {
      places.get(p).row = rows[p];
      places.get(p).centre = centre[p];
    }
  }

  private GeneratorSpace space(int c, double constant, double[] objective, List<Place> places) {
    return new GeneratorSpace(
        constant,
        objective,
        places.stream().map(p -> p.row).toArray(double[][]::new),
        places.stream().mapToDouble(p -> p.centre).toArray(),
        places.stream().mapToInt(p -> first[p.relu] + p.neuron).toArray(),
        places.stream().mapToDouble(p -> middle.lowerSlope(p.relu)[at(c, p)]).toArray(),
        places.stream().mapToDouble(p -> half[p.relu][at(c, p)]).toArray(),
        places.stream().mapToInt(p -> p.relu).toArray(),
        places.stream().mapToInt(p -> p.neuron).toArray());
  }

  private int at(int c, Place place) {
    return c * network.layer(place.relu).size() + place.neuron;
  }

  private void makeMiddle(int k, int[] rows) {
    int n = network.layer(k).size();
    middle.reserve(k, rows.length);
    half[k] = new double[rows.length * n];
    for (int i = 0; i < n; i++) {
      double low = bounds.lower(source(k))[i];
      double high = bounds.upper(source(k))[i];
      boolean isOpen = low < 0 && high > 0;
      for (int c = 0; c < rows.length; c++) {
        double slope = crown.lines().lowerSlope(k)[i];
        double distance = 0;
        if (isOpen) {
          int of = rows[c] * n + i;
          boolean isBelow = coefficients[k] != null && coefficients[k][of] > 0;
          slope = isBelow ? slopes[k][of] : high / (high - low);
          distance = Math.max((1 - slope) * high, -slope * low) / 2;
        }
        int at = c * n + i;
        half[k][at] = distance;
        middle.lowerSlope(k)[at] = slope;
        middle.upperSlope(k)[at] = slope;
        middle.lowerOffset(k)[at] = distance;
        middle.upperOffset(k)[at] = distance;
      }
    }
  }

  /** The ReLUs whose generators have the largest coefficients, and others, layers ascending. */
  private List<Place> candidates(
      int c, int row, double[] objective, int most, TreePasses.Wanted wanted) {
    List<Place> all = new ArrayList<>();
    List<Place> others = new ArrayList<>();
    for (int k = 1; k < layer; k++) {
      if (network.layer(k) instanceof ActivationLayer) {
        for (int i = 0; i < network.layer(k).size(); i++) {
          if (wanted.is(row, k, i) && half[k][c * network.layer(k).size() + i] > 0) {
            others.add(new Place(c, k, i));
          } else if (objective[first[k] + i] != 0) {
            all.add(new Place(c, k, i));
          }
        }
      }
    }
    all.sort(Comparator.comparingDouble(p -> -Math.abs(objective[first[p.relu] + p.neuron])));
    List<Place> some = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
    some.addAll(others);
    some.sort(Comparator.<Place>comparingInt(p -> p.relu).thenComparingInt(p -> p.neuron));
    return some;
  }

  /**
   * Fills the coefficients of neurons, times signs, and returns their constants.
   *
   * @param lineOf the space whose lines each of them has
   */
  private double[] fill(int at, int[] neurons, double[] signs, int[] lineOf, double[][] to) {
    int n = network.layer(at).size();
    int inputs = network.inputSize();
    forms.reset(neurons.length, n);
    for (int r = 0; r < neurons.length; r++) {
      forms.start()[r * n + neurons[r]] = signs[r];
    }
    crown.bound(bounds, at, forms, middle, lineOf, null);
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
          int m = network.layer(k).size();
          for (int i = 0; i < m; i++) {
            to[r][first[k] + i] = a[r * m + i] * half[k][lineOf[r] * m + i];
          }
        }
      }
    }
    return constant;
  }
}
