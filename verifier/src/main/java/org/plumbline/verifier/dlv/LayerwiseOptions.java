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
    if (firstLayer < 0) {
      throw new IllegalArgumentException("there is no layer " + firstLayer + "; 0 is the input");
    } else if (lastLayer < firstLayer) {
      throw new IllegalArgumentException(
          "the last layer, " + lastLayer + ", comes before the first, " + firstLayer);
    }
    requireOne("dimensions that are manipulated", dimensions);
    requireOne("steps to either side", spans);
    requireOne("dimensions of a feature", featureSize);
    requireOne("threads", threads);
    if (!(span > 0 && span <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("a span of " + span + " is not positive and finite");
    } else if (spans > Axis.MOST_SPANS) {
      throw new IllegalArgumentException(spans + " spans; at most " + Axis.MOST_SPANS);
    } else if (!(lowest <= greatest)) {
      throw new IllegalArgumentException("no input lies between " + lowest + " and " + greatest);
    }
  }

  private static void requireOne(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "the number of " + what + " is " + number + ", not 1 or more");
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
