package org.plumbline.falsifier.gradient;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Blind spots: walks from a source image toward the trial's original along the set where the
 * source's class leads by as much as it does at the source. It ends with an image that looks like
 * the original and scores like the source. Each step goes the part of the way that is orthogonal to
 * the gradient of the lead, then along the gradient back to the level; steps that leave the level
 * by more than the tolerance are halved. The goal of the trial is the source's class.
 *
 * <p>Balasubramanian, Sriramanan, Sadasivan, Feizi, <em>Exploring Geometry of Blind Spots in Vision
 * Models</em>, 2023. One gradient and one query a step, or several where it is halved.
 *
 * @param source of the class that the trial is to get to
 * @param tolerance by how much of the source's lead an image may lead more or less, from 0 to 1
 * @param steps at most
 */
public record LevelSetTraversal(WhiteBox box, double[] source, double tolerance, int steps)
    implements ImageAttack {
  private static final double FIRST_PART = 0.1;
  private static final double LEAST_PART = 1e-5;

  public LevelSetTraversal {
    source = source.clone();
    if (!(tolerance > 0 && tolerance <= 1) || steps < 1) {
      throw new IllegalArgumentException(steps + " steps within " + tolerance + " of the level");
    }
  }

  /** A tenth of the lead, 400 steps. */
  public static LevelSetTraversal from(WhiteBox box, double[] source) {
    return new LevelSetTraversal(box, source, 0.1, 400);
  }

  /**
   * Where a walk ended.
   *
   * @param lead of the source's class at the image
   * @param sourceLead of the source's class at the source
   */
  public record Walk(double[] image, double lead, double sourceLead) {}

  @Override
  public void search(Trial trial, long seed) {
    walk(trial);
  }

  /**
   * Empty where the source is not of the class that the trial is to get to.
   *
   * @throws IllegalArgumentException if the trial has no class to get to
   */
  public Optional<Walk> walk(Trial trial) {
    AtomicReference<Walk> last = new AtomicReference<>();
    walk(trial, last::set);
    return Optional.ofNullable(last.get());
  }

  /**
   * @param listener hears of every image on the way, the source first, so that a walk counts that
   *     the trial cuts short; of none where the source is not of the class to get to
   * @throws IllegalArgumentException if the trial has no class to get to
   */
  public void walk(Trial trial, Consumer<Walk> listener) {
    box.requireFits(trial.domain().values());
    trial.domain().require(source);
    int held =
        trial
            .goal()
            .target()
            .orElseThrow(
                () -> new IllegalArgumentException("a walk needs the class of its source"));
    double level = -trial.margins(1, source)[0];
    if (!(level > 0)) {
      return;
    }
    Walk walk = new Walk(source.clone(), level, level);
    listener.accept(walk);
    double part = FIRST_PART;
    for (int step = 0; step < steps && part >= LEAST_PART; step++) {
      double[] x = moved(walk, trial, held, part);
      double lead = -trial.margins(1, x)[0];
      if (Math.abs(lead - level) <= tolerance * level) {
        walk = new Walk(x, lead, level);
        listener.accept(walk);
        part = Math.min(FIRST_PART, part * 1.5);
      } else {
        part /= 2;
      }
    }
  }

  private double[] moved(Walk walk, Trial trial, int held, double part) {
    ImageDomain domain = trial.domain();
    double[] x = walk.image().clone();
    double[] target = trial.original();
    double[] slope = box.gradient(leadOf(held, box.scores(x)));
    double square = 0;
    double along = 0;
    for (int i = 0; i < x.length; i++) {
      square += slope[i] * slope[i];
      along += slope[i] * (target[i] - x[i]);
    }
    // What the way to the target has of the gradient is left out, what the level asks for is added.
    double back = walk.sourceLead() - walk.lead();
    double factor = square > 0 ? (back - part * along) / square : 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = domain.clip(x[i] + part * (target[i] - x[i]) + factor * slope[i]);
    }
    return x;
  }

  /** Weights of the lead: the class's score less the greatest other. */
  private static double[] leadOf(int held, double[] scores) {
    int other = held == 0 ? 1 : 0;
    for (int j = 0; j < scores.length; j++) {
      other = j != held && scores[j] > scores[other] ? j : other;
    }
    double[] weights = new double[scores.length];
    weights[held] = 1;
    weights[other] = -1;
    return weights;
  }
}
