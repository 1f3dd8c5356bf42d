package org.plumbline.verifier.bounds;

/**
 * Hears by which slopes and multipliers the bound of a neuron was found. Called from several
 * threads.
 */
@FunctionalInterface
public interface SlopeListener {
  SlopeListener SILENT = (layer, neuron, isNegated, slopes, row, multipliers) -> {};

  /** Of a pass with the slopes that a checker guesses too, given the same bounds before. */
  RowSlopes GUESSED = layer -> null;

  /**
   * @param isNegated whether the bound is one of the neuron's negation
   * @param slopes {@link #GUESSED}, or those chosen
   * @param row of the slopes
   * @param multipliers of the first literals of the premise, those of later layers left out
   */
  void found(
      int layer, int neuron, boolean isNegated, RowSlopes slopes, int row, float[] multipliers);

  /**
   * Of layers that a certificate has slopes of, {@code [rows × size]}: lower slopes of ReLUs,
   * places in a {@link org.plumbline.certificates.slope.SlopeFan} for others, in 255ths; null for
   * other layers.
   */
  @FunctionalInterface
  interface RowSlopes {
    double[] of(int layer);
  }
}
