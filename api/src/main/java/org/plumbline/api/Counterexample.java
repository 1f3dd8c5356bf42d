package org.plumbline.api;

import java.math.BigDecimal;
import java.util.List;

/**
 * An input that violates a property. Lists are in the order of the network's input and output, row
 * by row.
 *
 * @param point the exact input, as the network sees it, inside of the region
 * @param inputs the point in doubles
 * @param outputs what the network makes of it in real numbers, rounded; in binary32 where only
 *     these show the violation
 * @param float32Outputs what it makes of the rounded input in binary32
 * @param standing which numbers show the violation
 * @param margin by how much the outputs lie inside of what is forbidden, in their own unit; 0 on
 *     its edge, infinite where nothing is asked of the outputs
 * @param reached what is forbidden and reached, in words
 */
public record Counterexample(
    List<BigDecimal> point,
    List<Double> inputs,
    List<Double> outputs,
    List<Float> float32Outputs,
    Standing standing,
    double margin,
    String reached) {

  /** Which numbers show a violation. */
  public enum Standing {
    /** Real numbers, and binary32 as well. */
    REAL_AND_FLOAT32,
    /** Real numbers; the margin is below the rounding errors of binary32. */
    REAL_ONLY,
    /** Binary32, one sum after the other; real numbers do not show it. */
    FLOAT32_ONLY
  }

  /**
   * Copies the lists.
   *
   * @param point as above
   * @param inputs as above
   * @param outputs as above
   * @param float32Outputs as above
   * @param standing as above
   * @param margin as above
   * @param reached as above
   */
  public Counterexample {
    point = List.copyOf(point);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    float32Outputs = List.copyOf(float32Outputs);
  }
}
