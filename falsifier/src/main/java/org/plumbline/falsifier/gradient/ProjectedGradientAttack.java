package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.falsifier.contract.BoxAttack;
import org.plumbline.falsifier.contract.Confirmation;
import org.plumbline.falsifier.contract.MarginLoss;
import org.plumbline.falsifier.contract.Target;
import org.plumbline.falsifier.search.BatchPasses;
import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.falsifier.search.Candidates;
import org.plumbline.falsifier.search.StartPoints;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;

/**
 * Projected gradient descent on the margin loss of the unsafe polyhedra: probes first, then batches
 * of descents, each aimed at one polyhedron, the most promising ones first. All descents of a batch
 * take a step by one forward and one backward pass. Incomplete: it finds or it does not.
 *
 * <p>Not safe for use by two callers at a time, since it owns its buffers.
 */
public final class ProjectedGradientAttack implements BoxAttack {
  private final Network network;
  private final AttackOptions options;
  private final BatchPasses passes;

  /**
   * @param threads used at most, where passes are large enough; they change no result
   */
  public ProjectedGradientAttack(
      Network network, Supplier<Gemm> gemm, int threads, AttackOptions options) {
    this.network = network;
    this.options = options;
    this.passes = new BatchPasses(network, gemm, threads);
  }

  @Override
  public Optional<double[]> search(
      Target target, Confirmation confirmation, Budget budget, long seed) {
    if (target.losses().isEmpty()) {
      return Optional.empty();
    }
    StartPoints points = new StartPoints(target.box(), new SplittableRandom(seed));
    Candidates candidates = new Candidates(target, confirmation);
    boolean isPoint = target.box().varying().length == 0;
    int probes = isPoint ? 1 : BatchSize.of(network, options.probes());
    double[] x = new double[probes * network.inputSize()];
    points.spread(probes, 0, probes, x);
    double[] y = passes.outputs(probes, x);
    Optional<double[]> found = candidates.among(probes, x, y, network.outputSize());
    if (found.isPresent()) {
      return found;
    } else if (isPoint) {
      return candidates.deepest();
    }
    Aim[] aims = ranked(target, probes, x, y);
    int rows = BatchSize.of(network, options.restarts());
    DescentBatch batch =
        new DescentBatch(network, passes, target.box(), candidates, points, options, rows);
    for (int first = 0; first < options.restarts() && !budget.expired(); first += rows) {
      int count = Math.min(rows, options.restarts() - first);
      found = batch.run(aims, first, count, budget);
      if (found.isPresent()) {
        return found;
      }
    }
    return candidates.deepest();
  }

  private Aim[] ranked(Target target, int probes, double[] x, double[] y) {
    return target.losses().stream()
        .map(loss -> aim(loss, probes, x, y))
        .sorted(Comparator.comparingDouble(Aim::least))
        .toArray(Aim[]::new);
  }

  private Aim aim(MarginLoss loss, int probes, double[] x, double[] y) {
    int inputs = network.inputSize();
    double[] losses =
        IntStream.range(0, probes)
            .mapToDouble(r -> loss.at(x, r * inputs, y, r * network.outputSize()))
            .toArray();
    int best = 0;
    for (int r = 1; r < probes; r++) {
      best = losses[r] < losses[best] ? r : best;
    }
    return new Aim(loss, losses[best], Arrays.copyOfRange(x, best * inputs, (best + 1) * inputs));
  }
}
