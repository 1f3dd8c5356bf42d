package org.plumbline.encodings.network;

import java.util.Arrays;

/**
 * Proven bounds of every neuron, {@code [layer][neuron]}, over the input box of a case; infinite
 * where nothing is known. Phases that they decide need no choice, and big-M constraints are as
 * tight as they are.
 */
public record LayerBounds(double[][] lower, double[][] upper) {
  /** The same bounds in arrays of their own. */
  public LayerBounds copy() {
    return new LayerBounds(copy(lower), copy(upper));
  }

  private static double[][] copy(double[][] ends) {
    return Arrays.stream(ends).map(double[]::clone).toArray(double[][]::new);
  }
}
