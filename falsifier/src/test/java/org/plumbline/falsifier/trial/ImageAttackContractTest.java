package org.plumbline.falsifier.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.network.model.Network;

/** What every attack promises, on random classifiers of small images. */
public abstract class ImageAttackContractTest {
  protected static final ImageDomain IMAGES = new ImageDomain(2, 6, 5, -1, 3);
  private static final int CLASSES = 4;
  private static final List<Long> SEEDS = LongStream.range(0, 6).boxed().toList();

  /**
   * @param network the classifier's, for attacks that look inside
   * @param threads that the attack may use
   */
  protected abstract ImageAttack attack(Network network, int threads);

  /** Of six classifiers, how many the attack has to fool at least. */
  protected abstract int leastFound();

  protected Distance distance() {
    return Distance.L2;
  }

  /** Whether the attack needs no scores. */
  protected boolean isContentWithLabels() {
    return false;
  }

  /** Large enough for passes to be shared by threads. */
  private static Network network(long seed) {
    return Classifiers.relu(IMAGES.values(), 64, CLASSES, seed);
  }

  private static double[] image(long seed) {
    return Arrays.stream(Classifiers.normal(IMAGES.values(), seed + 100))
        .map(v -> IMAGES.clip(1 + 0.5 * v))
        .toArray();
  }

  private AttackResult result(long seed, long queries, int threads) {
    Network network = network(seed);
    BlackBox scores = Classifiers.scores(network, threads);
    BlackBox box = isContentWithLabels() ? Classifiers.labels(scores) : scores;
    return AttackResult.of(
        attack(network, threads),
        Classifiers.question(box, IMAGES, image(seed), distance(), queries),
        List.of(),
        seed);
  }

  @Test
  void findsImagesOfAnotherClassInsideTheDomain() {
    List<Long> found =
        SEEDS.stream().filter(seed -> isFound(seed, result(seed, 20_000, 1))).toList();
    assertThat(found).as("seeds of fooled classifiers").hasSizeGreaterThanOrEqualTo(leastFound());
  }

  private boolean isFound(long seed, AttackResult result) {
    assertThat(result.failure()).isEmpty();
    result
        .adversarial()
        .ifPresent(
            found -> {
              IMAGES.require(found.image());
              BlackBox box = Classifiers.scores(network(seed), 1);
              double[] scores = box.scores(1, found.image());
              assertThat(BlackBox.winner(scores, 0, CLASSES))
                  .as("seed %d", seed)
                  .isEqualTo(found.label())
                  .isNotEqualTo(result.label());
              assertThat(found.distance())
                  .isEqualTo(distance().between(image(seed), found.image(), IMAGES));
            });
    return result.adversarial().isPresent();
  }

  /** The black box itself counts. */
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 10, 77, 500})
  void neverAsksMoreOftenThanAllowed(long most) {
    for (long seed : SEEDS) {
      Network network = network(seed);
      BlackBox scores = Classifiers.scores(network, 1);
      long[] asked = {0};
      BlackBox counting =
          Classifiers.answering(
              scores,
              scores.knowledge(),
              (rows, x) -> {
                asked[0] += rows;
                return scores.scores(rows, x);
              });
      AttackResult result =
          AttackResult.of(
              attack(network, 1),
              Classifiers.question(counting, IMAGES, image(seed), distance(), most),
              List.of(),
              seed);
      assertThat(result.queries())
          .as("seed %d", seed)
          .isEqualTo(asked[0])
          .isLessThanOrEqualTo(most);
    }
  }

  @Test
  void theSameSeedFindsTheSameWhateverTheThreads() {
    for (long seed : SEEDS) {
      AttackResult one = result(seed, 2_000, 1);
      AttackResult three = result(seed, 2_000, 3);
      assertThat(three.queries()).as("seed %d", seed).isEqualTo(one.queries());
      assertThat(values(three)).as("seed %d", seed).containsExactly(values(one));
    }
  }

  private static double[] values(AttackResult result) {
    return result.adversarial().map(Adversarial::image).orElse(new double[0]);
  }
}
