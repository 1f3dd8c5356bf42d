package org.plumbline.verifier.branching.root;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.Adjoints;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * Which neurons of a layer a property gains by, in the order of what they can give: how far apart
 * the lines of an activation are, times by how much the property's rows move with it. Those are
 * left that could cost the property a small share of its margin, all together.
 */
final class Worth {
  /** Of the margin in the middle of the box, for what is left of all layers. */
  private static final double SHARE = 0.3;

  /**
   * What is left costs what was reckoned where coefficients stay the same all over the box. Where
   * they change, wider lines change them further, layer upon layer, and the share times the change
   * stays below this.
   */
  private static final double LARGEST_CHANGE = 0.001;

  /** More rows say little about each other. */
  private static final int MOST_ROWS = 32;

  private final Adjoints adjoints;
  private final ActivationLayer[] reader;
  private final int[] readerOf;
  private final double spare;

  private Worth(Network network, UnsafeSet set, Gemm gemm) {
    this.adjoints = new Adjoints(network, gemm, set.box(), set.outputs());
    this.reader = new ActivationLayer[network.depth()];
    this.readerOf = new int[network.depth()];
    Arrays.fill(readerOf, -1);
    boolean[] isReadOtherwise = new boolean[network.depth()];
    int activations = 0;
    for (int k = 1; k < network.depth(); k++) {
      Layer layer = network.layer(k);
      if (layer instanceof ActivationLayer act && readerOf[act.source()] < 0) {
        reader[act.source()] = act;
        readerOf[act.source()] = k;
        activations++;
      } else if (!(layer instanceof AffineLayer)) {
        Arrays.stream(layer.sources()).forEach(source -> isReadOtherwise[source] = true);
      }
    }
    for (int k = 0; k < reader.length; k++) {
      reader[k] = isReadOtherwise[k] ? null : reader[k];
    }
    double margin = set.margin(adjoints::value);
    double share = Math.min(SHARE, LARGEST_CHANGE / adjoints.bending());
    this.spare = margin > 0 ? share * margin / Math.max(1, activations) : 0;
  }

  /** Empty where little can be said about what neurons are worth. */
  static Optional<Worth> of(Network network, UnsafeSet set, Gemm gemm) {
    return set.rows() <= MOST_ROWS && set.inputs() == null
        ? Optional.of(new Worth(network, set, gemm))
        : Optional.empty();
  }

  /** Those of the open neurons of a layer that are worth a pass, ascending; a batch of one. */
  int[] among(int[] open, int layer, BatchBounds bounds) {
    if (reader[layer] == null || spare == 0) {
      return open;
    }
    ActivationRelaxation lines = new ActivationRelaxation(reader[layer].activation());
    double[] cost = IntStream.of(open).mapToDouble(i -> cost(layer, i, bounds, lines)).toArray();
    int[] order =
        IntStream.range(0, open.length)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> cost[c]))
            .mapToInt(Integer::intValue)
            .toArray();
    double sum = 0;
    int left = 0;
    while (left < order.length && sum + cost[order[left]] <= spare) {
      sum += cost[order[left++]];
    }
    return Arrays.stream(order, left, order.length).map(c -> open[c]).sorted().toArray();
  }

  private double cost(int layer, int neuron, BatchBounds bounds, ActivationRelaxation lines) {
    double low = bounds.lower(layer)[neuron];
    double high = bounds.upper(layer)[neuron];
    LinearRelaxation found = new LinearRelaxation();
    lines.relax(low, high, found);
    double slope = found.upperSlope - found.lowerSlope;
    double offset = found.upperOffset - found.lowerOffset;
    double gap = Math.max(slope * low + offset, slope * high + offset);
    double cost = adjoints.of(readerOf[layer], neuron) * gap;
    return cost >= 0 ? cost : Double.POSITIVE_INFINITY;
  }
}
