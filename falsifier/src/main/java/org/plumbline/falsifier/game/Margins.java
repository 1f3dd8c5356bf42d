package org.plumbline.falsifier.game;

import java.util.List;

/** Judges states: how far their images are from another class, negative exactly if they have it. */
@FunctionalInterface
public interface Margins {
  double[] of(List<State> states);

  /** Whether lesser margins are nearer to another class; else only their signs mean anything. */
  default boolean areRanked() {
    return true;
  }
}
