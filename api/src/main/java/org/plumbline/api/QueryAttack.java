package org.plumbline.api;

import java.util.List;
import java.util.Optional;
import org.plumbline.falsifier.bayes.BayesianAttack;
import org.plumbline.falsifier.blackbox.BoxedBlackBox;
import org.plumbline.falsifier.blackbox.NetworkBlackBox;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.score.SquareAttack;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Ending;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.verifier.contract.Verdict;

/**
 * An attack by queries on one region of a classifier's inputs. The region is the unit cube to the
 * attack, whose ball of radius 1 is all of it. What it finds has yet to be replayed.
 */
record QueryAttack(Falsification how, int threads, long seed) {
  private static final Ball EVERYWHERE = new Ball(Distance.LINF, 1);

  /**
   * What an attack ended with.
   *
   * @param input of another class in double arithmetic, in the region
   * @param none why there is none
   */
  record Found(Optional<double[]> input, long queries, Verdict.Unknown none) {}

  /**
   * @param part the region; what is forbidden there is left to the replay
   * @param centre of the class that the attack gets away from
   */
  Found search(Network network, Case part, double[] centre, InputShape shape, Budget budget) {
    Box region = Target.of(part).box();
    ImageDomain domain =
        ImageDomain.ofInputs(shape, 0, 1)
            .orElseGet(() -> new ImageDomain(1, 1, network.inputSize(), 0, 1));
    try (BoxedBlackBox box =
        new BoxedBlackBox(
            new NetworkBlackBox(network, MatrixKernel.best().gemms(), threads),
            region,
            places(shape, domain))) {
      Trial.Question question =
          new Trial.Question(box, domain, box.image(centre), Distance.LINF, how.queries(), budget);
      AttackResult result = AttackResult.of(attack(), question, List.of(), seed);
      return new Found(
          result.adversarial().map(Adversarial::image).map(box::input),
          result.queries(),
          none(result));
    }
  }

  private ImageAttack attack() {
    int steps = (int) Math.min(Integer.MAX_VALUE, how.queries());
    return switch (how.method()) {
      case SQUARE -> SquareAttack.of(EVERYWHERE, steps);
      case BAYES -> BayesianAttack.of(EVERYWHERE, steps);
    };
  }

  private static int[] places(InputShape shape, ImageDomain domain) {
    Optional<ImageLayout> layout =
        shape.image().filter(l -> domain.channels() == l.channels() && domain.height() > 1);
    int[] places = new int[domain.values()];
    for (int c = 0; c < domain.channels(); c++) {
      for (int p = 0; p < domain.pixels(); p++) {
        int i = domain.index(c, p);
        places[i] = layout.isPresent() ? layout.get().place(c, p) : i;
      }
    }
    return places;
  }

  private static Verdict.Unknown none(AttackResult result) {
    boolean isTime = result.ending() == Ending.TIME;
    return new Verdict.Unknown(
        isTime ? Verdict.Cause.TIMEOUT : Verdict.Cause.INCOMPLETE, result.noneWords());
  }
}
