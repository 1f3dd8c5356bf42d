package org.plumbline.verifier.branching.root;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.RootBoundsOf;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.branching.clipping.NeuronForms;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.precise.PreciseForwardPass;
import org.plumbline.verifier.proof.RootRows;

/**
 * Bounds a network in every way that the searches do, and compares with executions in decimals,
 * without any tolerance: neurons lie between their bounds, outputs above their linear forms.
 */
public final class BoundsOracle {
  private static final int STEPS = 3;

  private final Network network;
  private final Box box;
  private final List<double[]> points = new ArrayList<>();
  private final List<PreciseForwardPass> executions = new ArrayList<>();

  /**
   * @param points of the box; where the network is not defined they are left out
   */
  public BoundsOracle(Network network, Box box, List<double[]> points) {
    this.network = network;
    this.box = box;
    for (double[] x : points) {
      try {
        executions.add(new PreciseForwardPass(network, x));
        this.points.add(x);
      } catch (ArithmeticException undefined) {
        // No execution to compare with.
      }
    }
  }

  /** What is wrong with some bound, or nothing. */
  public Optional<String> complaint() {
    List<String> wrong = new ArrayList<>();
    checkNeurons("zonotopes", zonotopes(Integer.MAX_VALUE), wrong);
    checkNeurons("few symbols", zonotopes(box.varying().length + 2), wrong);
    checkNeurons("intervals", zonotopes(0), wrong);
    BatchBounds passes = RootBoundsOf.intervalsAndPasses(network, box, STEPS);
    checkNeurons("passes", passes, wrong);
    checkForms("forms", passes, new ErrorCharges(passes), wrong);
    checkRoot(network, wrong);
    return wrong.stream().findFirst();
  }

  private void checkRoot(Network original, List<String> wrong) {
    try (Parallel parallel = new Parallel(1)) {
      BatchBounds root = root(original, parallel);
      checkNeurons("root", root, wrong);
      ErrorCharges charges = new ErrorCharges(root);
      checkForms("forms of the root", root, charges, wrong);
      checkNeuronForms(root, charges, wrong);
      BatchBounds reduced =
          new RootReduction(charges, JavaGemm::new, parallel)
              .ifCheaper(root)
              .map(RootReduction.Reduced::bounds)
              .orElse(root);
      checkForms("forms of the reduced network", reduced, new ErrorCharges(reduced), wrong);
      new RootRefinement(root, STEPS, box.varying(), Premise.NONE, charges, JavaGemm::new, parallel)
          .refine(RootRows.of(original), Budget.ofMillis(60_000));
      checkNeurons("refined root", root, wrong);
      BatchBounds merged = root(AffineMerger.merge(original), parallel);
      checkForms("forms of the merged network", merged, new ErrorCharges(merged), wrong);
    }
  }

  private BatchBounds root(Network of, Parallel parallel) {
    double[][] rows = new double[of.outputSize()][of.outputSize()];
    for (int j = 0; j < rows.length; j++) {
      rows[j][j] = 1;
    }
    UnsafeSet all = new UnsafeSet(box, rows, null, new double[rows.length], new int[] {0, 1});
    return new RootBounds(of, Premise.NONE, JavaGemm::new, parallel)
        .of(all, box.varying(), RootRows.of(of), Budget.ofMillis(60_000));
  }

  private BatchBounds zonotopes(int symbolLimit) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    ZonotopePropagator zonotopes = new ZonotopePropagator(network, new JavaGemm(), symbolLimit);
    zonotopes.start(bounds, box.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
    }
    return bounds;
  }

  private void checkNeurons(String what, BatchBounds bounds, List<String> wrong) {
    for (PreciseForwardPass execution : executions) {
      for (int k = 1; k < network.depth(); k++) {
        for (int i = 0; i < network.layer(k).size(); i++) {
          double low = bounds.lower(k)[i];
          double high = bounds.upper(k)[i];
          boolean isBelow = isGreater(low, execution.greatest(k, i));
          if (isBelow || isGreater(-high, execution.least(k, i).negate())) {
            wrong.add(
                what
                    + (": layer " + k + " neuron " + i + " is ")
                    + (execution.least(k, i).doubleValue() + " outside of ")
                    + ("[" + low + ", " + high + "]"));
            return;
          }
        }
      }
    }
  }

  /** A bound that is no number says nothing, and an infinite one only on its own side. */
  private static boolean isGreater(double bound, BigDecimal value) {
    return bound == Double.POSITIVE_INFINITY
        || Double.isFinite(bound) && new BigDecimal(bound).compareTo(value) > 0;
  }

  /** Of each output and its negative. */
  private void checkForms(
      String what, BatchBounds bounds, ErrorCharges charges, List<String> wrong) {
    Network of = bounds.network();
    CrownPropagator crown = new CrownPropagator(of, charges, new JavaGemm());
    for (int k = 1; k < of.depth(); k++) {
      crown.prepare(k, bounds);
    }
    int outputs = of.outputSize();
    LinearForms forms = new LinearForms(of.inputSize());
    forms.reset(2 * outputs, outputs);
    for (int row = 0; row < forms.rows(); row++) {
      forms.start()[row * outputs + row / 2] = row % 2 == 0 ? 1 : -1;
    }
    crown.bound(bounds, of.outputIndex(), forms);
    for (int p = 0; p < points.size(); p++) {
      for (int row = 0; row < forms.rows(); row++) {
        BigDecimal value = value(executions.get(p), network.outputIndex(), row);
        double[] a = forms.coefficients();
        if (isGreater(forms.lower()[row], value)
            || isAbove(a, row, forms.constant()[row], points.get(p), value)) {
          wrong.add(
              what
                  + ": row "
                  + row
                  + " is "
                  + value.doubleValue()
                  + ", bounded by "
                  + forms.lower()[row]);
          return;
        }
      }
    }
  }

  private void checkNeuronForms(BatchBounds root, ErrorCharges charges, List<String> wrong) {
    OpenNeurons open = new OpenNeurons(network, root);
    NeuronForms forms = NeuronForms.of(root, open, charges, new JavaGemm()).orElseThrow();
    for (int p = 0; p < points.size(); p++) {
      for (int k = 1; k < network.depth(); k++) {
        for (int i : open.sources(k)) {
          for (int side = 0; side < 2; side++) {
            int form = forms.of(k, i) + side;
            BigDecimal value = value(executions.get(p), k, 2 * i + side);
            double[] a = forms.coefficients();
            if (isAbove(a, form, forms.constant(form), points.get(p), value)) {
              wrong.add("form " + side + " of layer " + k + " neuron " + i);
              return;
            }
          }
        }
      }
    }
  }

  /** An upper bound of neuron {@code row / 2}, or of its negative. */
  private static BigDecimal value(PreciseForwardPass execution, int layer, int row) {
    return row % 2 == 0
        ? execution.greatest(layer, row / 2)
        : execution.least(layer, row / 2).negate();
  }

  private static boolean isAbove(
      double[] coefficients, int row, double constant, double[] x, BigDecimal value) {
    if (!Double.isFinite(constant)) {
      return constant == Double.POSITIVE_INFINITY;
    }
    BigDecimal sum = new BigDecimal(constant);
    for (int i = 0; i < x.length; i++) {
      double a = coefficients[row * x.length + i];
      if (!Double.isFinite(a)) {
        return false;
      }
      sum = sum.add(new BigDecimal(a).multiply(new BigDecimal(x[i])));
    }
    return sum.compareTo(value) > 0;
  }
}
