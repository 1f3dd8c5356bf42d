package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

/** Bounds of all neurons of a network on a box, as a search makes them. */
public final class RootBoundsOf {
  private RootBoundsOf() {}

  public static BatchBounds intervalsAndPasses(Network network, Box box, int steps) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    ZonotopePropagator zonotopes = new ZonotopePropagator(network, new JavaGemm(), 0);
    CrownPropagator crown =
        new CrownPropagator(network, new ErrorCharges(network, box), new JavaGemm());
    NeuronBounder bounder = new NeuronBounder(network, crown, new JavaGemm());
    zonotopes.start(bounds, box.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
      crown.prepare(k, bounds);
      int[] open = bounder.open(k, bounds);
      bounder.narrow(k, bounds, open, 0, open.length, steps, SlopeListener.SILENT);
      zonotopes.adopt(k, bounds);
    }
    return bounds;
  }
}
