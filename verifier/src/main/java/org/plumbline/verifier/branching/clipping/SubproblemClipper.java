package org.plumbline.verifier.branching.clipping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.BoundOptimiser;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.SplitCandidates;
import org.plumbline.verifier.branching.space.Clipped;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.proof.Trace;

/**
 * Narrows the neurons that a subproblem's bound pays most for, by its newest split and by the
 * property itself: only inputs that the bound has not refuted can be counterexamples. Its children
 * start from the narrower bounds.
 */
public final class SubproblemClipper {
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
  private final RootRows rows;
  private final SlopeNeurons slopeNeurons;
  private final FormProducts products;
  private final NeuronClipper clipper;
  private final SplitCandidates candidates;

  /**
   * @param rows say where the root's neurons come from
   */
  public SubproblemClipper(BatchBounds root, NeuronForms forms, RootRows rows, Gemm gemm) {
    this.root = root;
    this.forms = forms;
    this.rows = rows;
    this.slopeNeurons = rows.neurons();
    this.products = new FormProducts(forms, gemm);
    this.clipper = new NeuronClipper(forms, products);
    this.candidates = new SplitCandidates(root.network(), NEURONS_PER_RANK);
  }

  /**
   * Gets ready for subproblems of a batch, all at once.
   *
   * @param rows of theirs, with their forms in {@code lines}, ascending
   */
  public void prepare(LinearForms lines, int[] rows) {
    products.prepare(lines.coefficients(), rows);
  }

  /**
   * What the children of a subproblem may rely on.
   *
   * @param row of the subproblem, with its form in {@code lines}
   * @param limit that the row stays below in a counterexample
   * @param witness of the row's form
   */
  public Clipped clip(
      Subproblem subproblem,
      BoundOptimiser optimiser,
      BatchBounds bounds,
      int b,
      LinearForms lines,
      int row,
      double limit,
      Supplier<Step.Witness> witness) {
    Set<SplitCandidates.Candidate> hot =
        new LinkedHashSet<>(Arrays.asList(candidates.rank(optimiser, bounds, b, row)));
    hot.removeIf(c -> c == null || forms.of(c.layer(), c.neuron()) < 0);
    Narrowed narrowed = new Narrowed(hot);
    if (subproblem.splits() != null
        && forms.of(subproblem.splits().layer(), subproblem.splits().neuron()) >= 0) {
      clipper.constrain(subproblem.splits());
      narrowed.narrow(bounds, b, false);
    }
    int n = forms.inputs();
    clipper.constrain(
        lines.coefficients(),
        row * n,
        lines.constant()[row] - limit,
        forms.atMiddle(lines.coefficients(), row * n, root),
        forms.size(lines.coefficients(), row * n, root),
        products.ofRow(row));
    narrowed.narrow(bounds, b, true);
    int count = narrowed.keep(bounds, b);
    if (count == 0) {
      return subproblem.clipped();
    }
    narrowed.trace(subproblem.trace(), true, witness, count);
    narrowed.trace(subproblem.trace(), false, () -> null, count);
    return narrowed.clipped(subproblem.clipped(), count);
  }

  /** Bounds of some neurons, and which constraint gave each. */
  private final class Narrowed {
    private final int[] layer;
    private final int[] neuron;
    private final double[] low;
    private final double[] high;
    private final float[] lowMultiplier;
    private final float[] highMultiplier;
    private final boolean[] isLowByRow;
    private final boolean[] isHighByRow;

    Narrowed(Set<SplitCandidates.Candidate> hot) {
      layer = hot.stream().mapToInt(SplitCandidates.Candidate::layer).toArray();
      neuron = hot.stream().mapToInt(SplitCandidates.Candidate::neuron).toArray();
      low = new double[layer.length];
      high = new double[layer.length];
      lowMultiplier = new float[layer.length];
      highMultiplier = new float[layer.length];
      isLowByRow = new boolean[layer.length];
      isHighByRow = new boolean[layer.length];
      Arrays.fill(low, Double.NEGATIVE_INFINITY);
      Arrays.fill(high, Double.POSITIVE_INFINITY);
    }

    void narrow(BatchBounds bounds, int b, boolean isByRow) {
      for (int c = 0; c < layer.length; c++) {
        int form = forms.of(layer[c], neuron[c]);
        int at = b * bounds.network().layer(layer[c]).size() + neuron[c];
        double least = bounds.lower(layer[c])[at];
        double most = bounds.upper(layer[c])[at];
        double gain = LEAST_GAIN * (most - least);
        double l = clipper.lower(form, least + gain);
        if (l > low[c]) {
          low[c] = l;
          lowMultiplier[c] = clipper.multiplier();
          isLowByRow[c] = isByRow;
        }
        double h = -clipper.lower(form + 1, gain - most);
        if (h < high[c]) {
          high[c] = h;
          highMultiplier[c] = clipper.multiplier();
          isHighByRow[c] = isByRow;
        }
      }
    }

    /** Moves what is worth keeping to the front, and says how many these are. */
    int keep(BatchBounds bounds, int b) {
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
          move(c, count++);
        }
      }
      return count;
    }

    private void move(int from, int to) {
      layer[to] = layer[from];
      neuron[to] = neuron[from];
      low[to] = low[from];
      high[to] = high[from];
      lowMultiplier[to] = lowMultiplier[from];
      highMultiplier[to] = highMultiplier[from];
      isLowByRow[to] = isLowByRow[from];
      isHighByRow[to] = isHighByRow[from];
    }

    Clipped clipped(Clipped before, int count) {
      return new Clipped(
          before,
          Arrays.copyOf(layer, count),
          Arrays.copyOf(neuron, count),
          Arrays.copyOf(low, count),
          Arrays.copyOf(high, count));
    }

    void trace(Trace trace, boolean isByRow, Supplier<Step.Witness> witness, int count) {
      List<Step.Claim> claims = new ArrayList<>();
      for (int c = 0; c < count; c++) {
        int position = position(layer[c], neuron[c]);
        if (isLowByRow[c] == isByRow) {
          claims.add(new Step.Claim(position, false, lowMultiplier[c]));
        }
        if (isHighByRow[c] == isByRow) {
          claims.add(new Step.Claim(position, true, highMultiplier[c]));
        }
      }
      if (!claims.isEmpty()) {
        trace.add(new Step.ClipNeurons(witness.get(), claims));
      }
    }
  }

  /** Of the ReLU that reads a neuron. */
  private int position(int layer, int neuron) {
    int k = layer + 1;
    while (!(root.network().layer(k) instanceof ActivationLayer act && act.source() == layer)) {
      k++;
    }
    return slopeNeurons.position(rows.origin().layer(k), rows.origin().neuron(k, neuron));
  }
}
