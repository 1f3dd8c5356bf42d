package org.plumbline.verifier.bounds;

import java.util.Arrays;
import java.util.List;
import org.plumbline.certificates.slope.ReluDifferenceSlopes;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.query.Premise;

/**
 * Narrows the bounds of one layer's neurons by backward passes, of which each neuron gets one from
 * below and one for its negation: only neurons whose bounds matter, which for a ReLU are those that
 * leave its phase open. Rows of all subproblems go together, in blocks that bound the memory of a
 * pass. Cost per row and step: one backward evaluation of the layers before, and from the second
 * step on a forward evaluation.
 */
public final class NeuronBounder {
  private static final long BLOCK_ENTRIES = 4_000_000;

  /** Of one step; the more there are, the smaller they begin. */
  private static final double RATE_UNDER_PREMISE = 12;

  private final Network network;
  private final CrownPropagator crown;
  private final BoundOptimiser optimiser;
  private final LinearForms forms;
  private final List<Premise.Literal> premise;
  private final SplitMultipliers multipliers;
  private final boolean[] feedsRelu;
  private final boolean[] feedsOther;
  private final ReluDifferenceLayer[] differences;
  private final int blockNeurons;

  public NeuronBounder(Network network, CrownPropagator crown, Gemm gemm) {
    this(network, Premise.NONE, crown, gemm);
  }

  /**
   * @param premise whose literals help where passes have several steps
   */
  public NeuronBounder(Network network, Premise premise, CrownPropagator crown, Gemm gemm) {
    this.network = network;
    this.premise = premise.literals();
    this.multipliers = new SplitMultipliers(network.depth());
    this.crown = crown;
    this.optimiser = new BoundOptimiser(network, crown, gemm);
    this.forms = new LinearForms(network.inputSize());
    this.feedsRelu = new boolean[network.depth()];
    this.feedsOther = new boolean[network.depth()];
    this.differences = new ReluDifferenceLayer[network.depth()];
    for (Layer layer : network.layers()) {
      if (layer instanceof ActivationLayer act && act.activation().kind() == Activation.Kind.RELU) {
        feedsRelu[act.source()] = true;
      } else if (layer instanceof ReluDifferenceLayer difference) {
        feedsRelu[difference.base()] = true;
        feedsOther[difference.change()] |= differences[difference.change()] != null;
        differences[difference.change()] = difference;
      } else if (!(layer instanceof AffineLayer)) {
        for (int source : layer.sources()) {
          feedsOther[origin(source)] = true;
        }
      }
    }
    long neurons = network.layers().stream().mapToLong(l -> l.size()).sum();
    this.blockNeurons = (int) Math.max(2, Math.min(512, BLOCK_ENTRIES / neurons / 2));
  }

  /** The layer whose neurons a layer copies, or the layer itself. */
  private int origin(int k) {
    int at = k;
    while (Copies.of(network.layer(at)) != null) {
      at = network.layer(at).sources()[0];
    }
    return at;
  }

  /** How many neurons one call that narrows some of a layer takes. */
  public int blockNeurons() {
    return blockNeurons;
  }

  /** Takes over the present bounds of the layers that a layer reads. */
  public void prepare(int layer, BatchBounds bounds) {
    crown.prepare(layer, bounds);
  }

  /** Positions {@code b · size + i} of the neurons of a layer whose bounds are worth a pass. */
  public int[] open(int layer, BatchBounds bounds) {
    boolean isRange = network.layer(layer) instanceof ActivationLayer;
    if (isRange || !feedsRelu[layer] && !feedsOther[layer] && differences[layer] == null) {
      return new int[0];
    }
    int count = bounds.batch() * network.layer(layer).size();
    int[] open = new int[count];
    int next = 0;
    double[] low = bounds.lower(layer);
    double[] high = bounds.upper(layer);
    for (int at = 0; at < count; at++) {
      boolean isOpen = feedsRelu[layer] && low[at] < 0 && high[at] > 0;
      boolean isWide = low[at] < high[at];
      if (isOpen || isWide && (feedsOther[layer] || isOpenChange(layer, at, bounds))) {
        open[next++] = at;
      }
    }
    return Arrays.copyOf(open, next);
  }

