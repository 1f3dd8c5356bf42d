package org.plumbline.api;

import java.util.List;

/**
 * The input that a question of local robustness is about, as a network sees it.
 *
 * @param values in the order of the network's input, after any normalisation, rounded to doubles
 * @param shape of the network's input, batch dimension included
 * @param asked the class asked about, and the network's own
 */
public record SeenInput(List<Double> values, List<Integer> shape, AskedClass asked) {

  /**
   * Copies the lists.
   *
   * @param values as above
   * @param shape as above
   * @param asked as above
   */
  public SeenInput {
    values = List.copyOf(values);
    shape = List.copyOf(shape);
  }
}
