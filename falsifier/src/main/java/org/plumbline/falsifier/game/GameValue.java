package org.plumbline.falsifier.game;

import java.util.Optional;

/**
 * What is known of a game's value.
 *
 * @param lower no play of perfect players pays less
 * @param upper none pays more; equal to the lower end once the value is known
 * @param adversarial the nearest adversarial state that was seen
 * @param states how many were judged
 */
public record GameValue(double lower, double upper, Optional<State> adversarial, long states) {
  public boolean isExact() {
    return lower == upper;
  }
}
