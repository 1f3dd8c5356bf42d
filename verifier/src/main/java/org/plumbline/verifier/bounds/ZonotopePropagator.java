package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * Forward propagation of zonotopes (Singh et al., <em>Fast and Effective Robustness
 * Certification</em>, NeurIPS 2018: DeepZ). An affine layer maps a zonotope exactly; an activation
 * is enclosed between two parallel lines, whose distance becomes a new noise symbol. One pass
 * bounds every neuron of every layer, which is many times cheaper than a backward pass per neuron
 * where few inputs vary; the price is the parallel lines.
 *
 * <p>Rounding goes into the remainder: if r bounds |c| + Σ|G| of a source entry by entry, one
 * affine step loses at most {@code γ|M| r} (Rounding), plus the coefficient error, plus {@code |M|}
 * times the remainder there was; underflow loses less than the smallest normal number per output.
 */
public final class ZonotopePropagator {
  private static final double WIDEN = 1 + 0x1p-40;
  private static final int SPARE = 16;

  private final Network network;
  private final Gemm gemm;
  private final int symbolLimit;
  private final ZonotopeBatch[] zonotopes;
  private final LinearMap[][] absolute;
  private final double[][] underflow;
  private final ActivationRelaxation[] tables;
  private final LinearRelaxation lines = new LinearRelaxation();
  private boolean tracked;
  private int[] symbols = new int[0];
  private int[] known = new int[0];
  private double[] spread = new double[0];
  private double[] slope = new double[0];
  private double[] shift = new double[0];
  private double[] halfGap = new double[0];
  private double[] smallest = new double[0];

  /**
   * @param symbolLimit noise symbols per subproblem; the smallest gaps past it go into the
   *     remainder, and so do all inputs where more vary than that
   */
  public ZonotopePropagator(Network network, Gemm gemm, int symbolLimit) {
    this.network = network;
    this.gemm = gemm;
    this.symbolLimit = symbolLimit;
    int depth = network.depth();
    zonotopes = new ZonotopeBatch[depth];
    absolute = new LinearMap[depth][];
    underflow = new double[depth][];
    tables = new ActivationRelaxation[depth];
    for (int k = 0; k < depth; k++) {
      int index = k;
      Layer layer = network.layer(k);
      zonotopes[k] = new ZonotopeBatch(layer.size());
      if (layer instanceof AffineLayer affine) {
        absolute[k] =
            affine.terms().stream().map(t -> t.map().absolute()).toArray(LinearMap[]::new);
        underflow[k] = new double[affine.size()];
        affine.terms().forEach(t -> addUnderflow(t.map(), underflow[index]));
      } else if (layer instanceof ActivationLayer act) {
        tables[k] = new ActivationRelaxation(act.activation());
      }
    }
  }

  /** What a product with a map can lose to underflow, of its sums and of what bounds rounding. */
  private static void addUnderflow(LinearMap map, double[] lost) {
    if (map instanceof ComposedMap composed) {
      double[] between = new double[composed.first().outputSize()];
      addUnderflow(composed.first(), between);
      composed.second().applyAbsolute(between, lost);
      addUnderflow(composed.second(), lost);
      return;
    }
    double[] smallest = new double[map.inputSize()];
    Arrays.fill(smallest, Double.MIN_NORMAL);
    map.applyAbsolute(smallest, lost);
    Arrays.setAll(lost, i -> lost[i] + Double.MIN_NORMAL);
  }

