package org.plumbline.verifier.branching;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.BoundOptimiser;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.SplitCandidates;

/**
 * Narrows the neurons that a subproblem's bound pays most for, by its newest split and by the
 * property itself: only inputs that the bound has not refuted can be counterexamples. Its children
 * start from the narrower bounds.
 */
final class SubproblemClipper {
  private static final int NEURONS_PER_RANK = 100;

  /** Of a neuron's width; less is not worth keeping. */
  private static final double LEAST_GAIN = 0.005;

  /**
   * Neurons are narrowed almost to a phase and not into it: the bound is a minimum over the whole
   * box, where a neuron that is positive wherever it matters may be negative, and an open neuron's
   * lower line {@code y ≥ α z} bounds it better there than {@code y = z}.
   */
  private static final double OPEN = 0x1p-10;

  private final BatchBounds root;
  private final NeuronForms forms;
  private final NeuronClipper clipper;
  private final SplitCandidates candidates;

  SubproblemClipper(BatchBounds root, NeuronForms forms) {
    this.root = root;
    this.forms = forms;
    this.clipper = new NeuronClipper(forms);
    this.candidates = new SplitCandidates(root.network(), NEURONS_PER_RANK);
  }

  /**
   * What the children of a subproblem may rely on.
   *
   * @param row of the subproblem, with its form in {@code rows}
   * @param limit that the row stays below in a counterexample
   */
  Clipped clip(
      Subproblem subproblem,
      BoundOptimiser optimiser,
      BatchBounds bounds,
      int b,
      LinearForms rows,
      int row,
      double limit) {
    Set<SplitCandidates.Candidate> hot =
        new HashSet<>(Arrays.asList(candidates.rank(optimiser, bounds, b, row)));
    hot.removeIf(c -> c == null || forms.of(c.layer(), c.neuron()) < 0);
    int[] layer = hot.stream().mapToInt(SplitCandidates.Candidate::layer).toArray();
    int[] neuron = hot.stream().mapToInt(SplitCandidates.Candidate::neuron).toArray();
    double[] low = new double[layer.length];
    double[] high = new double[layer.length];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, Double.POSITIVE_INFINITY);
    if (subproblem.splits() != null
        && forms.of(subproblem.splits().layer(), subproblem.splits().neuron()) >= 0) {
      clipper.constrain(subproblem.splits());
      narrow(layer, neuron, low, high);
    }
    int n = forms.inputs();
    clipper.constrain(
        rows.coefficients(),
        row * n,
        rows.constant()[row] - limit,
        forms.atMiddle(rows.coefficients(), row * n, root),
        forms.size(rows.coefficients(), row * n, root));
    narrow(layer, neuron, low, high);
    return kept(subproblem.clipped(), bounds, b, layer, neuron, low, high);
  }

  private void narrow(int[] layer, int[] neuron, double[] low, double[] high) {
    for (int c = 0; c < layer.length; c++) {
      int form = forms.of(layer[c], neuron[c]);
      low[c] = Math.max(low[c], clipper.lower(form));
      high[c] = Math.min(high[c], -clipper.lower(form + 1));
    }
  }

  private static Clipped kept(
      Clipped before,
      BatchBounds bounds,
      int b,
      int[] layer,
      int[] neuron,
      double[] low,
      double[] high) {
    int count = 0;
    for (int c = 0; c < layer.length; c++) {
      int at = b * bounds.network().layer(layer[c]).size() + neuron[c];
      double l = bounds.lower(layer[c])[at];
      double u = bounds.upper(layer[c])[at];
      double least = LEAST_GAIN * (u - l);
      low[c] = Math.min(low[c], -OPEN * u);
      high[c] = Math.max(high[c], -OPEN * l);
      if ((low[c] > l + least || high[c] < u - least)
          && Math.max(l, low[c]) <= Math.min(u, high[c])) {
        layer[count] = layer[c];
        neuron[count] = neuron[c];
        low[count] = low[c];
        high[count++] = high[c];
      }
    }
    return count == 0
        ? before
        : new Clipped(
            before,
            Arrays.copyOf(layer, count),
            Arrays.copyOf(neuron, count),
            Arrays.copyOf(low, count),
            Arrays.copyOf(high, count));
  }
}
