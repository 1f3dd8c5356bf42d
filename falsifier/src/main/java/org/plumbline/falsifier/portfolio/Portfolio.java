package org.plumbline.falsifier.portfolio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.falsifier.bayes.BayesianAttack;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.AttackOptions;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.ProjectedGradient;
import org.plumbline.falsifier.gradient.QuadraticTopK;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.label.ArcPath;
import org.plumbline.falsifier.label.CurvatureAttack;
import org.plumbline.falsifier.score.PixelEvolution;
import org.plumbline.falsifier.score.SquareAttack;
import org.plumbline.falsifier.trial.Goal;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;

/**
 * Attacks one after the other, cheap ones first, until one finds an image inside the ball: chosen
 * by what is known of the classifier (gradients, scores, or labels alone) and by how many queries
 * there are. The last one walks along the boundary and may end with an image outside of the ball;
 * its distance says so.
 *
 * @param inside the classifier's network, where it is known
 * @param ball in L∞ or L2, or in L0, where the radius counts pixels
 * @param starts images that may be of a class to get to
 */
public record Portfolio(Optional<WhiteBox> inside, Ball ball, List<double[]> starts)
    implements ImageAttack {
  /** Below this many queries the time of a Gaussian process is well spent. */
  private static final long FEW_QUERIES = 1000;

  private static final double ROUNDING = 1e-9;

  public Portfolio {
    if (ball.norm() == Distance.L1) {
      throw new IllegalArgumentException("no attack of the portfolio keeps to a ball in L1");
    }
    starts = List.copyOf(starts);
  }

  @Override
  public void search(Trial trial, long seed) {
    List<ImageAttack> plan = plan(trial.knowledge(), trial.goal(), trial.queriesLeft());
    for (int k = 0; k < plan.size() && !isInside(trial); k++) {
      plan.get(k).search(trial, seed + k);
    }
  }

  private boolean isInside(Trial trial) {
    return trial
        .best()
        .map(found -> ball.norm().between(trial.original(), found.image(), trial.domain()))
        .filter(far -> far <= ball.radius() * (1 + ROUNDING))
        .isPresent();
  }

  /** What is tried, in this order. */
  List<ImageAttack> plan(BlackBox.Knowledge knowledge, Goal goal, long queries) {
    List<ImageAttack> plan = new ArrayList<>();
    inside.ifPresent(box -> addGradients(box, plan));
    if (knowledge == BlackBox.Knowledge.SCORES) {
      addScores(queries, plan);
    } else if (ball.norm() == Distance.LINF && queries < FEW_QUERIES) {
      plan.add(BayesianAttack.of(ball, share(queries)));
    }
    plan.add(
        new CurvatureAttack(
            goal.target().isPresent() ? ArcPath.HALVING : ArcPath.SEMICIRCLE,
            starts,
            Integer.MAX_VALUE,
            1));
    return plan;
  }

  private void addGradients(WhiteBox box, List<ImageAttack> plan) {
    if (ball.norm() == Distance.LINF) {
      plan.add(new FastGradientSign(box, ball));
      plan.add(new ProjectedGradient(box, ball, AttackOptions.quick()));
      plan.add(new ProjectedGradient(box, ball, AttackOptions.thorough()));
    } else if (ball.norm() == Distance.L2) {
      plan.add(QuadraticTopK.of(box));
    }
  }

  private void addScores(long queries, List<ImageAttack> plan) {
    if (ball.norm() == Distance.L0) {
      int most = (int) Math.min(ball.radius(), 1 << 16);
      for (int pixels = 1; pixels < most; pixels = 2 * pixels + 1) {
        plan.add(PixelEvolution.of(pixels));
      }
      plan.add(PixelEvolution.of(Math.max(1, most)));
    } else if (ball.norm() == Distance.LINF && queries < FEW_QUERIES) {
      plan.add(BayesianAttack.of(ball, share(queries)));
    } else {
      plan.add(SquareAttack.of(ball, share(queries)));
    }
  }

  /** Half of the queries, if they are limited at all. */
  private static int share(long queries) {
    return (int) Math.max(1, Math.min(10_000, queries / 2));
  }
}
