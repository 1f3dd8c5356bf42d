package org.plumbline.verifier.dlv;

import org.plumbline.verifier.dlv.grid.Axis;
import org.plumbline.verifier.dlv.saliency.Saliency;
import org.plumbline.verifier.dlv.search.SearchKind;

/**
 * Which manipulations are looked at, and how.
 *
 * @param firstLayer where the search begins, 0 for the input; layers as {@code plumbline inspect}
 *     numbers them
 * @param lastLayer the deepest layer searched
 * @param dimensions how many dimensions of a layer are manipulated
 * @param span length of a step at the input layer, in the unit of the input
 * @param spans steps on either side
 * @param lowest least value of an input, or −∞
 * @param greatest greatest value of an input, or ∞
 * @param saliency chooses the dimensions
 * @param featureSize dimensions that a single path manipulates together
 * @param threads that evaluate points; the result does not depend on it
 */
public record LayerwiseOptions(
    int firstLayer,
    int lastLayer,
    int dimensions,
    double span,
    int spans,
    double lowest,
    double greatest,
    Saliency saliency,
    SearchKind search,
    int featureSize,
    int threads) {
  public LayerwiseOptions {
    if (firstLayer < 0 || lastLayer < firstLayer) {
      throw new IllegalArgumentException("layers from " + firstLayer + " to " + lastLayer);
    } else if (dimensions < 1 || spans < 1 || featureSize < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "dimensions, spans, dimensions of a feature and threads are at least 1, not "
              + dimensions
              + ", "
              + spans
              + ", "
              + featureSize
              + ", "
              + threads);
    } else if (!(span > 0 && span <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a span of " + span + " is not positive and finite");
    } else if (spans > Axis.MOST_SPANS) {
      throw new IllegalArgumentException(spans + " spans; at most " + Axis.MOST_SPANS);
    } else if (!(lowest <= greatest)) {
      throw new IllegalArgumentException("no input lies between " + lowest + " and " + greatest);
    }
  }

  /** The options, or an input, ask for what the network does not have. */
  public static final class MismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MismatchException(String message) {
      super(message);
    }
  }
}