  /**
   * Starts a batch: layer 0 from the input boxes in {@code bounds}.
   *
   * @param varying ascending inputs to track; symbol g belongs to input varying[g]. What the others
   *     vary goes into the remainder.
   */
  public void start(BatchBounds bounds, int[] varying) {
    int batch = bounds.batch();
    symbols = Arrays.copyOf(symbols, Math.max(symbols.length, batch));
    known = Arrays.copyOf(known, Math.max(known.length, batch));
    tracked = varying.length <= symbolLimit;
    Arrays.fill(symbols, 0, batch, tracked ? varying.length : 0);
    ZonotopeBatch input = zonotopes[0];
    input.reset(batch, symbols);
    int n = network.inputSize();
    for (int b = 0; b < batch; b++) {
      int centre = input.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        input.rows()[centre + i] = middle(bounds.lower(0)[b * n + i], bounds.upper(0)[b * n + i]);
      }
      int g = 0;
      for (int i = 0; i < n; i++) {
        double low = bounds.lower(0)[b * n + i];
        double high = bounds.upper(0)[b * n + i];
        double radius = low == high ? 0 : radius(input.rows()[centre + i], low, high);
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

  private static double middle(double low, double high) {
    return low == high ? low : 0.5 * low + 0.5 * high;
  }

  private static double radius(double centre, double low, double high) {
    return Math.nextUp(Math.max(Math.nextUp(high - centre), Math.nextUp(centre - low)));
  }

  /** Propagates to layer k and narrows its bounds; its sources must have been propagated. */
  public void propagate(int k, BatchBounds bounds) {
    Layer layer = network.layer(k);
    if (layer instanceof AffineLayer affine) {
      affine(affine, k, bounds.batch());
    } else if (layer instanceof ActivationLayer act) {
      activation(act, k, bounds);
    } else if (layer instanceof MaximumLayer maximum) {
      maximum(maximum, k, bounds);
    } else {
      product((ProductLayer) layer, k, bounds);
    }
    bound(k, bounds);
    ExactImages.bound(k, bounds);
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
      double c = middle(low, high);
      double r = low == high ? 0 : radius(c, low, high);
      if (r < zonotope.remainder()[i]) {
        zonotope.rows()[centre + i] = c;
        zonotope.remainder()[i] = r;
      }
    }
  }

  /** Whether every varying input of the batch has a symbol of its own. */
  public boolean tracksInputs() {
    return tracked;
  }

  /**
   * How far input symbol g moves each neuron of a layer in subproblem b: the position in {@link
   * #generators} where its row starts.
   */
  public int generatorRow(int layer, int b, int g) {
    return (zonotopes[layer].rowStart()[b] + 1 + g) * zonotopes[layer].size();
  }

  /** Rows of a layer's zonotopes of the last batch. */
  public double[] generators(int layer) {
    return zonotopes[layer].rows();
  }

  /** The zonotopes of a layer propagated in this batch. */
  ZonotopeBatch zonotope(int k) {
    return zonotopes[k];
  }

  private void affine(AffineLayer affine, int k, int batch) {
    ZonotopeBatch result = zonotopes[k];
    Arrays.fill(known, 0, batch, 0);
    for (AffineLayer.Term term : affine.terms()) {
      for (int b = 0; b < batch; b++) {
        known[b] = Math.max(known[b], zonotopes[term.source()].symbols(b));
      }
    }
    result.reset(batch, known);
    double[] lost = result.remainder();
    int n = affine.size();
    long summands = SPARE;
    for (AffineLayer.Term term : affine.terms()) {
      summands += term.map().summands();
    }
    for (int t = 0; t < affine.terms().size(); t++) {
      AffineLayer.Term term = affine.terms().get(t);
      ZonotopeBatch source = zonotopes[term.source()];
      multiply(term.map(), source, result, batch);
      double rate = Rounding.gamma(summands) + term.map().coefficientError();
      spreadWithRemainder(source, batch, rate);
      absolute[k][t].apply(gemm, batch, spread, 0, lost, 0);
    }
    for (int b = 0; b < batch; b++) {
      int centre = result.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        double bias = affine.bias()[i];
        result.rows()[centre + i] += bias;
        double biasError = affine.biasError() == null ? 0 : affine.biasError()[i];
        lost[b * n + i] =
            lost[b * n + i] * WIDEN
                + 4 * Rounding.UNIT * (Math.abs(bias) + Math.abs(result.rows()[centre + i]))
                + biasError
                + underflow[k][i];
      }
    }
  }

  private void multiply(LinearMap map, ZonotopeBatch from, ZonotopeBatch to, int batch) {
    if (from.hasSameRows(to, batch)) {
      map.apply(gemm, from.rowCount(batch), from.rows(), 0, to.rows(), 0);
      return;
    }
    for (int b = 0; b < batch; b++) {
      map.apply(
          gemm,
          from.symbols(b) + 1,
          from.rows(),
          from.rowStart()[b] * from.size(),
          to.rows(),
          to.rowStart()[b] * to.size());
    }
  }

