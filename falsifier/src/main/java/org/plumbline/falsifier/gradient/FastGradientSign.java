package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * One step of the size ε along the signs of the gradient of the cross-entropy, away from the
 * original's class or toward the target: {@code x + ε · sign(∇ₓ J(x, label))}.
 *
 * <p>Goodfellow, Shlens, Szegedy, <em>Explaining and Harnessing Adversarial Examples</em>, 2015.
 * One gradient and one query.
 *
 * @param ball its radius is ε, its norm L∞
 */
public record FastGradientSign(WhiteBox box, Ball ball) implements ImageAttack {
  public FastGradientSign {
    ball.require(Distance.LINF);
  }

  @Override
  public void search(Trial trial, long seed) {
    ImageDomain domain = trial.domain();
    box.requireFits(domain.values());
    double[] x = trial.original();
    int first = trial.goal().target().orElse(trial.label());
    double[] slope = box.gradient(crossEntropy(box.scores(x), first));
    double size = trial.goal().target().isPresent() ? -ball.radius() : ball.radius();
    for (int i = 0; i < x.length; i++) {
      x[i] = domain.clip(x[i] + size * Math.signum(slope[i]));
    }
    trial.margins(1, x);
  }

  /** The gradient by the scores of −ln softmax(y)ₗ: softmax(y) − eₗ. */
  private static double[] crossEntropy(double[] y, int label) {
    double greatest = Arrays.stream(y).max().orElseThrow();
    double[] weights = Arrays.stream(y).map(score -> Math.exp(score - greatest)).toArray();
    weights[label] = 0;
    double others = Arrays.stream(weights).sum();
    // The share of the label is a difference that would cancel: it is minus the sum of the others,
    // and all of them are scaled, which changes no sign.
    double scale = others > 0 ? 1 / others : 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= scale;
    }
    weights[label] = others > 0 ? -1 : 0;
    return weights;
  }
}
