package org.plumbline.cli.falsify;

import java.util.List;
import java.util.Optional;
import org.plumbline.cli.options.BlackBoxOptions;
import org.plumbline.falsifier.bayes.BayesianAttack;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.feature.GradientSaliency;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.feature.LevelFeatures;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.GameAttack;
import org.plumbline.falsifier.game.GameBounds;
import org.plumbline.falsifier.game.GameOptions;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.game.TreeOptions;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.ProjectedGradient;
import org.plumbline.falsifier.gradient.QuadraticTopK;
import org.plumbline.falsifier.gradient.WhiteBox;
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
import org.plumbline.opencv.SiftFeatures;
import picocli.CommandLine.Option;

/** What attacks the classifier, and how. */
final class AttackChoice {
  private static final int GRID = 4;
  private static final int LEVELS = 8;
  private static final int PARTS = 16;
  private static final int SQUARES = 10_000;
  private static final int BAYESIAN_QUERIES = 1000;
  private static final int EVERY_BYTE = 256;

  /** The attacks there are. */
  enum Kind {
    GAME,
    FGSM,
    PGD,
    SQUARE,
    PIXELS,
    EVERY_PIXEL,
    BAYES,
    CGBA,
    CGBA_H,
    TOP_K,
    LEVEL_SET,
    PORTFOLIO;

    /** The usual one first. */
    List<Distance> distances() {
      return switch (this) {
        case GAME -> List.of(Distance.L0, Distance.L1, Distance.L2, Distance.LINF);
        case FGSM, PGD, BAYES -> List.of(Distance.LINF);
        case SQUARE -> List.of(Distance.LINF, Distance.L2);
        case PIXELS, EVERY_PIXEL -> List.of(Distance.L0);
        case CGBA, CGBA_H, TOP_K, LEVEL_SET -> List.of(Distance.L2);
        case PORTFOLIO -> List.of(Distance.LINF, Distance.L2, Distance.L0);
      };
    }

    boolean asksGradients() {
      return this == FGSM || this == PGD || this == TOP_K || this == LEVEL_SET;
    }

    /** Whether it searches a ball, or else goes as near as it can. */
    boolean needsLimit() {
      return switch (this) {
        case FGSM, PGD, SQUARE, BAYES, PORTFOLIO -> true;
        default -> false;
      };
    }
  }

  /** Where the first player's features come from. */
  enum Source {
    SIFT,
    GRID,
    LEVELS,
    GRADIENT
  }

