package org.plumbline.falsifier.score;

import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.falsifier.contract.BoxAttack;
import org.plumbline.falsifier.contract.Confirmation;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.falsifier.search.Candidates;
import org.plumbline.falsifier.search.StartPoints;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;

/**
 * Tries the centre, corners and random points of the box; no gradient. All corners come first where
 * they are few, since networks with few inputs are often worst there.
 */
public final class CornerSearch implements BoxAttack {
  private final Network network;
  private final int points;
  private final ForwardPass forward;

  /**
   * @param points how many to try, at least 1
   */
  public CornerSearch(Network network, Gemm gemm, int points) {
    if (points < 1) {
      throw new IllegalArgumentException("a search of " + points + " points");
    }
    this.network = network;
    this.points = points;
    this.forward = new ForwardPass(network, gemm);
  }

  @Override
  public Optional<double[]> search(
      Target target, Confirmation confirmation, Budget budget, long seed) {
    StartPoints start = new StartPoints(target.box(), new SplittableRandom(seed));
    Candidates candidates = new Candidates(target, confirmation);
    int batch = BatchSize.of(network, points);
    double[] x = new double[batch * network.inputSize()];
    for (int first = 0; first < points && !budget.expired(); first += batch) {
      int rows = Math.min(batch, points - first);
      start.spread(points, first, rows, x);
      double[] y = forward.outputs(rows, x);
      Optional<double[]> found = candidates.among(rows, x, y, network.outputSize());
      if (found.isPresent()) {
        return found;
      }
    }
    return candidates.deepest();
  }
}
