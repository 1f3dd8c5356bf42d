package org.plumbline.verifier.dlv.grid;

import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/** Bounds of all neurons on one box, by one forward pass of zonotopes. */
public final class BoxBounds {
  private static final long ZONOTOPE_ENTRIES = 20_000_000;
  private static final long MOST_SYMBOLS = 4096;

  private BoxBounds() {}

  public static BatchBounds of(Network network, Box box, Gemm gemm) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    ZonotopePropagator zonotopes = new ZonotopePropagator(network, gemm, symbols(network, 1));
    zonotopes.start(bounds, box.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
    }
    return bounds;
  }

  /** Noise symbols that zonotopes of a batch can afford. */
  static int symbols(Network network, int batch) {
    long neurons = network.layers().stream().mapToLong(Layer::size).sum();
    return (int) Math.max(16, Math.min(MOST_SYMBOLS, ZONOTOPE_ENTRIES / (batch * neurons)));
  }
}
