package org.plumbline.falsifier.game;

import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Plays the {@link FeatureGame} on an image. Scores guide the plays; with labels alone they go by
 * features only, and find less.
 */
public record GameAttack(GameOptions options) implements ImageAttack {
  @Override
  public void search(Trial trial, long seed) {
    open(trial, seed).run();
  }

  /** A play that can be asked about what it found, however it ended. */
  public GamePlay open(Trial trial, long seed) {
    ImageDomain domain = trial.domain();
    FeatureMap map = options.source().features(trial.original(), domain);
    double limit = Math.min(options.limit(), furthest(trial.distance(), domain));
    Rules rules =
        new Rules(options.step(), options.channels(), trial.distance(), limit, options.players());
    return new GamePlay(
        new FeatureGame(trial.original(), domain, map, rules), map, trial, options.tree(), seed);
  }

  private static double furthest(Distance distance, ImageDomain domain) {
    double width = domain.upper() - domain.lower();
    return switch (distance) {
      case L0 -> domain.pixels();
      case L1 -> width * domain.values();
      case L2 -> width * Math.sqrt(domain.values());
      case LINF -> width;
    };
  }
}
