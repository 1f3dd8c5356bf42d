package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * An affine layer of which every neuron is a {@link Table} of one neuron of an earlier layer: it
 * adds up two or more ReLUs, no ReLU twice, and these ReLUs read that neuron alone. Nothing else
 * reads the ReLUs or what they read, and all coefficients are exact. What they read may be spelled
 * as two layers, of which the later one only adds biases; in real numbers the sum of a bias and of
 * 0 is the bias.
 *
 * <p>In binary32 a neuron is off its table by what the sum is off, and by |aᵢ| times what the input
 * of ReLU i is off: a ReLU passes no more on.
 */
final class Tables {
  private static final int LEAST_RELUS = 2;

  private final int scaled;
  private final boolean isSpelledInTwo;
  private final int relus;
  private final int source;
  private final SparseRows sums;
  private final int[] neuron;
  private final Table[] tables;

  private Tables(Scales read, int relus, AffineRows to, int[] neuron) {
    this.scaled = read.layer();
    this.isSpelledInTwo = read.isInTwo();
    this.relus = relus;
    this.source = read.rows().source(0);
    this.sums = to.chain(0).get(0);
    this.neuron = neuron;
    this.tables = new Table[to.size()];
    SparseRows scales = read.rows().chain(0).get(0);
    for (int i = 0; i < tables.length; i++) {
      int count = sums.start(i + 1) - sums.start(i);
      double[] weights = new double[count];
      double[] factors = new double[count];
      double[] biases = new double[count];
      for (int n = 0; n < count; n++) {
        int relu = sums.column(sums.start(i) + n);
        weights[n] = sums.value(sums.start(i) + n);
        factors[n] = scales.value(scales.start(relu));
        biases[n] = read.bias().bias(relu);
      }
      tables[i] = new Table(to.bias(i), weights, factors, biases);
    }
  }

  /** For each layer its tables, or null if it is something else. */
  static Tables[] of(Network network, AffineRows[] affine) {
    int[] readers = new int[affine.length];
    for (Layer layer : network.layers()) {
      for (int source : layer.sources()) {
        readers[source]++;
      }
    }
    Tables[] found = new Tables[affine.length];
    for (int k = 0; k < found.length; k++) {
      if (isPlain(affine[k])
          && network.layer(affine[k].source(0)) instanceof ActivationLayer act
          && act.activation().kind() == Activation.Kind.RELU
          && readers[affine[k].source(0)] == 1
          && readers[act.source()] == 1) {
        Scales scales = Scales.of(act.source(), affine, readers);
        int[] neuron =
            scales == null
                ? null
                : neurons(scales.rows().chain(0).get(0), affine[k].chain(0).get(0));
        if (neuron != null) {
          found[k] = new Tables(scales, affine[k].source(0), affine[k], neuron);
        }
      }
    }
    return found;
  }

  /**
   * What ReLUs read.
   *
   * @param layer that they read
   * @param rows that multiply
   * @param bias whose biases count
   * @param isInTwo whether these are two layers
   */
  private record Scales(int layer, AffineRows rows, AffineRows bias, boolean isInTwo) {
    static Scales of(int layer, AffineRows[] affine, int[] readers) {
      AffineRows own = affine[layer];
      if (!isPlain(own)) {
        return null;
      }
      AffineRows below = affine[own.source(0)];
      boolean isInTwo =
          isIdentity(own.chain(0).get(0))
              && readers[own.source(0)] == 1
              && isPlain(below)
              && (isZero(own) || isZero(below));
      return isInTwo
          ? new Scales(layer, below, isZero(own) ? below : own, true)
          : new Scales(layer, own, own, false);
    }

    private static boolean isIdentity(SparseRows rows) {
      return rows.rows() == rows.columns()
          && IntStream.range(0, rows.rows())
              .allMatch(
                  i ->
                      rows.start(i + 1) - rows.start(i) == 1
                          && rows.column(rows.start(i)) == i
                          && rows.value(rows.start(i)) == 1);
    }

    private static boolean isZero(AffineRows rows) {
      return IntStream.range(0, rows.size()).allMatch(i -> rows.bias(i) == 0);
    }
  }

  private static boolean isPlain(AffineRows rows) {
    return rows != null && rows.terms() == 1 && rows.isExact();
  }

  /** The neuron that each row reads through ReLUs, or null if some row reads something else. */
  private static int[] neurons(SparseRows scales, SparseRows sums) {
    for (int i = 0; i < scales.rows(); i++) {
      if (scales.start(i + 1) - scales.start(i) != 1) {
        return null;
      }
    }
    boolean[] isUsed = new boolean[scales.rows()];
    int[] neuron = new int[sums.rows()];
    Arrays.fill(neuron, -1);
    for (int i = 0; i < neuron.length; i++) {
      if (sums.start(i + 1) - sums.start(i) < LEAST_RELUS) {
        return null;
      }
      for (int e = sums.start(i); e < sums.start(i + 1); e++) {
        int relu = sums.column(e);
        int read = scales.column(scales.start(relu));
        if (isUsed[relu] || neuron[i] >= 0 && neuron[i] != read) {
          return null;
        }
        isUsed[relu] = true;
        neuron[i] = read;
      }
    }
    return neuron;
  }

  /** The layer whose neurons the tables are functions of. */
  int source() {
    return source;
  }

  /** Whether two layers make what the ReLUs read, whose roundings in binary32 are not known. */
  boolean isSpelledInTwo() {
    return isSpelledInTwo;
  }

  /** The layer of the ReLUs. */
  int relus() {
    return relus;
  }

  /** The neuron of the source that a table is a function of. */
  int neuron(int i) {
    return neuron[i];
  }

  Table table(int i) {
    return tables[i];
  }

  /** Tables of one neuron at most. */
  int mostOfOne() {
    int most = 0;
    int[] count = new int[Arrays.stream(neuron).max().orElse(0) + 1];
    for (int j : neuron) {
      most = Math.max(most, ++count[j]);
    }
    return most;
  }

  /** What arithmetic of the deployed network adds to the values of a table. */
  double deployedError(int i, int layer, CheckedNetwork network) {
    if (!network.isFloat32()) {
      return 0;
    }
    double error = network.deployedError(layer, i);
    for (int e = sums.start(i); e < sums.start(i + 1); e++) {
      error += Math.abs(sums.value(e)) * network.deployedError(scaled, sums.column(e));
    }
    return Roundoff.inflate(error);
  }
}
