package org.plumbline.falsifier.choice;

import java.util.OptionalDouble;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.Players;

/**
 * How a game is played.
 *
 * @param step by which a value moves; empty for the usual one: in L0 to the ends of the range, else
 *     a tenth of it
 * @param simulations plays of the tree search, positive
 */
public record GameChoice(
    FeatureKind features,
    OptionalDouble step,
    Channels channels,
    Players players,
    long simulations) {
  /** Where nothing else is chosen. */
  public static final GameChoice USUAL =
      new GameChoice(
          FeatureKind.SIFT, OptionalDouble.empty(), Channels.TOGETHER, Players.COOPERATIVE, 100);
}
