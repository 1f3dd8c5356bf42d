package org.plumbline.verifier.bounds;

import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;

/**
 * Bounds that cost no rounding: copies and sign changes of neurons, and activations that are exact
 * and monotone, take an interval to the interval between the images of its ends. An interval that
 * ends at 0 keeps doing so, which a Sign or a Floor behind it depends on.
 */
public final class ExactImages {
  private ExactImages() {}

  /** Intersects the bounds of a layer with the images of those of the layer it reads. */
  public static void bound(int k, BatchBounds bounds) {
    Layer layer = bounds.network().layer(k);
    if (layer instanceof ActivationLayer act) {
      activation(act, k, bounds);
    } else if (Copies.of(layer) != null) {
      copies(k, Copies.of(layer), bounds);
    } else if (layer instanceof AffineLayer affine
        && affine.biasError() == null
        && affine.terms().size() == 1
        && affine.terms().get(0).map() instanceof DiagonalMap diagonal
        && diagonal.coefficientError() == 0) {
      signs(k, affine, diagonal, bounds);
    }
  }

  private static void activation(ActivationLayer act, int k, BatchBounds bounds) {
    Activation activation = act.activation();
    boolean isExact =
        switch (activation.kind()) {
          case RELU, SIGN, FLOOR, ROUND, CLIP -> true;
          default -> false;
        };
    if (isExact) {
      int n = act.size();
      double[] low = bounds.lower(act.source());
      double[] high = bounds.upper(act.source());
      for (int at = 0; at < bounds.batch() * n; at++) {
        double image = activation.value(low[at]);
        bounds.intersect(k, at / n, at % n, image, activation.value(high[at]));
      }
    }
  }

  private static void copies(int k, SelectionMap selection, BatchBounds bounds) {
    int source = bounds.network().layer(k).sources()[0];
    int n = selection.outputSize();
    for (int b = 0; b < bounds.batch(); b++) {
      for (int i = 0; i < n; i++) {
        int from = selection.index()[i];
        int at = b * selection.inputSize() + from;
        double low = from < 0 ? 0 : bounds.lower(source)[at];
        double high = from < 0 ? 0 : bounds.upper(source)[at];
        bounds.intersect(k, b, i, low, high);
      }
    }
  }

  private static void signs(int k, AffineLayer affine, DiagonalMap diagonal, BatchBounds bounds) {
    int n = affine.size();
    double[] low = bounds.lower(affine.terms().get(0).source());
    double[] high = bounds.upper(affine.terms().get(0).source());
    for (int at = 0; at < bounds.batch() * n; at++) {
      double scale = diagonal.scale()[at % n];
      if (Math.abs(scale) == 1 && affine.bias()[at % n] == 0) {
        boolean isCopy = scale > 0;
        bounds.intersect(
            k, at / n, at % n, isCopy ? low[at] : -high[at], isCopy ? high[at] : -low[at]);
      }
    }
  }
}
