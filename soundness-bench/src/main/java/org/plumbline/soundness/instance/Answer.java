package org.plumbline.soundness.instance;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The answer to a question, known by construction.
 *
 * @param real about the network of real numbers, its weights read as the exact reals they are
 * @param float32 about the network computed in IEEE binary32: {@code SAT} when some way to deploy
 *     it makes an input of the box unsafe ({@code docs/soundness.md}: any order of summation,
 *     scales and biases folded, subnormal numbers flushed), {@code UNSAT} when none does
 * @param point an input of the box whose exact slack is {@code slack}: the planted one, or for
 *     {@code UNSAT} the one that comes closest
 * @param float32Point an input of the box that some way to deploy the network makes unsafe
 * @param slack the smallest slack of the inequalities of the unsafe set that is reached or nearest:
 *     at a point of {@code SAT} how deep inside it is, at least zero; for {@code UNSAT} minus the
 *     distance by which every input of the box misses, exact with a point and a bound without;
 *     empty where there is nothing to miss
 * @param proof why, in words
 * @param outputs of the model at {@code point}, exact, where they are known without a replay
 * @param deployment what makes {@code float32Point} unsafe, where a replay may not show it
 */
public record Answer(
    Truth real,
    Truth float32,
    Optional<BigDecimal[]> point,
    Optional<BigDecimal[]> float32Point,
    Optional<BigDecimal> slack,
    String proof,
    Optional<BigDecimal[]> outputs,
    Optional<Deployment> deployment) {
  public Answer {
    if (real == Truth.SAT && (point.isEmpty() || slack.isEmpty() || slack.get().signum() < 0)) {
      throw new IllegalArgumentException("sat without a point inside the unsafe set: " + slack);
    }
    if (real == Truth.UNSAT && slack.isPresent() && slack.get().signum() > 0) {
      throw new IllegalArgumentException("unsat with a slack of " + slack.get());
    }
  }

  /** An answer whose points show by a replay what they are. */
  public Answer(
      Truth real,
      Truth float32,
      Optional<BigDecimal[]> point,
      Optional<BigDecimal[]> float32Point,
      Optional<BigDecimal> slack,
      String proof) {
    this(real, float32, point, float32Point, slack, proof, Optional.empty(), Optional.empty());
  }

  /** The same with the model's outputs at {@code point}. */
  public Answer withOutputs(BigDecimal... exact) {
    return new Answer(
        real, float32, point, float32Point, slack, proof, Optional.of(exact), deployment);
  }

  /** The same with what makes {@code float32Point} unsafe. */
  public Answer shownBy(Deployment some) {
    return new Answer(real, float32, point, float32Point, slack, proof, outputs, Optional.of(some));
  }

  public Truth truth(Semantics semantics) {
    return semantics == Semantics.REAL ? real : float32;
  }

  /** The input that is said to be unsafe, if one is. */
  public Optional<BigDecimal[]> unsafePoint(Semantics semantics) {
    if (truth(semantics) != Truth.SAT) {
      return Optional.empty();
    }
    return semantics == Semantics.REAL ? point : float32Point;
  }

  /** What the model is said to compute there, where that is said. */
  public Optional<BigDecimal[]> unsafeOutputs(Semantics semantics) {
    return semantics == Semantics.REAL ? outputs : deployment.map(Deployment::outputs);
  }
}
