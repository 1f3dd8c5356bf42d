package org.plumbline.verifier.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;

/**
 * A fuzzing subject in a form that is easy to shrink: dense layers with an activation between any
 * two, a box, and the question whether the single output can be at most {@code limit}.
 *
 * @param weights per layer, {@code [outputs][inputs + 1]}, the last column is the bias
 */
record Subject(
    double[][][] weights,
    List<Activation> activations,
    double[] lower,
    double[] upper,
    double limit) {
  private static final Set<Activation.Kind> OF_POSITIVES =
      Set.of(Activation.Kind.LOG, Activation.Kind.SQRT, Activation.Kind.RECIPROCAL);

  /** A subject with one activation throughout. */
  static Subject random(Random random, Activation activation, int inputs, int neurons) {
    return random(random, () -> activation, inputs, neurons);
  }

  /**
   * @param activation drawn for every hidden layer; one that is defined for positive inputs only
   *     comes behind a sigmoid, with positive weights and biases between them
   */
  static Subject random(Random random, Supplier<Activation> activation, int inputs, int neurons) {
    List<double[][]> layers = new ArrayList<>();
    List<Activation> activations = new ArrayList<>();
    int from = inputs;
    int left = neurons;
    while (left > 0) {
      int size = 1 + random.nextInt(Math.min(5, left));
      Activation drawn = activation.get();
      if (OF_POSITIVES.contains(drawn.kind())) {
        layers.add(matrix(random, size, from));
        activations.add(Activation.SIGMOID);
        layers.add(positive(matrix(random, size, size)));
      } else {
        layers.add(matrix(random, size, from));
      }
      activations.add(drawn);
      from = size;
      left -= size;
    }
    layers.add(matrix(random, 1, from));
    double[] lower = new double[inputs];
    double[] upper = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      lower[i] = (float) random.nextGaussian();
      upper[i] = lower[i] + (float) (random.nextDouble() * 2);
    }
    return new Subject(layers.toArray(new double[0][][]), activations, lower, upper, 0);
  }

  private static double[][] matrix(Random random, int rows, int columns) {
    double[][] matrix = new double[rows][columns + 1];
    for (double[] row : matrix) {
      for (int c = 0; c <= columns; c++) {
        row[c] = random.nextInt(6) == 0 ? 0 : (float) (random.nextGaussian() * 1.5);
      }
    }
    return matrix;
  }

  private static double[][] positive(double[][] matrix) {
    for (double[] row : matrix) {
      Arrays.setAll(row, c -> Math.abs(row[c]) + (c == row.length - 1 ? 0.125 : 0));
    }
    return matrix;
  }

  Subject withLimit(double newLimit) {
    return new Subject(weights, activations, lower, upper, newLimit);
  }

  Box box() {
    return new Box(lower.clone(), upper.clone());
  }

  Network network() {
    NetworkBuilder builder = new NetworkBuilder(1, lower.length);
    int last = 0;
    for (int l = 0; l < weights.length; l++) {
      int rows = weights[l].length;
      int columns = weights[l][0].length - 1;
      double[] flat = new double[rows * columns];
      double[] bias = new double[rows];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(weights[l][r], 0, flat, r * columns, columns);
        bias[r] = weights[l][r][columns];
      }
      last = builder.add(new AffineLayer(last, new DenseMap(rows, columns, flat), bias));
      if (l < weights.length - 1) {
        last = builder.add(new ActivationLayer(last, rows, activations.get(l)));
      }
    }
    return builder.build();
  }

  Query query() {
    BigDecimal[] low = Arrays.stream(lower).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    BigDecimal[] high = Arrays.stream(upper).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
    return Query.of(
        network(),
        new Property(
            lower.length,
            1,
            List.of(new Case(new DecimalBox(low, high), List.of(Polyhedron.of(unsafe))))));
  }

  /** The simplest subject that is still not right. */
  Subject shrunk(Predicate<Subject> isRight) {
    for (Subject candidate : simpler()) {
      if (!isRight.test(candidate)) {
        return candidate.shrunk(isRight);
      }
    }
    return this;
  }

  /** Subjects one step simpler than this one. */
  List<Subject> simpler() {
    List<Subject> result = new ArrayList<>();
    for (int l = 0; l + 1 < weights.length; l++) {
      for (int r = 0; r < weights[l].length && weights[l].length > 1; r++) {
        result.add(withoutNeuron(l, r));
      }
    }
    for (int l = 0; l < weights.length; l++) {
      for (int r = 0; r < weights[l].length; r++) {
        for (int c = 0; c < weights[l][r].length; c++) {
          for (double value : new double[] {0, Math.rint(weights[l][r][c])}) {
            if (value != weights[l][r][c]) {
              double[][][] changed = copy();
              changed[l][r][c] = value;
              result.add(new Subject(changed, activations, lower, upper, limit));
            }
          }
        }
      }
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] < upper[i]) {
        double[] shrunk = upper.clone();
        shrunk[i] = lower[i];
        result.add(new Subject(weights, activations, lower, shrunk, limit));
      }
    }
    return result;
  }

  private double[][][] copy() {
    double[][][] copy = new double[weights.length][][];
    for (int l = 0; l < copy.length; l++) {
      copy[l] = Arrays.stream(weights[l]).map(double[]::clone).toArray(double[][]::new);
    }
    return copy;
  }

  private Subject withoutNeuron(int layer, int neuron) {
    double[][][] changed = copy();
    List<double[]> rows = new ArrayList<>(Arrays.asList(changed[layer]));
    rows.remove(neuron);
    changed[layer] = rows.toArray(new double[0][]);
    for (int r = 0; r < changed[layer + 1].length; r++) {
      double[] row = changed[layer + 1][r];
      double[] shorter = new double[row.length - 1];
      System.arraycopy(row, 0, shorter, 0, neuron);
      System.arraycopy(row, neuron + 1, shorter, neuron, shorter.length - neuron);
      changed[layer + 1][r] = shorter;
    }
    return new Subject(changed, activations, lower, upper, limit);
  }

  @Override
  public String toString() {
    return "Subject["
        + activations
        + ", weights (last column bias) "
        + Arrays.deepToString(weights)
        + ", lower "
        + Arrays.toString(lower)
        + ", upper "
        + Arrays.toString(upper)
        + ", limit "
        + limit
        + "]";
  }
}
