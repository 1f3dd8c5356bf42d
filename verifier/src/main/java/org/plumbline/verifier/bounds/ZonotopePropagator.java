package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Forward propagation of zonotopes (Singh et al., <em>Fast and Effective Robustness
 * Certification</em>, NeurIPS 2018: DeepZ). An affine layer maps a zonotope exactly; an activation
 * is enclosed between two parallel lines, whose distance becomes a new noise symbol. One pass
 * bounds every neuron of every layer, which is many times cheaper than a backward pass per neuron
 * where few inputs vary; the price is the parallel lines.
 */
public final class ZonotopePropagator implements ForwardBounds {
  private final Network network;
  private final int symbolLimit;
  private final ZonotopeBatch[] zonotopes;
  private final AffineZonotopes affines;
  private final ActivationZonotopes activations;
  private final MaximumZonotopes maxima;
  private final ProductZonotopes products;
  private final ReluDifferenceZonotopes differences;
  private final DomainEdges edges;
  private boolean tracked;
  private int inputs;
  private int batch;
  private int[] symbols = new int[0];

  /**
   * @param symbolLimit noise symbols per subproblem; the smallest gaps past it go into the
   *     remainder, and so do all inputs where more vary than that
   */
  public ZonotopePropagator(Network network, Gemm gemm, int symbolLimit) {
    this.network = network;
    this.symbolLimit = symbolLimit;
    this.zonotopes =
        network.layers().stream()
            .map(layer -> new ZonotopeBatch(layer.size()))
            .toArray(ZonotopeBatch[]::new);
    this.affines = new AffineZonotopes(network, zonotopes, gemm);
    this.activations = new ActivationZonotopes(network, zonotopes, symbolLimit);
    this.maxima = new MaximumZonotopes(zonotopes);
    this.products = new ProductZonotopes(zonotopes);
    this.edges = new DomainEdges(network);
    this.differences = new ReluDifferenceZonotopes(zonotopes, symbolLimit);
  }

