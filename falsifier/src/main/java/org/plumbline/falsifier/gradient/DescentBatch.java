package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import java.util.Optional;
import org.plumbline.falsifier.search.BatchPasses;
import org.plumbline.falsifier.search.Candidates;
import org.plumbline.falsifier.search.StartPoints;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;

/**
 * Descents that run side by side, one per row. The n-th visit of a polyhedron starts at the centre
 * (n = 0), at the best probe (1), and from then on at random points, every other of which first
 * wanders off along a random direction of the outputs (Tashiro et al., <em>Diversity Can Be
 * Transferred: Output Diversification for White- and Black-box Attacks</em>, 2020). Visits come in
 * pairs that step by sign and by Adam in turn. A row whose gradient vanishes starts anew.
 */
final class DescentBatch {
  private final Network network;
  private final BatchPasses passes;
  private final Candidates candidates;
  private final StartPoints points;
  private final AttackOptions options;
  private final DescentRule rule;
  private final double[] x;
  private final double[] byInput;
  private final double[] byOutput;
  private final double[] wander;

  DescentBatch(
      Network network,
      BatchPasses passes,
      Box box,
      Candidates candidates,
      StartPoints points,
      AttackOptions options,
      int rows) {
    this.network = network;
    this.passes = passes;
    this.candidates = candidates;
    this.points = points;
    this.options = options;
    this.rule = new DescentRule(box, rows);
    this.x = new double[rows * network.inputSize()];
    this.byInput = new double[rows * network.inputSize()];
    this.byOutput = new double[rows * network.outputSize()];
    this.wander = new double[rows * network.outputSize()];
  }

  /**
   * Runs descents {@code first … first + rows − 1} of the whole attack; descent d aims at
   * polyhedron d modulo their number.
   */
  Optional<double[]> run(Aim[] aims, int first, int rows, Budget budget) {
    start(aims, first, rows);
    for (int step = 0; ; step++) {
      double[] y = passes.outputs(rows, x);
      Optional<double[]> found = candidates.among(rows, x, y, network.outputSize());
      if (found.isPresent() || step == options.steps() || budget.expired()) {
        return found;
      }
      aim(aims, first, rows, step, y);
      double[] throughNetwork = passes.gradients(byOutput);
      for (int i = 0; i < rows * network.inputSize(); i++) {
        byInput[i] += throughNetwork[i];
      }
      move(aims.length, first, rows, step);
    }
  }

  private void start(Aim[] aims, int first, int rows) {
    rule.restart();
    for (int r = 0; r < rows; r++) {
      int visit = (first + r) / aims.length;
      if (visit == 0) {
        points.centre(x, r);
      } else if (visit == 1) {
        double[] probe = aims[(first + r) % aims.length].probe();
        System.arraycopy(probe, 0, x, r * probe.length, probe.length);
      } else {
        points.uniform(x, r);
      }
    }
    points.directions(wander);
  }

  private void aim(Aim[] aims, int first, int rows, int step, double[] y) {
    Arrays.fill(byInput, 0);
    Arrays.fill(byOutput, 0);
    int m = network.outputSize();
    for (int r = 0; r < rows; r++) {
      int visit = (first + r) / aims.length;
      if (visit > 1 && visit % 2 == 1 && step < options.diversifiedSteps()) {
        System.arraycopy(wander, r * m, byOutput, r * m, m);
      } else {
        aims[(first + r) % aims.length]
            .loss()
            .addDirection(x, r * network.inputSize(), y, r * m, byInput, byOutput);
      }
    }
  }

  private void move(int aims, int first, int rows, int step) {
    double size = stepSize(step);
    for (int r = 0; r < rows; r++) {
      boolean adam = (first + r) / aims / 2 % 2 == 1;
      boolean moved =
          adam ? rule.adamStep(r, step + 1, size, byInput, x) : rule.signStep(r, size, byInput, x);
      if (!moved) {
        points.uniform(x, r);
      }
    }
  }

  private double stepSize(int step) {
    double part = options.steps() == 1 ? 0 : (double) step / (options.steps() - 1);
    return options.firstStep() * Math.pow(options.lastStep() / options.firstStep(), part);
  }
}
