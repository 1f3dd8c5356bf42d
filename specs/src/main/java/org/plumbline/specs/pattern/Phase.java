package org.plumbline.specs.pattern;

/**
 * The side of 0 on which a neuron's pre-activation lies. A point's neuron is active above 0 and
 * inactive at 0 and below. As a premise of a proof both are closed, ≥ 0 and ≤ 0, which only adds
 * points.
 */
public enum Phase {
  ACTIVE,
  INACTIVE;

  /** Whether a point whose neuron has this pre-activation is in the phase; NaN is in none. */
  public boolean admits(double preActivation) {
    return this == ACTIVE ? preActivation > 0 : preActivation <= 0;
  }

  public Phase opposite() {
    return this == ACTIVE ? INACTIVE : ACTIVE;
  }
}
