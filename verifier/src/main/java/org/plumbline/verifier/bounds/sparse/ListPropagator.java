package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.ActivationRange;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.DomainEdges;
import org.plumbline.verifier.bounds.ExactImages;
import org.plumbline.verifier.bounds.ForwardBounds;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;

/**
 * Zonotopes (Singh et al., <em>Fast and Effective Robustness Certification</em>, NeurIPS 2018:
 * DeepZ) of networks whose neurons read few others, such as lattices of minima and maxima: a neuron
 * depends on few symbols, and has a list of them. What a layer costs is the length of its lists.
 *
 * <p>Rounding is charged as for the zonotopes that are matrices: a computed sum of n products is
 * off by at most {@code γₙ Σ |v||x|}, and what underflow loses is below {@link Rounding#UNDERFLOW},
 * which stands in every product and every sum.
 */
public final class ListPropagator implements ForwardBounds {
  /** Entries of one layer's lists: 48 MB. Past it, new symbols go into the remainder. */
  private static final int MOST_ENTRIES = 1 << 22;

  /** Symbols that there may be in all. */
  private static final int MOST_SYMBOLS = 1 << 16;

  /** Entries in a row, on average. */
  private static final int FEW = 8;

  /** Pairs of neurons of which one could read the other. */
  private static final int SMALL = 1 << 16;

  private static final int SPARE = 16;

  private final Network network;
  private final AffineLists[] affine;
  private final ActivationRelaxation[] tables;
  private final DomainEdges edges;
  private final LinearRelaxation lines = new LinearRelaxation();
  private final double[] sum;
  private final boolean[] isTouched;
  private final int[] touched;
  private NeuronLists[][] zonotopes = new NeuronLists[0][];
  private int[] symbols = new int[0];
  private int inputs;

