package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * A network on a box with the lines of all activations and the winners of all maxima fixed, as they
 * are if the noise symbols move the neurons of affine layers by no more than a guess. It has the
 * centre of every layer, what rounding loses, and the noise symbols there are; only how far these
 * reach is left open.
 *
 * <p>Rounding errors grow by the absolute values of all weights, layer by layer, which are many
 * times what a symbol grows by. So before they get in the way they become symbols themselves.
 */
final class Linearisation {
  /**
   * A share of what the symbols move, past which rounding errors become symbols, where these cost
   * as much as all inputs do. Where they cost less, they become symbols earlier.
   */
  private static final double LARGE_LOSS = 1e-3;

  private static final double CHEAP = 0.05;

  /** Products of a layer whose centre is computed in twice the precision: some seconds. */
  private static final long ACCURATE = 300_000_000;

  /** Intervals below that are not worth a symbol, and harmless: 2⁻⁵⁰⁰. */
  private static final double NOTHING = 0x1p-500;

  /** Low bits of a double that {@link #coarse} clears. */
  private static final long FINE = (1L << 44) - 1;

  private final Network network;
  private final SparseAffine affine;
  private final double[][] guess;
  private final SparseZonotope[] layers;
  private final double[][] slopes;
  private final int[][] winners;
  private final double[] productsAfter;
  private final int inputs;
  private final NoiseSymbols symbols = new NoiseSymbols();
  private long open;

  /**
   * @param network without products
   * @param guess {@code [layer][neuron]}, how far symbols move the neurons of affine layers
   * @throws IllegalArgumentException if the network has a product
   */
  Linearisation(Network network, Gemm gemm, Box box, int[] varying, double[][] guess) {
    this.network = network;
    this.affine = new SparseAffine(gemm, ACCURATE);
    this.guess = guess;
    this.layers = new SparseZonotope[network.depth()];
    this.slopes = new double[network.depth()][];
    this.winners = new int[network.depth()][];
    this.inputs = varying.length;
    this.productsAfter = new double[network.depth()];
    for (int k = network.depth() - 1; k > 0; k--) {
      productsAfter[k - 1] = productsAfter[k] + products(network.layer(k));
    }
    start(box, varying);
    for (int k = 1; k < network.depth(); k++) {
      layers[k] = network.layer(k).accept(new Step(k));
    }
  }

  private static double products(Layer layer) {
    return layer instanceof AffineLayer affine ? affine.products() : 0;
  }

