package org.plumbline.benchmarks.dlv;

import java.util.List;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.specs.query.Budget;

/** How many images are classified wrong once FGSM has moved those that were right. */
record FgsmShare(BlackBox box, WhiteBox inside, ImageSet images) {
  private static final int QUERIES = 9;

  /** In percent, of the first images. */
  double wrong(double size, int count) {
    ImageDomain domain = new ImageDomain(1, images.side(), images.side(), 0, 1);
    FastGradientSign attack = new FastGradientSign(inside, new Ball(Distance.LINF, size));
    int wrong = 0;
    for (int n = 0; n < count; n++) {
      Trial.Question question =
          new Trial.Question(
              box, domain, images.values(n), Distance.LINF, QUERIES, Budget.unlimited());
      AttackResult result = AttackResult.of(attack, question, List.of(), 1);
      boolean isRight = result.label() == images.label(n);
      wrong += !isRight || result.adversarial().isPresent() ? 1 : 0;
    }
    return 100.0 * wrong / count;
  }
}