  @Option(
      names = "--attack",
      defaultValue = "GAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Kind kind;

  @Option(
      names = "--distance",
      description =
          "What near means: ${COMPLETION-CANDIDATES} (default: L0, or what the attack knows).")
  private Distance distance;

  @Option(
      names = "--limit",
      paramLabel = "D",
      description =
          "Greatest distance of an adversarial image; FGSM, PGD, SQUARE, BAYES and PORTFOLIO need one (default:"
              + " none, for PIXELS 1). For LEVEL_SET, from the image to look like (default: half"
              + " way).")
  private Double limit;

  @Option(
      names = "--target",
      paramLabel = "N[,M…]",
      split = ",",
      description = "The class to get to, or the classes that have to come first, in order.")
  private List<Integer> ranking = List.of();

  @Option(
      names = "--towards",
      paramLabel = "N",
      description =
          "With LEVEL_SET, which image of the data set or folder to look like (default: the next"
              + " one of another class).")
  private Integer towards;

  @Option(
      names = "--players",
      defaultValue = "COOPERATIVE",
      description =
          "The game's second player: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Players players;

  @Option(
      names = "--features",
      defaultValue = "SIFT",
      description = "The game's features: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Source source;

  @Option(
      names = "--step",
      paramLabel = "T",
      description =
          "By how much the game moves a value (default: in L0 to the ends of the range, else a"
              + " tenth of it).")
  private Double step;

  @Option(
      names = "--channels",
      defaultValue = "TOGETHER",
      description =
          "Whether the game moves all channels of a pixel or one: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}).")
  private Channels channels;

  @Option(
      names = "--simulations",
      paramLabel = "N",
      defaultValue = "100",
      description = "Plays of the game's tree search (default: ${DEFAULT-VALUE}).")
  private long simulations;

  @Option(
      names = "--lower-bound",
      paramLabel = "STATES",
      description =
          "After the game, bounds its value from below as well, by a search of at most so many"
              + " images.")
  private Integer lowerBound;

  /** What is wrong with the options as such. */
  Optional<String> mistake() {
    if (!kind.distances().contains(distance())) {
      return Optional.of("--attack " + kind + " knows the distances " + kind.distances());
    } else if (kind.needsLimit() && limit == null) {
      return Optional.of("--attack " + kind + " asks for a --limit");
    } else if (limit != null && !(limit > 0) || step != null && !(step > 0)) {
      return Optional.of("--limit and --step are positive");
    } else if (kind == Kind.PIXELS && limit != null && limit != Math.rint(limit)) {
      return Optional.of("--limit " + limit + " is no number of pixels");
    } else if (kind == Kind.LEVEL_SET && !ranking.isEmpty()) {
      return Optional.of("--attack LEVEL_SET keeps the class and takes no --target");
    } else if (towards != null && (kind != Kind.LEVEL_SET || towards < 0)) {
      return Optional.of("--towards is the number of an image, for --attack LEVEL_SET");
    } else if (lowerBound != null && (kind != Kind.GAME || lowerBound < 1)) {
      return Optional.of("--lower-bound is a number of states, for --attack GAME");
    } else if (lowerBound != null && players == Players.RANDOM) {
      return Optional.of("--lower-bound knows nothing of players at random");
    } else if (simulations < 1) {
      return Optional.of("--simulations is positive");
    }
    return Optional.empty();
  }

  Kind kind() {
    return kind;
  }

  Distance distance() {
    return distance == null ? kind.distances().get(0) : distance;
  }

  List<Integer> ranking() {
    return ranking;
  }

  double limit() {
    return limit == null ? Double.POSITIVE_INFINITY : limit;
  }

  /** The number of the image that a walk along a level goes to, if one was named. */
  Optional<Integer> towards() {
    return Optional.ofNullable(towards);
  }

  /** How the value of a game is bounded, if that was asked for. */
  Optional<GameBounds> bounds() {
    return Optional.ofNullable(lowerBound).map(GameBounds::new);
  }

  /** Whether it looks inside a network. */
  boolean looksInside() {
    return kind.asksGradients() || source == Source.GRADIENT;
  }

  /**
   * @param isPlain whether the network takes images as they are
   */
  ImageAttack attack(BlackBoxOptions classifier, ImageDomain domain, boolean isPlain, int threads) {
    return switch (kind) {
      case GAME -> game(classifier, domain);
      case FGSM -> new FastGradientSign(inside(classifier, threads), ball());
      case PGD ->
          new ProjectedGradient(inside(classifier, threads), ball(), AttackOptions.thorough());
      case SQUARE -> SquareAttack.of(ball(), SQUARES);
      case PIXELS -> PixelEvolution.of(limit == null ? 1 : limit.intValue());
      case EVERY_PIXEL -> new EveryPixel(EVERY_BYTE);
      case BAYES -> BayesianAttack.of(ball(), BAYESIAN_QUERIES);
      case TOP_K -> QuadraticTopK.of(inside(classifier, threads));
      case PORTFOLIO ->
          new Portfolio(
              classifier.network().filter(n -> isPlain).map(n -> inside(classifier, threads)),
              ball(),
              List.of());
      case LEVEL_SET -> throw new IllegalArgumentException("a walk along a level keeps the class");
      case CGBA -> CurvatureAttack.of(ArcPath.SEMICIRCLE);
      case CGBA_H -> CurvatureAttack.of(ArcPath.HALVING);
    };
  }

  private Ball ball() {
    return new Ball(distance(), limit);
  }

  static WhiteBox inside(BlackBoxOptions classifier, int threads) {
    return new WhiteBox(classifier.network().orElseThrow(), classifier.products(), threads);
  }

  private GameAttack game(BlackBoxOptions classifier, ImageDomain domain) {
    double usual =
        distance() == Distance.L0
            ? Double.POSITIVE_INFINITY
            : (domain.upper() - domain.lower()) / 10;
    return new GameAttack(
        new GameOptions(
            source(classifier),
            step == null ? usual : step,
            channels,
            limit(),
            players,
            TreeOptions.of(simulations)));
  }

  /** Of the game; it also says what a picture of the saliency shows. */
  FeatureSource source(BlackBoxOptions classifier) {
    return switch (source) {
      case SIFT -> new SiftFeatures(new GridFeatures(GRID, GRID));
      case GRID -> new GridFeatures(GRID, GRID);
      case LEVELS -> new LevelFeatures(LEVELS);
      case GRADIENT ->
          new GradientSaliency(classifier.network().orElseThrow(), classifier.products(), PARTS);
    };
  }
}