  private void start(Box box, int[] varying) {
    double[] centre = new double[box.size()];
    double[] radius = new double[box.size()];
    double[] spread = new double[box.size()];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = Intervals.middle(box.lower()[i], box.upper()[i]);
      radius[i] = Intervals.radius(centre[i], box.lower()[i], box.upper()[i]);
    }
    for (int input : varying) {
      symbols.add(0, input, radius[input]);
      spread[input] = radius[input];
      radius[input] = 0;
    }
    layers[0] = new SparseZonotope(centre, radius, List.of(), spread);
  }

  /** Without rows; the spread is at least that of the symbols wherever the guess is. */
  SparseZonotope layer(int k) {
    return layers[k];
  }

  /** Of an activation layer. */
  double[] slopes(int k) {
    return slopes[k];
  }

  /** Of a maximum layer: neurons that it reads, or negative numbers. */
  int[] winners(int k) {
    return winners[k];
  }

  NoiseSymbols symbols() {
    return symbols;
  }

  /** Neurons that are not linear on what they read. */
  long open() {
    return open;
  }

  /** Finds centre, loss and spread of layer k. */
  private final class Step implements ComputedLayerVisitor<SparseZonotope> {
    private final int k;

    Step(int k) {
      this.k = k;
    }

    @Override
    public SparseZonotope visitAffine(AffineLayer layer) {
      List<SparseZonotope> sources = layer.terms().stream().map(t -> layers[t.source()]).toList();
      SparseZonotope image = affine.image(layer, sources);
      double[] spread = affine.greatestSpread(layer, sources);
      Arrays.setAll(spread, i -> Math.min(spread[i], guess[k][i]));
      return new SparseZonotope(image.centre(), image.remainder(), List.of(), spread);
    }

    @Override
    public SparseZonotope visitActivation(ActivationLayer layer) {
      SparseZonotope source = layers[layer.source()];
      ParallelLines lines = ParallelLines.of(layer, lower(source), upper(source));
      slopes[k] = lines.slope();
      return activated(source, lines);
    }

    private SparseZonotope activated(SparseZonotope source, ParallelLines lines) {
      int n = source.size();
      double[] centre = new double[n];
      double[] lost = new double[n];
      double[] spread = new double[n];
      double[] fresh = lines.gap().clone();
      for (int i = 0; i < n; i++) {
        double slope = Math.abs(lines.slope()[i]);
        double scaled = lines.slope()[i] * source.centre()[i];
        centre[i] = scaled + lines.shift()[i];
        spread[i] = Rounding.inflate(slope * source.spread()[i]);
        double rounded = spread[i] + Math.abs(scaled) + Math.abs(lines.shift()[i]);
        boolean isExact = (slope == 0 || slope == 1) && lines.shift()[i] == 0;
        lost[i] =
            slope * source.remainder()[i] * Intervals.WIDEN
                + (isExact ? 0 : 16 * Rounding.UNIT * rounded)
                + Rounding.UNDERFLOW;
        open += fresh[i] > 0 ? 1 : 0;
      }
      double share = Arrays.stream(lost).sum() / Arrays.stream(spread).sum();
      if (share > LARGE_LOSS * Math.max(CHEAP, Math.min(1, cost(lines)))) {
        for (int i = 0; i < n; i++) {
          fresh[i] = coarse((fresh[i] + lost[i]) * Intervals.WIDEN);
          lost[i] = 0;
        }
      }
      addSymbols(fresh, lost, spread);
      return new SparseZonotope(centre, lost, List.of(), spread);
    }

    /** Of a symbol for each neuron that passes something on, as a share of that of all inputs. */
    private double cost(ParallelLines lines) {
      double passing = Arrays.stream(lines.slope()).filter(slope -> slope != 0).count();
      return passing * productsAfter[k] / (inputs * productsAfter[0]);
    }

    @Override
    public SparseZonotope visitMaximum(MaximumLayer layer) {
      SparseZonotope source = layers[layer.source()];
      double[] low = lower(source);
      double[] high = upper(source);
      int[] winner = SparseMaximum.winners(layer, low, high);
      winners[k] = winner;
      SparseZonotope image = SparseMaximum.image(layer, source, winner, low, high);
      double[] lost = image.remainder();
      double[] spread = new double[layer.size()];
      double[] fresh = new double[layer.size()];
      for (int g = 0; g < fresh.length; g++) {
        if (winner[g] >= 0) {
          spread[g] = source.spread()[winner[g]];
        } else {
          fresh[g] = lost[g];
          lost[g] = 0;
          open += fresh[g] > NOTHING ? 1 : 0;
        }
      }
      addSymbols(fresh, lost, spread);
      return new SparseZonotope(image.centre(), lost, List.of(), spread);
    }

    /** Makes symbols of intervals, or adds those that are next to nothing to what is lost. */
    private void addSymbols(double[] fresh, double[] lost, double[] spread) {
      for (int i = 0; i < fresh.length; i++) {
        if (fresh[i] <= NOTHING) {
          lost[i] = Rounding.inflate(lost[i] + fresh[i]);
        } else {
          symbols.add(k, i, fresh[i]);
          spread[i] = Rounding.inflate(spread[i] + fresh[i]);
        }
      }
    }

    @Override
    public SparseZonotope visitProduct(ProductLayer layer) {
      throw new IllegalArgumentException("layer " + k + " is a product");
    }
  }

  private static double[] lower(SparseZonotope source) {
    double[] low = new double[source.size()];
    Arrays.setAll(low, i -> source.centre()[i] - coarse(source.radius(i)));
    return low;
  }

  private static double[] upper(SparseZonotope source) {
    double[] high = new double[source.size()];
    Arrays.setAll(high, i -> source.centre()[i] + coarse(source.radius(i)));
    return high;
  }

  /**
   * A number ≥ 0 rounded up to eight bits, so that what is lost a little differently leads to the
   * same lines and symbols.
   */
  private static double coarse(double x) {
    return Double.longBitsToDouble((Double.doubleToLongBits(x) + FINE) & ~FINE);
  }

  /**
   * Whether the symbols of both have the same rows: these come from slopes, winners and the sizes
   * of symbols alone.
   */
  boolean hasRowsOf(Linearisation other) {
    return Arrays.deepEquals(slopes, other.slopes)
        && Arrays.deepEquals(winners, other.winners)
        && symbols.isSame(other.symbols);
  }
}
