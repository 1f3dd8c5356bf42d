package org.plumbline.verifier.conflicts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
 * Sums of bits that may not exceed limits, and the question whether some bits keep to all of them,
 * asked of a network: {@code Y₀ = Σ relu(sum − limit)} and {@code Y₁ = Σ min(xⱼ − low, high − xⱼ)}
 * are both at most 0 at such bits and nowhere else.
 *
 * @param weights by limit and bit, whole numbers
 */
public record Formula(int[][] weights, int[] limits) {
  int bits() {
    return weights[0].length;
  }

  /**
   * Clauses of k literals: a negated bit counts 1 where it is true, another one where it is not.
   */
  public static Formula clauses(Random random, int bits, int clauses, int k) {
    int[][] weights = new int[clauses][bits];
    int[] limits = new int[clauses];
    for (int c = 0; c < clauses; c++) {
      limits[c] = k - 1;
      for (int left = k; left > 0; ) {
        int j = random.nextInt(bits);
        if (weights[c][j] == 0) {
          weights[c][j] = random.nextBoolean() ? 1 : -1;
          limits[c] -= weights[c][j] < 0 ? 1 : 0;
          left--;
        }
      }
    }
    return new Formula(weights, limits);
  }

  /** Weights up to 9, limits somewhat below what all bits together weigh on average. */
  static Formula knapsacks(Random random, int bits, int sums) {
    int[][] weights = new int[sums][bits];
    int[] limits = new int[sums];
    for (int s = 0; s < sums; s++) {
      double middle = 0;
      for (int j = 0; j < bits; j++) {
        weights[s][j] = random.nextInt(3) == 0 ? 0 : random.nextInt(19) - 9;
        middle += 0.5 * weights[s][j];
      }
      limits[s] = (int) Math.floor(middle - random.nextInt(6));
    }
    return new Formula(weights, limits);
  }

  /** The same where one limit never matters. */
  public Formula relaxed(int sum) {
    int[] higher = limits.clone();
    higher[sum] = 10 * bits();
    return new Formula(weights, higher);
  }

  /** By trying all bits. */
  public boolean isSatisfiable() {
    return IntStream.range(0, 1 << bits()).anyMatch(this::keeps);
  }

  private boolean keeps(int assignment) {
    for (int s = 0; s < limits.length; s++) {
      int sum = 0;
      for (int j = 0; j < bits(); j++) {
        sum += (assignment >> j & 1) * weights[s][j];
      }
      if (sum > limits[s]) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param low of every input, where its bit is 0
   * @param high where it is 1
   */
  Network network(double low, double high) {
    int n = bits();
    int m = limits.length;
    double width = high - low;
    double[][] first = new double[m + 2 * n][n];
    double[] bias = new double[m + 2 * n];
    double[][] second = new double[2][m + 2 * n];
    for (int s = 0; s < m; s++) {
      bias[s] = -limits[s] * width;
      second[0][s] = 1;
      for (int j = 0; j < n; j++) {
        first[s][j] = weights[s][j];
        bias[s] -= weights[s][j] * low;
      }
    }
    for (int j = 0; j < n; j++) {
      first[m + j][j] = 1;
      bias[m + j] = -low;
      first[m + n + j][j] = 2;
      bias[m + n + j] = -low - high;
      second[1][m + j] = 1;
      second[1][m + n + j] = -1;
    }
    NetworkBuilder builder = new NetworkBuilder(1, n);
    int sums = builder.add(affine(0, first, bias));
    int relu = builder.add(new ActivationLayer(sums, m + 2 * n, Activation.RELU));
    builder.add(affine(relu, second, new double[2]));
    return builder.build();
  }

  private static AffineLayer affine(int source, double[][] rows, double[] bias) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return new AffineLayer(source, new DenseMap(rows.length, rows[0].length, flat), bias);
  }

  /** Unsafe where bits keep to all limits, up to a slack of them and of being bits. */
  public Query query(double low, double high, String limit, String distance) {
    return query(network(low, high), low, high, List.of(kept(limit, distance)));
  }

  static Polyhedron kept(String limit, String distance) {
    return new Polyhedron(List.of(row(0, limit), row(1, distance)));
  }

  private static LinearInequality row(int output, String limit) {
    return LinearInequality.ofOutputs(
        new int[] {output}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
  }

  static Query query(Network network, double low, double high, List<Polyhedron> unsafe) {
    List<BigDecimal> lower = new ArrayList<>();
    List<BigDecimal> upper = new ArrayList<>();
    for (int j = 0; j < network.inputSize(); j++) {
      lower.add(new BigDecimal(low));
      upper.add(new BigDecimal(high));
    }
    DecimalBox box =
        new DecimalBox(lower.toArray(BigDecimal[]::new), upper.toArray(BigDecimal[]::new));
    return Query.of(
        network,
        new Property(network.inputSize(), network.outputSize(), List.of(new Case(box, unsafe))));
  }
}