  @Override
  public void start(BatchBounds bounds, int[] varying) {
    batch = bounds.batch();
    symbols = Arrays.copyOf(symbols, Math.max(symbols.length, batch));
    tracked = varying.length <= symbolLimit;
    inputs = tracked ? varying.length : 0;
    Arrays.fill(symbols, 0, batch, inputs);
    ZonotopeBatch input = zonotopes[0];
    input.reset(batch, symbols);
    int n = network.inputSize();
    for (int b = 0; b < batch; b++) {
      int centre = input.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        input.rows()[centre + i] =
            Intervals.middle(bounds.lower(0)[b * n + i], bounds.upper(0)[b * n + i]);
      }
      int g = 0;
      for (int i = 0; i < n; i++) {
        double low = bounds.lower(0)[b * n + i];
        double high = bounds.upper(0)[b * n + i];
        double radius = Intervals.radius(input.rows()[centre + i], low, high);
        boolean varies = g < varying.length && varying[g] == i;
        g += varies ? 1 : 0;
        if (varies && tracked) {
          input.rows()[centre + g * n + i] = radius;
        } else {
          input.remainder()[b * n + i] = radius;
        }
      }
    }
  }

  @Override
  public void propagate(int k, BatchBounds bounds) {
    network.layer(k).accept(new Step(k, bounds));
    bound(k, bounds);
    ExactImages.bound(k, bounds);
    edges.bound(k, bounds);
  }

  /**
   * The same.
   *
   * @param isByPasses whether an affine layer keeps its bounds, since passes alone are to narrow it
   */
  public void propagate(int k, BatchBounds bounds, boolean isByPasses) {
    if (!isByPasses || !(network.layer(k) instanceof AffineLayer)) {
      propagate(k, bounds);
      return;
    }
    double[] lower = bounds.lower(k).clone();
    double[] upper = bounds.upper(k).clone();
    propagate(k, bounds);
    System.arraycopy(lower, 0, bounds.lower(k), 0, lower.length);
    System.arraycopy(upper, 0, bounds.upper(k), 0, upper.length);
  }

  /** Makes the zonotopes of layer k. */
  private final class Step implements ComputedLayerVisitor<Void> {
    private final int k;
    private final BatchBounds bounds;

    Step(int k, BatchBounds bounds) {
      this.k = k;
      this.bounds = bounds;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      affines.propagate(layer, k, bounds.batch());
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      if (tracked) {
        activations.propagate(layer, k, bounds, symbols);
      } else {
        activations.interval(layer, k, bounds);
      }
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      products.propagate(layer, k, bounds);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      differences.propagate(layer, k, bounds, symbols, tracked);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maxima.propagate(layer, k, bounds);
      return null;
    }
  }

  /**
   * Takes over bounds of layer k in subproblem 0 that were narrowed elsewhere, where the zonotope
   * is an interval.
   */
  public void adopt(int k, BatchBounds bounds) {
    if (tracked) {
      return;
    }
    ZonotopeBatch zonotope = zonotopes[k];
    int centre = zonotope.rowStart()[0] * zonotope.size();
    for (int i = 0; i < zonotope.size(); i++) {
      double low = bounds.lower(k)[i];
      double high = bounds.upper(k)[i];
      double c = Intervals.middle(low, high);
      double r = Intervals.radius(c, low, high);
      if (r < zonotope.remainder()[i]) {
        zonotope.rows()[centre + i] = c;
        zonotope.remainder()[i] = r;
      }
    }
  }

  @Override
  public boolean tracksInputs() {
    return tracked;
  }

  /** Inputs of the batch that have symbols of their own. */
  int inputs() {
    return inputs;
  }

  /** The centre of a neuron in subproblem b. */
  double centre(int layer, int b, int i) {
    ZonotopeBatch zonotope = zonotopes[layer];
    return zonotope.rows()[zonotope.rowStart()[b] * zonotope.size() + i];
  }

  /** How far a neuron in subproblem b is at most from its centre. */
  double radius(int layer, int b, int i) {
    ZonotopeBatch zonotope = zonotopes[layer];
    int at = b * zonotope.size() + i;
    return (zonotope.spread(batch)[at] + zonotope.remainder()[at]) * Intervals.WIDEN;
  }

  /**
   * How far a neuron is at most from what the symbols of the inputs make of it.
   *
   * @param norm how far these move it
   */
  double beyondInputs(int layer, int b, int i, double norm) {
    ZonotopeBatch zonotope = zonotopes[layer];
    int at = b * zonotope.size() + i;
    double spread = zonotope.spread(batch)[at];
    double rest = Math.max(0, spread - norm) + spread * (Intervals.WIDEN - 1);
    return (rest + zonotope.remainder()[at]) * Intervals.WIDEN;
  }

  @Override
  public double generator(int layer, int b, int g, int i) {
    return zonotopes[layer].rows()[generatorRow(layer, b, g) + i];
  }

  /**
   * How far input symbol g moves each neuron of a layer in subproblem b: the position in {@link
   * #generators} where its row starts.
   */
  int generatorRow(int layer, int b, int g) {
    return (zonotopes[layer].rowStart()[b] + 1 + g) * zonotopes[layer].size();
  }

  /** Rows of a layer's zonotopes of the last batch. */
  double[] generators(int layer) {
    return zonotopes[layer].rows();
  }

  /** The zonotopes of a layer propagated in this batch. */
  ZonotopeBatch zonotope(int k) {
    return zonotopes[k];
  }

  private void bound(int k, BatchBounds bounds) {
    ZonotopeBatch zonotope = zonotopes[k];
    int batch = bounds.batch();
    int n = zonotope.size();
    double[] ofSymbols = zonotope.spread(batch);
    for (int b = 0; b < batch; b++) {
      int centre = zonotope.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        int at = b * n + i;
        double c = zonotope.rows()[centre + i];
        double r = (ofSymbols[at] + zonotope.remainder()[at]) * Intervals.WIDEN;
        double slack = Math.abs(c) * 0x1p-52 + Rounding.UNDERFLOW;
        bounds.intersect(k, b, i, c - r - slack, c + r + slack);
      }
    }
  }
}
