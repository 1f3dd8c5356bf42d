package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Bounds of all neurons over a node by one pass forward: each layer is a {@link Zonotope}.
 *
 * <p>Theorem: for every point of the node there are numbers ε in [−1, 1], the same for all layers,
 * with {@code |zᵢ − cᵢ − Σₛ gᵢₛεₛ| ≤ restᵢ} for every neuron. So zᵢ lies within {@code cᵢ ± (Σₛ
 * |gᵢₛ| + restᵢ)}.
 *
 * <p>Proof, layer by layer. An input in [l, u] is {@code c + hε} for some ε in [−1, 1], where c − h
 * ≤ l and u ≤ c + h; without a symbol h is its rest. An affine layer maps c and g, and rest by
 * absolute values. Any other neuron lies between two parallel lines or planes over what it reads,
 * as {@link Relaxations} proves them over the bounds of the node: {@code y = Σ s·z + m + d} with
 * {@code |d| ≤ h}. Σ s·z + m is affine; d is {@code hε} for an ε that no neuron before used, or
 * goes into the rest. Where the two lines differ in slope or nothing finite is known, the line is 0
 * and d what the interval of y leaves.
 *
 * <p>Rounding. A computed sum of n products is off by at most {@code γₙ Σ |v||x|}, and a matrix by
 * the share e of its entries, so that an affine layer adds {@code Σ |v| (γₙ + e)(|c| + Σ |g|)} to
 * the rest, the errors of its biases, and what binary32 adds. A line adds {@code 2⁻⁵⁰ (Σ |s|(|c| +
 * Σ |g|) + |m|)}, or nothing where it copies.
 */
final class EncloseRule {
  /** Share of its value that an input without a symbol may vary by. */
  private static final double HARDLY = 0x1p-48;

  private final CheckedNetwork network;
  private final NodeBounds bounds;
  private final Relaxations lines;
  private final int mostSymbols;
  private final Zonotope[] zonotopes;
  private final int[] lastReader;
  private final boolean[] isInTable;
  private int symbols;

  /**
   * Starts from the inputs.
   *
   * @param bounds of the node, which are narrowed
   * @param lines parallel ones, made for each layer before it is bounded
   * @param mostSymbols that there may be; those of the widest distances are taken, of neurons alike
   *     the first
   */
  EncloseRule(CheckedNetwork network, NodeBounds bounds, Relaxations lines, int mostSymbols) {
    this.network = network;
    this.bounds = bounds;
    this.lines = lines;
    this.mostSymbols = mostSymbols;
    this.zonotopes = new Zonotope[network.depth()];
    this.lastReader = new int[network.depth()];
    this.isInTable = new boolean[network.depth()];
    for (int k = 1; k < network.depth(); k++) {
      for (int source : network.layer(k).sources()) {
        lastReader[source] = k;
      }
      if (network.tables(k) != null) {
        isInTable[network.tables(k).relus()] = true;
        lastReader[network.tables(k).source()] =
            Math.max(lastReader[network.tables(k).source()], k);
      }
    }
    zonotopes[0] = inputs();
  }

  private Zonotope inputs() {
    int n = bounds.size(0);
    Line line = new Line(n);
    for (int j = 0; j < n; j++) {
      line.set(j, bounds.lower(0, j), bounds.upper(0, j));
    }
    double[] gaps = line.half.clone();
    for (int j = 0; j < n; j++) {
      gaps[j] = gaps[j] > HARDLY * bounds.magnitude(0, j) ? gaps[j] : 0;
    }
    return lined(line, List.of(), chosen(gaps));
  }

  /** Bounds layer k from the layers that it reads, whose lines have been made. */
  void apply(int k) {
    if (bounds.isEmpty()) {
      return;
    }
    zonotopes[k] = network.layer(k).accept(new Step(k));
    narrow(k, zonotopes[k]);
    for (int source = 0; source < k; source++) {
      if (lastReader[source] == k) {
        zonotopes[source] = null;
      }
    }
  }

  private void narrow(int k, Zonotope z) {
    double unit = Roundoff.gamma(symbols + 16.0);
    for (int i = 0; i < z.neurons(); i++) {
      double radius = (z.spread(i) + z.rest(i)) * (1 + unit) + Roundoff.TINY;
      double c = z.centre(i);
      double slack = (Math.abs(c) + radius) * 0x1p-52;
      if (slack < Double.POSITIVE_INFINITY) {
        bounds.raise(k, i, c - radius - slack);
        bounds.reduce(k, i, c + radius + slack);
      }
    }
  }

  /** Makes the zonotope of layer k. */
  private final class Step implements ComputedLayerVisitor<Zonotope> {
    private final int k;

    Step(int k) {
      this.k = k;
    }

    @Override
    public Zonotope visitAffine(AffineLayer layer) {
      return network.tables(k) == null ? affine(k, network.affine(k)) : tables(k);
    }

