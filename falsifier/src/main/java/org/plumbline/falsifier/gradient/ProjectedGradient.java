package org.plumbline.falsifier.gradient;

import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Goal;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.robustness.OrderedTopK;

/**
 * The verifier's own attack ({@link ProjectedGradientAttack}) on one image: every goal is a set of
 * polyhedra of scores. Only candidates are asked about, so few that a budget of queries hardly
 * matters.
 *
 * @param ball in L∞
 */
public record ProjectedGradient(WhiteBox box, Ball ball, AttackOptions options)
    implements ImageAttack {
  public ProjectedGradient {
    ball.require(Distance.LINF);
  }

  @Override
  public void search(Trial trial, long seed) {
    ImageDomain domain = trial.domain();
    box.requireFits(domain.values());
    double[] x = trial.original();
    double[] lower = new double[x.length];
    double[] upper = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      lower[i] = ball.lower(x[i], domain);
      upper[i] = ball.upper(x[i], domain);
    }
    Target target = Target.of(new Box(lower, upper), reached(trial.goal()));
    new ProjectedGradientAttack(box.network(), box.gemm(), box.threads(), options)
        .search(target, image -> trial.margins(1, image)[0] < 0, trial.budget(), seed);
  }

  /** The scores that reach a goal, ties included. */
  private List<Polyhedron> reached(Goal goal) {
    int classes = box.network().outputSize();
    if (!goal.ranking().isEmpty()) {
      return List.of(new OrderedTopK(goal.ranking(), classes).toPolyhedron());
    }
    return IntStream.range(0, classes)
        .filter(j -> j != goal.label())
        .mapToObj(j -> Polyhedron.of(LinearInequality.outputOrder(goal.label(), j)))
        .toList();
  }
}
