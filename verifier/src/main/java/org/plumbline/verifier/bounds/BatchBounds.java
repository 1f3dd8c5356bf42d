package org.plumbline.verifier.bounds;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSlice;

/**
 * Interval bounds of every layer for a batch of subproblems: {@code lower[layer][b · size + i]}.
 * Layer 0 holds the input boxes. A buffer that its owner fills and reuses; layers that nothing has
 * bounded yet are unbounded.
 */
public final class BatchBounds {
  private final Network network;
  private final int[] size;
  private final double[][] lower;
  private final double[][] upper;
  private int batch;

  public BatchBounds(Network network) {
    this.network = network;
    this.size = network.layers().stream().mapToInt(Layer::size).toArray();
    this.lower = new double[network.depth()][];
    this.upper = new double[network.depth()][];
    Arrays.setAll(lower, k -> new double[0]);
    Arrays.setAll(upper, k -> new double[0]);
  }

  /** Makes room for a batch and forgets all bounds. */
  public void reset(int newBatch) {
    batch = newBatch;
    for (int k = 0; k < lower.length; k++) {
      int needed = batch * size[k];
      if (lower[k].length < needed) {
        lower[k] = new double[needed];
        upper[k] = new double[needed];
      }
      Arrays.fill(lower[k], 0, needed, Double.NEGATIVE_INFINITY);
      Arrays.fill(upper[k], 0, needed, Double.POSITIVE_INFINITY);
    }
  }

  /** Becomes a batch of one that has room for the inputs alone; {@link #open} makes more. */
  public void resetInputs() {
    batch = 1;
    for (int k = 1; k < lower.length; k++) {
      release(k);
    }
    open(0);
  }

  /** Makes room for a layer of a batch of one, and forgets its bounds. */
  public void open(int layer) {
    lower[layer] = new double[size[layer]];
    upper[layer] = new double[size[layer]];
    Arrays.fill(lower[layer], Double.NEGATIVE_INFINITY);
    Arrays.fill(upper[layer], Double.POSITIVE_INFINITY);
  }

  /** Gives back the memory of a layer, until the next {@link #reset}. */
  public void release(int layer) {
    lower[layer] = new double[0];
    upper[layer] = new double[0];
  }

  /** Becomes a batch of one: subproblem b of another batch for the same network. */
  public void take(BatchBounds from, int b) {
    reset(1);
    for (int k = 0; k < lower.length; k++) {
      int n = size[k];
      System.arraycopy(from.lower[k], b * n, lower[k], 0, n);
      System.arraycopy(from.upper[k], b * n, upper[k], 0, n);
    }
  }

  /** The narrowest bounds that hold all of these, batches of one for the same network. */
  public static BatchBounds hull(List<BatchBounds> all) {
    BatchBounds hull = new BatchBounds(all.get(0).network);
    hull.reset(1);
    for (int k = 0; k < hull.lower.length; k++) {
      for (int i = 0; i < hull.size[k]; i++) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (BatchBounds bounds : all) {
          low = Math.min(low, bounds.lower[k][i]);
          high = Math.max(high, bounds.upper[k][i]);
        }
        hull.lower[k][i] = low;
        hull.upper[k][i] = high;
      }
    }
    return hull;
  }

  /** The bounds of the slice's neurons, of a batch of one. */
  public BatchBounds of(NetworkSlice slice) {
    BatchBounds part = new BatchBounds(slice.network());
    for (int k = 0; k < slice.layer().length; k++) {
      if (slice.layer()[k] >= 0) {
        part.lower[slice.layer()[k]] = NetworkSlice.pick(lower[k], slice.neurons()[k]);
        part.upper[slice.layer()[k]] = NetworkSlice.pick(upper[k], slice.neurons()[k]);
      }
    }
    part.batch = 1;
    return part;
  }

  public Network network() {
    return network;
  }

  public int batch() {
    return batch;
  }

  public double[] lower(int layer) {
    return lower[layer];
  }

  public double[] upper(int layer) {
    return upper[layer];
  }

  /** Intersects neuron i of subproblem b with an interval; a NaN end changes nothing. */
  public void intersect(int layer, int b, int i, double low, double high) {
    int at = b * size[layer] + i;
    if (low > lower[layer][at]) {
      lower[layer][at] = low;
    }
    if (high < upper[layer][at]) {
      upper[layer][at] = high;
    }
  }
}