    @Override
    public Zonotope visitActivation(ActivationLayer layer) {
      if (isInTable[k]) {
        return intervals(k);
      }
      Relaxations.Lines of = lines.of(k);
      Line line = new Line(layer.size());
      double[] slope = new double[layer.size()];
      for (int i = 0; i < slope.length; i++) {
        boolean isParallel = of.lowerSlope()[i] == of.upperSlope()[i];
        line.set(i, isParallel, of.lowerOffset()[i], of.upperOffset()[i]);
        slope[i] = of.lowerSlope()[i];
      }
      Part part = new Part(zonotopes[layer.source()], null, slope);
      return lined(k, line, List.of(part), true);
    }

    @Override
    public Zonotope visitProduct(ProductLayer layer) {
      return pairs(k, layer.left(), layer.right(), false);
    }

    @Override
    public Zonotope visitReluDifference(ReluDifferenceLayer layer) {
      return pairs(k, layer.base(), layer.change(), true);
    }

    /** The best member where no other gets above it. */
    @Override
    public Zonotope visitMaximum(MaximumLayer layer) {
      Line line = new Line(layer.size());
      int[] member = new int[layer.size()];
      double[] slope = new double[layer.size()];
      for (int g = 0; g < member.length; g++) {
        GroupEnds ends = GroupEnds.of(layer, g, bounds);
        line.set(g, ends.isDominated(), 0, 0);
        member[g] = ends.best();
        slope[g] = 1;
      }
      return lined(
          k, line, List.of(new Part(zonotopes[layer.source()], member, slope)), false);
    }
  }

  private Zonotope affine(int k, AffineRows affine) {
    int n = affine.size();
    double summands = affine.terms() + 8.0;
    for (int t = 0; t < affine.terms(); t++) {
      summands += last(affine.chain(t)).mostPerRow();
    }
    double unit = Roundoff.gamma(summands);
    double[][] sum = new double[n][];
    double[] rest = new double[n];
    for (int i = 0; i < n; i++) {
      double bias = affine.bias(i);
      double errors = affine.biasError(i) + network.deployedError(k, i);
      rest[i] = Roundoff.inflate(Math.abs(bias) * unit + errors);
    }
    for (int t = 0; t < affine.terms(); t++) {
      List<SparseRows> chain = affine.chain(t);
      Zonotope moved = zonotopes[affine.source(t)];
      for (SparseRows rows : chain.subList(0, chain.size() - 1)) {
        double[][] next = new double[rows.rows()][];
        moved.addProduct(rows, next);
        moved = new Zonotope(next, moved.restOf(rows, Roundoff.gamma(rows.mostPerRow() + 8.0)));
      }
      moved.addProduct(last(chain), sum);
      double[] lost = moved.restOf(last(chain), unit);
      Arrays.setAll(rest, i -> (rest[i] + lost[i]) * (1 + 0x1p-50));
    }
    for (int i = 0; i < n; i++) {
      double bias = affine.bias(i);
      if (bias != 0) {
        sum[i] = sum[i] == null ? new double[1] : sum[i];
        sum[i][0] += bias;
      }
    }
    return new Zonotope(sum, rest);
  }

  private static SparseRows last(List<SparseRows> chain) {
    return chain.get(chain.size() - 1);
  }

  private Zonotope tables(int k) {
    Tables tables = network.tables(k);
    Relaxations.Lines of = lines.of(k);
    int n = network.layer(k).size();
    Line line = new Line(n);
    int[] neuron = new int[n];
    double[] slope = new double[n];
    for (int i = 0; i < n; i++) {
      double error = tables.deployedError(i, k, network);
      boolean isParallel = of.lowerSlope()[i] == of.upperSlope()[i];
      double low = Roundoff.below(-1, error, of.lowerOffset()[i]);
      line.set(i, isParallel, low, Roundoff.above(1, error, of.upperOffset()[i]));
      neuron[i] = tables.neuron(i);
      slope[i] = of.lowerSlope()[i];
    }
    return lined(k, line, List.of(new Part(zonotopes[tables.source()], neuron, slope)), true);
  }

  private Zonotope pairs(int k, int left, int right, boolean hasSymbols) {
    Planes.Side below = lines.planes(k).below();
    Planes.Side above = lines.planes(k).above();
    Line line = new Line(bounds.size(k));
    for (int i = 0; i < bounds.size(k); i++) {
      boolean isParallel =
          below.left()[i] == above.left()[i] && below.right()[i] == above.right()[i];
      line.set(i, isParallel, below.offset()[i], above.offset()[i]);
    }
    List<Part> parts =
        List.of(
            new Part(zonotopes[left], null, below.left().clone()),
            new Part(zonotopes[right], null, below.right().clone()));
    return lined(k, line, parts, hasSymbols);
  }

  /** Nothing but what is known of the layer's neurons one by one. */
  private Zonotope intervals(int k) {
    return lined(k, new Line(bounds.size(k)), List.of(), false);
  }

  /**
   * What neurons are a multiple of.
   *
   * @param neuron of the layer that is read, or null if it has the neurons of the one that reads
   * @param slope of each neuron that reads
   */
  private record Part(Zonotope z, int[] neuron, double[] slope) {
    int source(int i) {
      return neuron == null ? i : neuron[i];
    }
  }

