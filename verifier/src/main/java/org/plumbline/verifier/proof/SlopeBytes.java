package org.plumbline.verifier.proof;

import java.util.Arrays;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.SlopeListener;

/** Turns slopes of a search's network into those of a certificate. */
public final class SlopeBytes {
  private final int[][] position;
  private final int count;

  /**
   * @param origin of the network's neurons
   * @param neurons that the certificate has slopes of
   */
  public SlopeBytes(Network network, Origin origin, SlopeNeurons neurons) {
    this.position = new int[network.depth()][0];
    this.count = neurons.count();
    for (int k = 1; k < position.length; k++) {
      if (SlopeNeurons.areOf(network.layer(k))) {
        int layer = k;
        position[k] = new int[network.layer(k).size()];
        Arrays.setAll(
            position[k], i -> neurons.position(origin.layer(layer), origin.neuron(layer, i)));
      }
    }
  }

  /** The slopes of a row for all of the certificate's neurons. */
  public byte[] of(SlopeListener.RowSlopes slopes, int row) {
    return of(slopes, row, count);
  }

  /** The slopes of a row for the first of the certificate's neurons. */
  public byte[] of(SlopeListener.RowSlopes slopes, int row, int first) {
    byte[] values = new byte[first];
    for (int k = 1; k < position.length; k++) {
      double[] some = position[k].length == 0 ? null : slopes.of(k);
      if (some != null) {
        int n = position[k].length;
        for (int i = 0; i < n; i++) {
          if (position[k][i] >= 0 && position[k][i] < first) {
            values[position[k][i]] = Slopes.nearest(some[row * n + i]);
          }
        }
      }
    }
    return values;
  }
}
