package org.plumbline.cli.falsify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.plumbline.cli.options.BlackBoxOptions;
import org.plumbline.falsifier.choice.AttackKind;
import org.plumbline.falsifier.choice.ChosenAttack;
import org.plumbline.falsifier.choice.FeatureKind;
import org.plumbline.falsifier.choice.GameChoice;
import org.plumbline.falsifier.choice.Inside;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.GameBounds;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.ImageAttack;
import picocli.CommandLine.Option;

/** What attacks the classifier, and how. */
final class AttackChoice {
  @Option(
      names = "--attack",
      defaultValue = "GAME",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private AttackKind kind;

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
  private FeatureKind source;

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
    } else if (kind == AttackKind.PIXELS && limit != null && limit != Math.rint(limit)) {
      return Optional.of("--limit " + limit + " is no number of pixels");
    } else if (kind == AttackKind.LEVEL_SET && !ranking.isEmpty()) {
      return Optional.of("--attack LEVEL_SET keeps the class and takes no --target");
    } else if (towards != null && (kind != AttackKind.LEVEL_SET || towards < 0)) {
      return Optional.of("--towards is the number of an image, for --attack LEVEL_SET");
    } else if (lowerBound != null && (kind != AttackKind.GAME || lowerBound < 1)) {
      return Optional.of("--lower-bound is a number of states, for --attack GAME");
    } else if (lowerBound != null && players == Players.RANDOM) {
      return Optional.of("--lower-bound knows nothing of players at random");
    } else if (simulations < 1) {
      return Optional.of("--simulations is positive");
    }
    return Optional.empty();
  }

  AttackKind kind() {
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
    return kind.asksGradients() || source == FeatureKind.GRADIENT;
  }

  /**
   * @param isPlain whether the network takes images as they are
   */
  ImageAttack attack(BlackBoxOptions classifier, ImageDomain domain, boolean isPlain, int threads) {
    Inside inside = inside(classifier, threads);
    return new ChosenAttack(kind, distance(), limit(), game())
        .attack(
            domain, isPlain ? inside : new Inside(Optional.empty(), inside.products(), threads));
  }

  private GameChoice game() {
    return new GameChoice(
        source,
        step == null ? OptionalDouble.empty() : OptionalDouble.of(step),
        channels,
        players,
        simulations);
  }

  static Inside inside(BlackBoxOptions classifier, int threads) {
    return new Inside(classifier.network(), classifier.products(), threads);
  }

  /** Of the game; it also says what a picture of the saliency shows. */
  FeatureSource source(BlackBoxOptions classifier) {
    return source.source(inside(classifier, 1));
  }
}