  /** What is added to multiples: between {@code middle ± half}, where that is known. */
  private static final class Line {
    private final double[] middle;
    private final double[] half;
    private final boolean[] isKnown;

    Line(int neurons) {
      middle = new double[neurons];
      half = new double[neurons];
      isKnown = new boolean[neurons];
    }

    void set(int i, double low, double high) {
      isKnown[i] = true;
      middle[i] = low == high ? low : 0.5 * low + 0.5 * high;
      half[i] =
          low == high ? 0 : Math.nextUp(Math.max(high - middle[i], middle[i] - low));
      if (!(half[i] >= 0 && half[i] < Double.POSITIVE_INFINITY)) {
        middle[i] = 0;
        half[i] = Double.POSITIVE_INFINITY;
      }
    }

    void set(int i, boolean isLine, double low, double high) {
      if (isLine) {
        set(i, low, high);
      }
    }
  }

  /** Where no line is known, or none that is finite, the interval of a neuron stands for it. */
  private Zonotope lined(int k, Line line, List<Part> parts, boolean hasSymbols) {
    for (int i = 0; i < line.half.length; i++) {
      double size = line.half[i] + Math.abs(line.middle[i]);
      for (Part part : parts) {
        int j = part.source(i);
        size += Math.abs(part.slope[i]) * (part.z.spread(j) + Math.abs(part.z.centre(j)));
        size += Math.abs(part.slope[i]) * part.z.rest(j);
      }
      if (!line.isKnown[i] || !(size < Double.POSITIVE_INFINITY)) {
        line.set(i, bounds.lower(k, i), bounds.upper(k, i));
        for (Part part : parts) {
          part.slope[i] = 0;
        }
      }
    }
    return lined(line, parts, hasSymbols ? chosen(line.half) : new int[0]);
  }

  /**
   * @param chosen neurons whose distance becomes a symbol, ascending
   */
  private Zonotope lined(Line line, List<Part> parts, int[] chosen) {
    int n = line.half.length;
    double[] rest = line.half.clone();
    int[] symbol = new int[n];
    for (int i : chosen) {
      symbol[i] = ++symbols;
      rest[i] = 0;
    }
    for (int i = 0; i < n; i++) {
      double moved = lost(line.middle[i], parts, i);
      rest[i] = rest[i] == 0 || moved == 0 ? rest[i] + moved : Math.nextUp(rest[i] + moved);
    }
    double[][] made = new double[n][];
    IntStream.range(0, n).parallel().forEach(i -> made[i] = function(line, parts, i, symbol[i]));
    return new Zonotope(made, rest);
  }

  /**
   * @param symbol of the distance, from 1, or 0 if it has none
   */
  private static double[] function(Line line, List<Part> parts, int i, int symbol) {
    Part only = null;
    int count = 0;
    int most = 1;
    for (Part part : parts) {
      if (part.slope[i] != 0) {
        only = part;
        count++;
        most = Math.max(most, part.z.function(part.source(i)).length);
      }
    }
    boolean isAlone = line.middle[i] == 0 && symbol == 0;
    if (isAlone && count == 0) {
      return null;
    }
    if (isAlone && count == 1 && only.slope[i] == 1) {
      return only.z.function(only.source(i));
    }
    double[] sum = new double[Math.max(most, symbol + 1)];
    for (Part part : parts) {
      double[] from = part.z.function(part.source(i));
      double slope = part.slope[i];
      for (int s = 0; slope != 0 && s < from.length; s++) {
        sum[s] += slope * from[s];
      }
    }
    sum[0] += line.middle[i];
    if (symbol > 0) {
      sum[symbol] = line.half[i];
    }
    return sum;
  }

  /** What the rests of the parts become, and what rounding loses; nothing for a copy. */
  private static double lost(double middle, List<Part> parts, int i) {
    double moved = 0;
    double size = Math.abs(middle);
    int others = middle == 0 ? 0 : 1;
    for (Part part : parts) {
      double s = Math.abs(part.slope[i]);
      if (s != 0) {
        int j = part.source(i);
        moved += s * part.z.rest(j);
        size += s * (Math.abs(part.z.centre(j)) + part.z.spread(j));
        others += s == 1 ? 1 : 2;
      }
    }
    return others < 2 ? moved : Roundoff.inflate(moved + size * 0x1p-50);
  }

  /** The neurons of the greatest distances, as many as there is room for, ascending. */
  private int[] chosen(double[] half) {
    int room = mostSymbols - symbols;
    int[] some =
        IntStream.range(0, half.length)
            .filter(i -> half[i] > 0 && half[i] < Double.POSITIVE_INFINITY)
            .toArray();
    if (some.length <= room) {
      return some;
    }
    if (room <= 0) {
      return new int[0];
    }
    return Arrays.stream(some)
        .boxed()
        .sorted((a, b) -> Double.compare(half[b], half[a]))
        .limit(room)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }
}
