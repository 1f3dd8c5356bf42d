package org.plumbline.verifier.branching.space;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.LinearForms;

/**
 * Tries the input that the linear bounds of a subproblem suggest: the corner of its box where the
 * row that was hardest to refute is least. Costs one forward evaluation per subproblem, batched.
 *
 * <p>Where a property is violated on its border alone, that is often at a plain number, as |x| is 0
 * at 0 only, which no corner is. So where a bound nearly closes, the plainest input of the box is
 * tried as well ({@link PlainNumber}).
 */
public final class CandidateProbe {
  /** Misses below it are near the border of a property. */
  private static final double NEAR = 1e-6;

  private final SearchSpace space;
  private final ForwardPass forward;
  private final int inputs;
  private final int outputs;

  public CandidateProbe(Network network, SearchSpace space, Gemm gemm) {
    this.space = space;
    this.forward = new ForwardPass(network, gemm);
    this.inputs = network.inputSize();
    this.outputs = network.outputSize();
  }

  /**
   * One entry per subproblem: an input that reaches an open polyhedron as far as doubles can tell,
   * or null.
   */
  public double[][] probe(List<Subproblem> batch, LinearForms forms, int[] firstRow) {
    double[] x = new double[batch.size() * inputs];
    BitSet near = new BitSet();
    for (int b = 0; b < batch.size(); b++) {
      Subproblem subproblem = batch.get(b);
      Hardest hardest = hardest(subproblem, forms, firstRow[b]);
      near.set(b, isNear(hardest.margin()));
      writeCorner(subproblem, hardest.row(), forms, x, b * inputs);
    }
    double[] y = forward.outputs(batch.size(), x);
    double[][] found = new double[batch.size()][];
    for (int b = 0; b < batch.size(); b++) {
      if (reaches(space.set(batch.get(b).unsafeSet()), batch.get(b).open(), x, b, y)) {
        found[b] = Arrays.copyOfRange(x, b * inputs, (b + 1) * inputs);
      } else if (near.get(b)) {
        found[b] = at(batch.get(b), plainest(batch.get(b)));
      }
    }
    return found;
  }

  /** A margin is minus infinity where there is no bound, which is the case at some edges, too. */
  private static boolean isNear(double margin) {
    return margin <= 0 && (margin > -NEAR || margin == Double.NEGATIVE_INFINITY);
  }

  private static double[] plainest(Subproblem subproblem) {
    double[] point = new double[subproblem.lower().length];
    Arrays.setAll(point, v -> PlainNumber.of(subproblem.lower()[v], subproblem.upper()[v]));
    return point;
  }

  /** Whether an input is one of the case and reaches an open polyhedron, as far as doubles tell. */
  public boolean isReached(Subproblem subproblem, double[] x) {
    UnsafeSet set = space.set(subproblem.unsafeSet());
    return set.box().contains(x) && reaches(set, subproblem.open(), x, 0, forward.outputs(1, x));
  }

  /**
   * The whole input with the given values of those that vary, if it reaches an open polyhedron as
   * far as doubles can tell, else null.
   */
  public double[] at(Subproblem subproblem, double[] point) {
    double[] x = new double[inputs];
    space.box(subproblem, x, new double[inputs], 0);
    for (int v = 0; v < point.length; v++) {
      x[space.varying()[v]] =
          Math.max(subproblem.lower()[v], Math.min(subproblem.upper()[v], point[v]));
    }
    UnsafeSet set = space.set(subproblem.unsafeSet());
    return reaches(set, subproblem.open(), x, 0, forward.outputs(1, x)) ? x : null;
  }

  /**
   * The best row of the polyhedron that is furthest from being refuted.
   *
   * @param margin by which its bound exceeds the limit; negative where it misses
   */
  private record Hardest(int row, double margin) {}

  private Hardest hardest(Subproblem subproblem, LinearForms forms, int first) {
    UnsafeSet set = space.set(subproblem.unsafeSet());
    int hardest = first;
    double least = Double.POSITIVE_INFINITY;
    int row = first;
    for (int p : subproblem.open()) {
      int best = row;
      double margin = Double.NEGATIVE_INFINITY;
      for (int r = set.polyhedronStart()[p]; r < set.polyhedronStart()[p + 1]; r++, row++) {
        if (forms.lower()[row] - set.limit()[r] > margin) {
          margin = forms.lower()[row] - set.limit()[r];
          best = row;
        }
      }
      if (margin < least) {
        least = margin;
        hardest = best;
      }
    }
    return new Hardest(hardest, least);
  }

  private void writeCorner(Subproblem subproblem, int row, LinearForms forms, double[] x, int at) {
    double[] upper = new double[inputs];
    double[] lower = new double[inputs];
    space.box(subproblem, lower, upper, 0);
    System.arraycopy(lower, 0, x, at, inputs);
    if (row >= forms.rows()) {
      return;
    }
    int[] varying = space.varying();
    for (int v = 0; v < varying.length; v++) {
      double slope = forms.coefficients()[row * inputs + varying[v]];
      x[at + varying[v]] = slope >= 0 ? subproblem.lower()[v] : subproblem.upper()[v];
    }
  }

  private boolean reaches(UnsafeSet set, int[] open, double[] x, int b, double[] y) {
    for (int p : open) {
      boolean all = true;
      for (int r = set.polyhedronStart()[p]; all && r < set.polyhedronStart()[p + 1]; r++) {
        all = value(set, r, x, b, y) <= set.limit()[r];
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private double value(UnsafeSet set, int r, double[] x, int b, double[] y) {
    double sum = 0;
    for (int j = 0; j < outputs; j++) {
      sum += set.outputs()[r][j] * y[b * outputs + j];
    }
    if (set.inputs() != null) {
      for (int i = 0; i < inputs; i++) {
        sum += set.inputs()[r][i] * x[b * inputs + i];
      }
    }
    return sum;
  }
}
