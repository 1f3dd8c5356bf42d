package org.plumbline.falsifier.search;

import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * How many points of a network to evaluate together: so few that one step stays below about a
 * second and its values below a few hundred megabytes. Depends on the network only.
 */
public final class BatchSize {
  private static final long MOST_PRODUCTS = 1L << 29;
  private static final long MOST_VALUES = 1L << 23;

  private BatchSize() {}

  /** At least 1, at most the number wanted. */
  public static int of(Network network, int wanted) {
    long values = 0;
    for (Layer layer : network.layers()) {
      values += layer.size();
    }
    long products = Math.max(1, ExactForwardPass.products(network));
    long rows = Math.min(MOST_PRODUCTS / products, MOST_VALUES / values);
    return (int) Math.max(1, Math.min(rows, wanted));
  }

  /** How many images to ask about together. At least 1, at most the number wanted. */
  public static int of(ImageDomain domain, int wanted) {
    return (int) Math.max(1, Math.min(MOST_VALUES / domain.values(), wanted));
  }
}
