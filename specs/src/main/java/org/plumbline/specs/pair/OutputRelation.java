package org.plumbline.specs.pair;

import java.math.BigDecimal;

/** What must not happen to the outputs of two runs. */
public sealed interface OutputRelation {
  /** Some output differs by more than this. */
  record Differs(BigDecimal epsilon) implements OutputRelation {}

  /**
   * The second run prefers another class to the one that the first run prefers to all others.
   *
   * @param lead of the first run's class over each other; 0 if any lead counts. A softmax
   *     confidence of at least C implies a lead of at least {@code ln(C / (1 − C))}.
   */
  record OtherClass(BigDecimal lead) implements OutputRelation {}

  /** An output of the second run is less than that of the first, by more than an amount. */
  record Less(int output, BigDecimal amount) implements OutputRelation {}

  /** An output of the second run is greater than that of the first, by more than an amount. */
  record Greater(int output, BigDecimal amount) implements OutputRelation {}
}
