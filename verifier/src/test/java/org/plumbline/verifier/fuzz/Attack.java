package org.plumbline.verifier.fuzz;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.fuzz.Problem.Row;
import org.plumbline.verifier.precise.PreciseForwardPass;

/**
 * Dense sampling, then descent along gradients from the best samples; what seems to reach a
 * polyhedron in doubles is evaluated precisely.
 */
final class Attack {
  private static final int SAMPLES = 200;
  private static final int STARTS = 4;
  private static final int STEPS = 25;

  /** Candidates evaluated precisely per polyhedron. */
  private static final int PRECISE = 6;

  private final Network network;
  private final Box box;
  private final ForwardPass forward;
  private final Gradient gradient;

  /** An input and by how much the hardest row misses its limit; negative inside. */
  private record Candidate(double[] x, double miss) {}

  Attack(Network network, Box box) {
    this.network = network;
    this.box = box;
    this.forward = new ForwardPass(network, new JavaGemm());
    this.gradient = new Gradient(network, new JavaGemm());
  }

  /** An input of the box that reaches a polyhedron in real arithmetic, for sure. */
  static Optional<double[]> on(Problem problem, Random random) {
    Attack attack = new Attack(problem.network(), problem.box());
    for (List<Row> rows : problem.unsafe()) {
      List<double[]> candidates = attack.candidates(rows, problem.hint(), random);
      for (double[] x : candidates.subList(0, Math.min(PRECISE, candidates.size()))) {
        if (reaches(problem.network(), rows, x)) {
          return Optional.of(x);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether an input satisfies all rows in real arithmetic; false where that cannot be told. */
  static boolean reaches(Network network, List<Row> rows, double[] x) {
    try {
      PreciseForwardPass precise = new PreciseForwardPass(network, x);
      return rows.stream()
          .allMatch(
              row ->
                  precise
                          .greatest(row.inputs(), row.outputs())
                          .compareTo(new BigDecimal(row.limit()))
                      <= 0);
    } catch (ArithmeticException undefined) {
      return false;
    }
  }

  /** Inputs of the box, those first that come closest to satisfying all rows. */
  List<double[]> candidates(List<Row> rows, double[] hint, Random random) {
    List<Candidate> found = new ArrayList<>();
    if (hint != null) {
      found.add(candidate(rows, hint.clone()));
    }
    for (int s = 0; s < SAMPLES; s++) {
      found.add(candidate(rows, sample(random, s)));
    }
    found.removeIf(c -> Double.isNaN(c.miss));
    found.sort(Comparator.comparingDouble(Candidate::miss));
    for (int s = Math.min(STARTS, found.size()) - 1; s >= 0; s--) {
      descend(rows, found.get(s), found);
    }
    found.removeIf(c -> Double.isNaN(c.miss));
    found.sort(Comparator.comparingDouble(Candidate::miss));
    return found.stream().map(Candidate::x).toList();
  }

  private double[] sample(Random random, int index) {
    double[] x = new double[box.size()];
    for (int i = 0; i < x.length; i++) {
      double t =
          switch (index % 4) {
            case 0 -> random.nextInt(2);
            case 1 -> 0.5 * random.nextInt(3);
            default -> random.nextDouble();
          };
      x[i] = within(i, (1 - t) * box.lower()[i] + t * box.upper()[i]);
      boolean isZeroInside = box.lower()[i] < 0 && box.upper()[i] > 0;
      x[i] = isZeroInside && random.nextInt(12) == 0 ? 0 : x[i];
    }
    return x;
  }

  private double within(int i, double value) {
    return Math.max(box.lower()[i], Math.min(box.upper()[i], value));
  }

  private Candidate candidate(List<Row> rows, double[] x) {
    return new Candidate(x, miss(rows, x, hardest(rows, x, forward.outputs(1, x))));
  }

  private int hardest(List<Row> rows, double[] x, double[] y) {
    int hardest = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int r = 0; r < rows.size(); r++) {
      double miss = value(rows.get(r), x, y) - rows.get(r).limit();
      if (miss > most) {
        most = miss;
        hardest = r;
      }
    }
    return hardest;
  }

  private double miss(List<Row> rows, double[] x, int row) {
    return value(rows.get(row), x, forward.outputs(1, x)) - rows.get(row).limit();
  }

  private double value(Row row, double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < network.outputSize(); j++) {
      sum += row.outputs()[j] == 0 ? 0 : row.outputs()[j] * y[j];
    }
    for (int i = 0; row.inputs() != null && i < x.length; i++) {
      sum += row.inputs()[i] * x[i];
    }
    return sum;
  }

  /** Signed steps that shrink whenever they do not help. */
  private void descend(List<Row> rows, Candidate start, List<Candidate> found) {
    Candidate best = start;
    double size = 0.25;
    for (int step = 0; step < STEPS; step++) {
      double[][] trace = forward.trace(1, best.x);
      Row row = rows.get(hardest(rows, best.x, trace[network.outputIndex()]));
      double[] slope = gradient.inputs(1, trace, row.outputs());
      double[] x = best.x.clone();
      for (int i = 0; i < x.length; i++) {
        double s = slope[i] + (row.inputs() == null ? 0 : row.inputs()[i]);
        x[i] = within(i, x[i] - Math.signum(s) * size * (box.upper()[i] - box.lower()[i]));
        x[i] = Double.isNaN(x[i]) ? best.x[i] : x[i];
      }
      Candidate next = candidate(rows, x);
      if (next.miss < best.miss) {
        best = next;
        found.add(next);
      } else {
        size *= 0.4;
      }
    }
  }
}
