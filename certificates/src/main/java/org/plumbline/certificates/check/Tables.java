package org.plumbline.certificates.check;

import java.util.Arrays;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * An affine layer of which every neuron is a {@link Table} of one neuron of an earlier layer: it
 * adds up two or more ReLUs, no ReLU twice, and these ReLUs read that neuron alone. Nothing else
 * reads the ReLUs or what they read, and all coefficients are exact.
 *
 * <p>In binary32 a neuron is off its table by what the sum is off, and by |aᵢ| times what the input
 * of ReLU i is off: a ReLU passes no more on.
 */
final class Tables {
  private static final int LEAST_RELUS = 2;

  private final int scaled;
  private final int relus;
  private final int source;
  private final SparseRows sums;
  private final int[] neuron;
  private final Table[] tables;

  private Tables(int scaled, int relus, AffineRows from, AffineRows to, int[] neuron) {
    this.scaled = scaled;
    this.relus = relus;
    this.source = from.source(0);
    this.sums = to.chain(0).get(0);
    this.neuron = neuron;
    this.tables = new Table[to.size()];
    SparseRows scales = from.chain(0).get(0);
    for (int i = 0; i < tables.length; i++) {
      int count = sums.start(i + 1) - sums.start(i);
      double[] weights = new double[count];
      double[] factors = new double[count];
      double[] biases = new double[count];
      for (int n = 0; n < count; n++) {
        int relu = sums.column(sums.start(i) + n);
        weights[n] = sums.value(sums.start(i) + n);
        factors[n] = scales.value(scales.start(relu));
        biases[n] = from.bias(relu);
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
          && network.layer(act.source()) instanceof AffineLayer
          && isPlain(affine[act.source()])
          && readers[affine[k].source(0)] == 1
          && readers[act.source()] == 1) {
        int[] neuron = neurons(affine[act.source()].chain(0).get(0), affine[k].chain(0).get(0));
        if (neuron != null) {
          found[k] =
              new Tables(
                  act.source(), affine[k].source(0), affine[act.source()], affine[k], neuron);
        }
      }
    }
    return found;
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
