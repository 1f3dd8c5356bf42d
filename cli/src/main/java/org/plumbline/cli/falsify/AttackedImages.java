package org.plumbline.cli.falsify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.plumbline.cli.options.TestImages;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.game.FeatureGame;
import org.plumbline.falsifier.game.GameAttack;
import org.plumbline.falsifier.game.GamePlay;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Ending;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.specs.query.Budget;

/**
 * Attacks one image after another.
 *
 * @param mostQueries for an image
 * @param timeoutMillis for an image
 */
record AttackedImages(
    BlackBox box,
    ImageDomain domain,
    AttackChoice choice,
    ImageAttack attack,
    long mostQueries,
    long timeoutMillis,
    long seed)
    implements ImageTest {
  private static final double ROUNDING = 1e-9;

  @Override
  public int label(double[] image) {
    return BlackBox.winner(box.scores(1, image), 0, box.classes());
  }

  @Override
  public Finding on(TestImages.Item item, OptionalInt given, double[] image) {
    String name = item.name();
    long start = System.nanoTime();
    int label = label(image);
    String reason =
        given.isPresent() && given.getAsInt() != label
            ? "since it is misclassified"
            : choice.ranking().size() == 1 && choice.ranking().get(0) == label
                ? "since it has the target's class"
                : "";
    if (!reason.isEmpty()) {
      return Finding.skipped(name, given, label, 1, seconds(start), reason);
    }
    return attacked(name, given, image, start);
  }

  private Finding attacked(String name, OptionalInt given, double[] image, long start) {
    AtomicReference<GamePlay> play = new AtomicReference<>();
    Trial.Question question =
        new Trial.Question(
            box, domain, image, choice.distance(), mostQueries - 1, Budget.ofMillis(timeoutMillis));
    AttackResult result =
        AttackResult.of(
            (trial, chance) -> search(trial, chance, play), question, choice.ranking(), seed);
    Optional<Adversarial> near =
        result.adversarial().filter(a -> a.distance() <= choice.limit() * (1 + ROUNDING));
    boolean failed = result.ending() == Ending.FAILURE;
    long left = mostQueries - 1 - result.queries();
    Optional<Trial> bounding =
        choice.bounds().isPresent() && play.get() != null && !failed && left > 1
            ? Optional.of(question.withQueries(left).open(choice.ranking()))
            : Optional.empty();
    Optional<Finding.Value> value =
        bounding.flatMap(trial -> value(play.get().game(), trial, near));
    return new Finding(
        name,
        given,
        result.label(),
        near.isPresent()
            ? Finding.Outcome.ADVERSARIAL
            : failed ? Finding.Outcome.FAILURE : Finding.Outcome.NONE,
        near.map(a -> OptionalInt.of(a.label())).orElse(OptionalInt.empty()),
        near.map(a -> Finding.Distances.between(image, a.image(), domain))
            .orElse(Finding.Distances.NONE),
        near.isPresent() && isMinimal(play.get(), near.get()),
        near.map(Adversarial::image).orElse(new double[0]),
        Optional.empty(),
        value,
        result.queries() + 1 + bounding.map(Trial::queries).orElse(0L),
        seconds(start),
        failed ? result.failure() : result.ending().name().toLowerCase(Locale.ROOT));
  }

  private void search(Trial trial, long chance, AtomicReference<GamePlay> play) {
    if (attack instanceof GameAttack game) {
      play.set(game.open(trial, chance));
      play.get().run();
    } else {
      attack.search(trial, chance);
    }
  }

  /** Players who cooperate have found what the play did. */
  private Optional<Finding.Value> value(
      FeatureGame game, Trial trial, Optional<Adversarial> found) {
    boolean isShared = game.rules().players() == Players.COOPERATIVE;
    double most =
        isShared ? found.map(Adversarial::distance).orElse(game.failure()) : game.failure();
    return choice
        .bounds()
        .orElseThrow()
        .of(game, trial)
        .map(v -> new Finding.Value(Math.min(v.lower(), most), Math.min(v.upper(), most)));
  }

  private static boolean isMinimal(GamePlay play, Adversarial found) {
    return play != null
        && play.isMinimal()
        && Arrays.equals(play.game().ladders().image(play.best().orElseThrow()), found.image());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
