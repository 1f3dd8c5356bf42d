package org.plumbline.soundness.instance;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The answer to a question, known by construction.
 *
 * @param real about the network of real numbers, its weights read as the exact reals they are
 * @param float32 about the network computed in IEEE binary32: {@code SAT} when some order of
 *     summation makes an input of the box unsafe, other functions rounded to nearest, {@code UNSAT}
 *     when none does
 * @param point an input of the box whose exact slack is {@code slack}: the planted one, or for
 *     {@code UNSAT} the one that comes closest
 * @param float32Point an input of the box that some order of summation makes unsafe
 * @param slack the smallest slack of the inequalities of the unsafe set that is reached or nearest:
 *     at a point of {@code SAT} how deep inside it is, at least zero; for {@code UNSAT} minus the
 *     distance by which every input of the box misses, exact with a point and a bound without;
 *     empty where there is nothing to miss
 * @param proof why, in words
 */
public record Answer(
    Truth real,
    Truth float32,
    Optional<BigDecimal[]> point,
    Optional<BigDecimal[]> float32Point,
    Optional<BigDecimal> slack,
    String proof) {
  public Answer {
    if (real == Truth.SAT && (point.isEmpty() || slack.isEmpty() || slack.get().signum() < 0)) {
      throw new IllegalArgumentException("sat without a point inside the unsafe set: " + slack);
    }
    if (real == Truth.UNSAT && slack.isPresent() && slack.get().signum() > 0) {
      throw new IllegalArgumentException("unsat with a slack of " + slack.get());
    }
  }
}