  /** A network that {@link #serves} says yes to. */
  public ListPropagator(Network network) {
    this.network = network;
    this.edges = new DomainEdges(network);
    this.affine = new AffineLists[network.depth()];
    this.tables = new ActivationRelaxation[network.depth()];
    int most = symbols(network);
    this.sum = new double[most];
    this.isTouched = new boolean[most];
    this.touched = new int[most];
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof AffineLayer layer) {
        affine[k] = AffineLists.of(layer);
      } else {
        tables[k] = new ActivationRelaxation(((ActivationLayer) network.layer(k)).activation());
      }
    }
  }

  /**
   * Whether neurons of a network that is no small one read few others on average, in nothing but
   * affine layers and activations.
   */
  public static boolean serves(Network network) {
    long entries = 0;
    long neurons = 0;
    long pairs = 0;
    for (Layer layer : network.layers().subList(1, network.depth())) {
      if (layer instanceof AffineLayer of) {
        neurons += of.size();
        for (AffineLayer.Term term : of.terms()) {
          entries += entries(term.map());
          pairs += (long) term.map().inputSize() * term.map().outputSize();
        }
      } else if (!(layer instanceof ActivationLayer)) {
        return false;
      }
    }
    return entries <= FEW * neurons && pairs >= SMALL && symbols(network) <= MOST_SYMBOLS;
  }

  private static long entries(LinearMap map) {
    if (map instanceof DenseMap dense && dense.parameters() <= SMALL) {
      return Arrays.stream(dense.weights()).filter(weight -> weight != 0).count();
    }
    return map.products();
  }

  /** As many as there can be: one for each input and for each neuron of an activation. */
  public static int symbols(Network network) {
    return network.inputSize()
        + network.layers().stream()
            .filter(layer -> layer instanceof ActivationLayer)
            .mapToInt(Layer::size)
            .sum();
  }

  @Override
  public void start(BatchBounds bounds, int[] varying) {
    int batch = bounds.batch();
    inputs = varying.length;
    if (zonotopes.length < batch) {
      zonotopes =
          IntStream.range(0, batch)
              .mapToObj(
                  b ->
                      network.layers().stream()
                          .map(layer -> new NeuronLists(layer.size()))
                          .toArray(NeuronLists[]::new))
              .toArray(NeuronLists[][]::new);
      symbols = new int[batch];
    }
    for (int b = 0; b < batch; b++) {
      symbols[b] = inputs;
      NeuronLists input = zonotopes[b][0];
      input.clear();
      int g = 0;
      for (int i = 0; i < input.size(); i++) {
        double low = bounds.lower(0)[b * input.size() + i];
        double high = bounds.upper(0)[b * input.size() + i];
        double centre = Intervals.middle(low, high);
        double radius = Intervals.radius(centre, low, high);
        boolean varies = g < varying.length && varying[g] == i;
        input.begin();
        if (varies) {
          input.add(g++, radius);
        }
        input.end(centre, varies ? 0 : radius);
      }
    }
  }

  @Override
  public void propagate(int k, BatchBounds bounds) {
    for (int b = 0; b < bounds.batch(); b++) {
      zonotopes[b][k].clear();
      if (network.layer(k) instanceof ActivationLayer layer) {
        activation(layer, k, b, bounds);
      } else {
        affine(k, zonotopes[b]);
      }
      bound(k, b, bounds);
    }
    if (network.layer(k) instanceof ActivationLayer layer) {
      ActivationRange.intersect(layer, tables[k], k, bounds);
    }
    ExactImages.bound(k, bounds);
    edges.bound(k, bounds);
  }

  private void activation(ActivationLayer layer, int k, int b, BatchBounds bounds) {
    NeuronLists from = zonotopes[b][layer.source()];
    NeuronLists to = zonotopes[b][k];
    int n = layer.size();
    for (int i = 0; i < n; i++) {
      double low = bounds.lower(layer.source())[b * n + i];
      tables[k].relaxParallel(low, bounds.upper(layer.source())[b * n + i], lines);
      double slope = lines.lowerSlope;
      to.begin();
      for (int s = from.start(i); slope != 0 && s < from.end(i); s++) {
        to.add(from.symbol(s), slope * from.value(s));
      }
      double scaled = slope * from.centre(i);
      double shift = lines.middle();
      double rounded = to.spread(i) + Math.abs(scaled) + Math.abs(shift);
      double gap = lines.halfGap();
      if (gap > 0) {
        to.add(symbols[b]++, gap);
      }
      to.end(
          scaled + shift,
          Math.abs(slope) * from.remainder(i) * Intervals.WIDEN
              + 16 * Rounding.UNIT * rounded
              + Rounding.UNDERFLOW);
    }
  }

  private void affine(int k, NeuronLists[] layers) {
    AffineLists rows = affine[k];
    NeuronLists to = layers[k];
    double rate = Rounding.gamma(SPARE + (long) rows.longest()) + rows.error();
    for (int i = 0; i < to.size(); i++) {
      double centre = 0;
      double lost = 0;
      int count = 0;
      for (int e = rows.start()[i]; e < rows.start()[i + 1]; e++) {
        NeuronLists from = layers[rows.source()[e]];
        int j = rows.column()[e];
        double v = rows.value()[e];
        centre += v * from.centre(j);
        double size = from.spread(j) + Math.abs(from.centre(j));
        double loss = from.remainder(j) * Intervals.WIDEN + 2 * rate * size;
        lost += Math.abs(v) * (loss + Rounding.UNDERFLOW);
        for (int s = from.start(j); s < from.end(j); s++) {
          int symbol = from.symbol(s);
          if (!isTouched[symbol]) {
            isTouched[symbol] = true;
            touched[count++] = symbol;
          }
          sum[symbol] += v * from.value(s);
        }
      }
      Arrays.sort(touched, 0, count);
      double bias = rows.bias(i);
      centre += bias;
      lost =
          lost * Intervals.WIDEN
              + 4 * Rounding.UNIT * (Math.abs(bias) + Math.abs(centre))
              + rows.biasError(i)
              + Rounding.UNDERFLOW;
      lost += list(to, count);
      to.end(centre, lost);
    }
  }

  /** Writes the touched sums into a list, and says how far those go for which there is no room. */
  private double list(NeuronLists to, int count) {
    boolean isFull = to.entries() > MOST_ENTRIES;
    double rest = 0;
    to.begin();
    for (int t = 0; t < count; t++) {
      int symbol = touched[t];
      if (isFull && symbol >= inputs) {
        rest += Math.abs(sum[symbol]);
      } else if (sum[symbol] != 0) {
        to.add(symbol, sum[symbol]);
      }
      sum[symbol] = 0;
      isTouched[symbol] = false;
    }
    return rest * Intervals.WIDEN;
  }

  private void bound(int k, int b, BatchBounds bounds) {
    NeuronLists z = zonotopes[b][k];
    for (int i = 0; i < z.size(); i++) {
      double c = z.centre(i);
      double r = (z.spread(i) + z.remainder(i)) * Intervals.WIDEN;
      double slack = Math.abs(c) * 0x1p-52 + Rounding.UNDERFLOW;
      bounds.intersect(k, b, i, c - r - slack, c + r + slack);
    }
  }

  @Override
  public boolean tracksInputs() {
    return true;
  }

  @Override
  public double generator(int layer, int b, int g, int i) {
    return zonotopes[b][layer].value(i, g);
  }
}
