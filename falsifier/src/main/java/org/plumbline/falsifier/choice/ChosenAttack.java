package org.plumbline.falsifier.choice;

import java.util.List;
import org.plumbline.falsifier.bayes.BayesianAttack;
import org.plumbline.falsifier.game.GameAttack;
import org.plumbline.falsifier.game.GameOptions;
import org.plumbline.falsifier.game.TreeOptions;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.ProjectedGradient;
import org.plumbline.falsifier.gradient.QuadraticTopK;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.label.ArcPath;
import org.plumbline.falsifier.label.CurvatureAttack;
import org.plumbline.falsifier.portfolio.Portfolio;
import org.plumbline.falsifier.score.EveryPixel;
import org.plumbline.falsifier.score.PixelEvolution;
import org.plumbline.falsifier.score.SquareAttack;
import org.plumbline.falsifier.trial.ImageAttack;

/**
 * An attack by name, with what it needs.
 *
 * @param distance what near means, one of {@link AttackKind#distances}
 * @param limit greatest distance, in the unit of the image's values, in L0 a number of pixels;
 *     infinite for none
 * @param game how a game is played
 */
public record ChosenAttack(AttackKind kind, Distance distance, double limit, GameChoice game) {
  private static final int SQUARES = 10_000;
  private static final int BAYESIAN_QUERIES = 1000;
  private static final int EVERY_BYTE = 256;

  /** Whether it looks inside a network. */
  public boolean looksInside() {
    return kind.asksGradients()
        || kind == AttackKind.GAME && game.features() == FeatureKind.GRADIENT;
  }

  /**
   * The attack.
   *
   * @throws IllegalArgumentException if it keeps the class, so that it is none
   */
  public ImageAttack attack(ImageDomain domain, Inside inside) {
    return switch (kind) {
      case GAME -> new GameAttack(game(domain, inside));
      case FGSM -> new FastGradientSign(inside.box(), ball());
      case PGD -> new ProjectedGradient(inside.box(), ball(), AttackOptions.thorough());
      case SQUARE -> SquareAttack.of(ball(), SQUARES);
      case PIXELS -> PixelEvolution.of(Double.isInfinite(limit) ? 1 : (int) limit);
      case EVERY_PIXEL -> new EveryPixel(EVERY_BYTE);
      case BAYES -> BayesianAttack.of(ball(), BAYESIAN_QUERIES);
      case TOP_K -> QuadraticTopK.of(inside.box());
      case PORTFOLIO ->
          new Portfolio(inside.network().map(network -> inside.box()), ball(), List.of());
      case LEVEL_SET -> throw new IllegalArgumentException("a walk along a level keeps the class");
      case CGBA -> CurvatureAttack.of(ArcPath.SEMICIRCLE);
      case CGBA_H -> CurvatureAttack.of(ArcPath.HALVING);
    };
  }

  private Ball ball() {
    return new Ball(distance, limit);
  }

  private GameOptions game(ImageDomain domain, Inside inside) {
    double usual =
        distance == Distance.L0 ? Double.POSITIVE_INFINITY : (domain.upper() - domain.lower()) / 10;
    return new GameOptions(
        game.features().source(inside),
        game.step().orElse(usual),
        game.channels(),
        limit,
        game.players(),
        TreeOptions.of(game.simulations()));
  }
}