  private boolean isOpenChange(int layer, int at, BatchBounds bounds) {
    if (differences[layer] == null) {
      return false;
    }
    int base = differences[layer].base();
    double l = bounds.lower(base)[at];
    double u = bounds.upper(base)[at];
    return !ReluDifferenceSlopes.isLinear(l, u, bounds.lower(layer)[at], bounds.upper(layer)[at]);
  }

  /** Narrows all open neurons of a layer by one pass each. */
  public void narrow(int layer, BatchBounds bounds) {
    int[] open = open(layer, bounds);
    for (int from = 0; from < open.length; from += blockNeurons) {
      int end = Math.min(open.length, from + blockNeurons);
      narrow(layer, bounds, open, from, end, 1, SlopeListener.SILENT);
    }
  }

  /**
   * Narrows some of the {@link #open} neurons; the relaxations below must have been prepared.
   *
   * @param listener hears of the bounds that got better
   */
  public void narrow(
      int layer,
      BatchBounds bounds,
      int[] open,
      int from,
      int end,
      int steps,
      SlopeListener listener) {
    int n = network.layer(layer).size();
    int count = end - from;
    forms.reset(2 * count, n);
    for (int c = 0; c < count; c++) {
      int neuron = open[from + c] % n;
      forms.owner()[2 * c] = open[from + c] / n;
      forms.owner()[2 * c + 1] = open[from + c] / n;
      forms.start()[2 * c * n + neuron] = 1;
      forms.start()[(2 * c + 1) * n + neuron] = -1;
    }
    boolean isGuessed = steps == 1 && !hasLiterals(layer);
    if (isGuessed) {
      crown.bound(bounds, layer, forms);
    } else {
      optimiser.start(layer, forms);
      assume(layer, forms.rows());
      Effort effort = Effort.of(steps, rate(layer, steps));
      optimiser.optimise(bounds, layer, forms, multipliers, effort, () -> false);
    }
    SlopeListener.RowSlopes slopes = isGuessed ? SlopeListener.GUESSED : optimiser::bestSlopes;
    for (int c = 0; c < count; c++) {
      double low = forms.lower()[2 * c];
      double high = -forms.lower()[2 * c + 1];
      int b = open[from + c] / n;
      int neuron = open[from + c] % n;
      if (low > bounds.lower(layer)[open[from + c]]) {
        listener.found(layer, neuron, false, slopes, 2 * c, multipliers(layer, 2 * c));
      }
      if (high < bounds.upper(layer)[open[from + c]]) {
        listener.found(layer, neuron, true, slopes, 2 * c + 1, multipliers(layer, 2 * c + 1));
      }
      bounds.intersect(layer, b, neuron, low, high);
    }
  }

  /** Whether some literal is about a layer or one before. */
  public boolean hasLiterals(int layer) {
    return !premise.isEmpty() && premise.get(0).layer() <= layer;
  }

  /** Many multipliers that move at once throw a bound about unless they move by little. */
  private double rate(int layer, int steps) {
    return hasLiterals(layer) ? Math.min(0.2, RATE_UNDER_PREMISE / steps) : 1;
  }

  private void assume(int layer, int rows) {
    multipliers.clear();
    for (int r = 0; r < rows; r++) {
      for (Premise.Literal literal : premise) {
        if (literal.layer() <= layer) {
          multipliers.add(literal.layer(), r, literal.neuron(), literal.isActive(), 0, 0);
        }
      }
    }
  }

  private float[] multipliers(int layer, int row) {
    int count = (int) premise.stream().filter(literal -> literal.layer() <= layer).count();
    float[] betas = new float[count];
    for (int s = 0; s < count; s++) {
      Premise.Literal of = premise.get(s);
      betas[s] =
          (float)
              optimiser.bestMultiplier(multipliers, row, of.layer(), of.neuron(), 0, of.isActive());
    }
    return betas;
  }
}
