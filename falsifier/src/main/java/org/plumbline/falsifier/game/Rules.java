package org.plumbline.falsifier.game;

import org.plumbline.falsifier.image.Distance;

/**
 * @param step τ, by how much a manipulation moves values before they are clipped to the domain;
 *     infinite for manipulations to the ends of the domain
 * @param limit greatest distance from the original that the players may reach
 */
public record Rules(
    double step, Channels channels, Distance distance, double limit, Players players) {
  public Rules {
    if (!(step > 0)) {
      throw new IllegalArgumentException("a step of " + step + " is not positive");
    } else if (!(limit > 0)) {
      throw new IllegalArgumentException("a limit of " + limit + " is not positive");
    }
  }

  Rules within(double least) {
    return new Rules(step, channels, distance, least, players);
  }
}