  /**
   * spread := remainder + rate · (|c| + Σ|G|), what {@code |M|} multiplies in the class comment.
   */
  private void spreadWithRemainder(ZonotopeBatch source, int batch, double rate) {
    int n = source.size();
    if (spread.length < batch * n) {
      spread = new double[batch * n];
    }
    double[] ofSymbols = source.spread(batch);
    for (int b = 0; b < batch; b++) {
      int centre = source.rowStart()[b] * n;
      for (int i = 0; i < n; i++) {
        int at = b * n + i;
        double size = ofSymbols[at] + Math.abs(source.rows()[centre + i]);
        spread[at] = source.remainder()[at] * WIDEN + 2 * rate * size;
      }
    }
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
        double r = (ofSymbols[at] + zonotope.remainder()[at]) * WIDEN;
        double slack = Math.abs(c) * 0x1p-52 + Rounding.UNDERFLOW;
        bounds.intersect(k, b, i, c - r - slack, c + r + slack);
      }
    }
  }

  private void activation(ActivationLayer act, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    int n = act.size();
    if (!tracked) {
      interval(act, k, bounds);
      return;
    }
    enclose(act, k, bounds);
    smallest = Arrays.copyOf(smallest, Math.max(smallest.length, batch));
    for (int b = 0; b < batch; b++) {
      known[b] = symbols[b];
      smallest[b] = smallestTracked(b, n);
      for (int at = b * n; at < (b + 1) * n; at++) {
        if (halfGap[at] > smallest[b]) {
          known[b]++;
        }
      }
    }
    ZonotopeBatch source = zonotopes[act.source()];
    ZonotopeBatch result = zonotopes[k];
    result.reset(batch, known);
    for (int b = 0; b < batch; b++) {
      transform(source, result, b, n);
      symbols[b] = known[b];
    }
    boundByRange(act, k, bounds);
  }

  /** The image of an interval can be narrower than parallel lines are. */
  private void boundByRange(ActivationLayer act, int k, BatchBounds bounds) {
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    int n = act.size();
    for (int b = 0; b < bounds.batch(); b++) {
      for (int i = 0; i < n; i++) {
        tables[k].range(low[b * n + i], high[b * n + i], lines);
        bounds.intersect(k, b, i, lines.lowerOffset, lines.upperOffset);
      }
    }
  }

  /** A gap gets a symbol if it is greater than this: 0 while there is room for all of them. */
  private double smallestTracked(int b, int n) {
    int room = Math.max(0, symbolLimit - symbols[b]);
    double[] gaps = Arrays.copyOfRange(halfGap, b * n, (b + 1) * n);
    int count = 0;
    for (double gap : gaps) {
      count += gap > 0 ? 1 : 0;
    }
    if (count <= room) {
      return 0;
    }
    Arrays.sort(gaps);
    return gaps[n - 1 - room];
  }

  /** Without symbols for the inputs a zonotope is an interval, and so is its image. */
  private void interval(ActivationLayer act, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    int n = act.size();
    ZonotopeBatch result = zonotopes[k];
    Arrays.fill(known, 0, batch, 0);
    result.reset(batch, known);
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i++) {
        int at = b * n + i;
        tables[k].range(bounds.lower(act.source())[at], bounds.upper(act.source())[at], lines);
        double from = lines.lowerOffset;
        double to = lines.upperOffset;
        double c = middle(from, to);
        result.rows()[result.rowStart()[b] * n + i] = c;
        result.remainder()[b * n + i] = radius(c, from, to);
      }
    }
  }

  /**
   * The parallel lines {@code slope·x + shift ± halfGap} of every neuron of an activation layer.
   */
  private void enclose(ActivationLayer act, int k, BatchBounds bounds) {
    int count = bounds.batch() * act.size();
    if (slope.length < count) {
      slope = new double[count];
      shift = new double[count];
      halfGap = new double[count];
    }
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    for (int at = 0; at < count; at++) {
      tables[k].relaxParallel(low[at], high[at], lines);
      double middle = 0.5 * lines.upperOffset + 0.5 * lines.lowerOffset;
      slope[at] = lines.lowerSlope;
      shift[at] = middle;
      halfGap[at] =
          lines.upperOffset == lines.lowerOffset
              ? 0
              : Math.max(lines.upperOffset - middle, middle - lines.lowerOffset) * WIDEN
                  + Double.MIN_NORMAL;
    }
  }

  private void transform(ZonotopeBatch source, ZonotopeBatch result, int b, int n) {
    int at = b * n;
    double[] rows = result.rows();
    double[] lost = result.remainder();
    double[] ofSymbols = result.spreadToFill();
    int centre = result.rowStart()[b] * n;
    int from = source.rowStart()[b] * n;
    for (int g = 1; g <= source.symbols(b); g++) {
      scale(source.rows(), from + g * n, rows, centre + g * n, ofSymbols, at, n);
    }
    double[] before = source.remainder();
    for (int i = 0; i < n; i++) {
      double scaled = slope[at + i] * source.rows()[from + i];
      rows[centre + i] = scaled + shift[at + i];
      double rounded = ofSymbols[at + i] + Math.abs(scaled) + Math.abs(shift[at + i]);
      lost[at + i] =
          Math.abs(slope[at + i]) * before[at + i] * WIDEN
              + 16 * Rounding.UNIT * rounded
              + Double.MIN_NORMAL;
    }
    int next = centre + (symbols[b] + 1) * n;
    for (int i = 0; i < n; i++) {
      if (halfGap[at + i] > smallest[b]) {
        rows[next + i] = halfGap[at + i];
        ofSymbols[at + i] += halfGap[at + i];
        next += n;
      } else {
        lost[at + i] += halfGap[at + i];
      }
    }
  }

  /** to := slope ∘ from, and sum += |to|. */
  private void scale(
      double[] from, int start, double[] to, int target, double[] sum, int at, int n) {
    for (int i = 0; i < n; i++) {
      double value = slope[at + i] * from[start + i];
      to[target + i] = value;
      sum[at + i] += Math.abs(value);
    }
  }

  /** A maximum that one member surely wins is that member; any other becomes an interval. */
  private void maximum(MaximumLayer layer, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    ZonotopeBatch source = zonotopes[layer.source()];
    ZonotopeBatch result = zonotopes[k];
    for (int b = 0; b < batch; b++) {
      known[b] = source.symbols(b);
    }
    result.reset(batch, known);
    int n = source.size();
    double[] low = bounds.lower(layer.source());
    double[] high = bounds.upper(layer.source());
    for (int b = 0; b < batch; b++) {
      for (int g = 0; g < layer.size(); g++) {
        int winner = MaximumRelaxation.greatestLower(layer, g, low, b * n);
        if (MaximumRelaxation.dominates(layer, g, winner, low, high, b * n)) {
          copyNeuron(source, winner, result, g, b);
        } else {
          double from = low[b * n + winner];
          double to = MaximumRelaxation.greatestUpper(layer, g, high, b * n);
          double c = middle(from, to);
          result.rows()[result.rowStart()[b] * layer.size() + g] = c;
          result.remainder()[b * layer.size() + g] = radius(c, from, to);
        }
      }
    }
  }

  /**
   * {@code a·b = c_a·b + c_b·a − c_a·c_b + (a − c_a)(b − c_b)}: the first three are linear and
   * exact up to rounding, the last is at most the product of the radii.
   */
  private void product(ProductLayer layer, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    ZonotopeBatch left = zonotopes[layer.left()];
    ZonotopeBatch right = zonotopes[layer.right()];
    ZonotopeBatch result = zonotopes[k];
    for (int b = 0; b < batch; b++) {
      known[b] = Math.max(left.symbols(b), right.symbols(b));
    }
    result.reset(batch, known);
    int n = layer.size();
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i++) {
        multiply(left, right, result, b, i);
        ProductRange.intersect(layer, k, b, i, bounds);
      }
    }
  }

  private static void multiply(
      ZonotopeBatch left, ZonotopeBatch right, ZonotopeBatch result, int b, int i) {
    int n = result.size();
    int fromLeft = left.rowStart()[b] * n + i;
    int fromRight = right.rowStart()[b] * n + i;
    int to = result.rowStart()[b] * n + i;
    double cLeft = left.rows()[fromLeft];
    double cRight = right.rows()[fromRight];
    double radiusLeft = left.remainder()[b * n + i];
    double radiusRight = right.remainder()[b * n + i];
    double size = 0;
    result.rows()[to] = cLeft * cRight;
    for (int g = 1; g <= result.symbols(b); g++) {
      double ofLeft = g <= left.symbols(b) ? left.rows()[fromLeft + g * n] : 0;
      double ofRight = g <= right.symbols(b) ? right.rows()[fromRight + g * n] : 0;
      result.rows()[to + g * n] = cLeft * ofRight + cRight * ofLeft;
      size += Math.abs(cLeft * ofRight) + Math.abs(cRight * ofLeft);
      radiusLeft += Math.abs(ofLeft);
      radiusRight += Math.abs(ofRight);
    }
    double unbounded =
        Math.abs(cLeft) * right.remainder()[b * n + i]
            + Math.abs(cRight) * left.remainder()[b * n + i]
            + radiusLeft * radiusRight;
    double rounded = 16 * Rounding.UNIT * (size + Math.abs(cLeft * cRight));
    result.remainder()[b * n + i] = unbounded * WIDEN + rounded + Rounding.UNDERFLOW;
  }

  private static void copyNeuron(ZonotopeBatch from, int i, ZonotopeBatch to, int j, int b) {
    for (int g = 0; g <= from.symbols(b); g++) {
      to.rows()[(to.rowStart()[b] + g) * to.size() + j] =
          from.rows()[(from.rowStart()[b] + g) * from.size() + i];
    }
    to.remainder()[b * to.size() + j] = from.remainder()[b * from.size() + i];
  }
}
