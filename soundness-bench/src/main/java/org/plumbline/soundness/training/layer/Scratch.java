package org.plumbline.soundness.training.layer;

import java.util.HashMap;
import java.util.Map;

/** An array for each size of a batch, used again and again. */
final class Scratch {
  private final int values;
  private final Map<Integer, float[]> arrays = new HashMap<>();

  /**
   * @param values per row of the batch
   */
  Scratch(int values) {
    this.values = values;
  }

  /** An array {@code [rows × values]} with what was left in it. */
  float[] of(int rows) {
    return arrays.computeIfAbsent(rows, r -> new float[r * values]);
  }
}
