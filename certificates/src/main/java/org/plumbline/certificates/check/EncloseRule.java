package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.query.Budget;

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
  private final Budget budget;
  private final Room room = Room.ofQuarter();
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
  EncloseRule(
      CheckedNetwork network,
      NodeBounds bounds,
      Relaxations lines,
      int mostSymbols,
      Budget budget) {
    this.budget = budget;
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
    Multiples none = new Multiples(n, List.of());
    for (int j = 0; j < n; j++) {
      none.setInterval(j, bounds.lower(0, j), bounds.upper(0, j));
    }
    double[] gaps = none.half();
    for (int j = 0; j < n; j++) {
      gaps[j] = gaps[j] > HARDLY * bounds.magnitude(0, j) ? gaps[j] : 0;
    }
    return made(none, chosen(gaps));
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
      Multiples made =
          new Multiples(
              layer.size(),
              List.of(
                  new Multiples.Part(zonotopes[layer.source()], null, of.lowerSlope().clone())));
      for (int i = 0; i < layer.size(); i++) {
        if (of.lowerSlope()[i] == of.upperSlope()[i]) {
          made.set(i, of.lowerOffset()[i], of.upperOffset()[i]);
        }
      }
      return made(k, made, true);
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
      int[] member = new int[layer.size()];
      double[] slope = new double[layer.size()];
      Arrays.fill(slope, 1);
      Multiples made =
          new Multiples(
              layer.size(), List.of(new Multiples.Part(zonotopes[layer.source()], member, slope)));
      for (int g = 0; g < member.length; g++) {
        GroupEnds ends = GroupEnds.of(layer, g, bounds);
        member[g] = ends.best();
        if (ends.isDominated()) {
          made.set(g, 0, 0);
        }
      }
      return made(k, made, false);
    }
  }

  private Zonotope affine(int k, AffineRows affine) {
    int n = affine.size();
    double summands = affine.terms() + 8.0;
    for (int t = 0; t < affine.terms(); t++) {
      summands += last(affine.chain(t)).mostPerRow();
    }
    double unit = Roundoff.gamma(summands);
    AffineForm[] sum = new AffineForm[n];
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
        requireRoom(moved, rows);
        AffineForm[] next = new AffineForm[rows.rows()];
        moved.addProduct(rows, next, budget);
        moved = new Zonotope(next, moved.restOf(rows, Roundoff.gamma(rows.mostPerRow() + 8.0)));
      }
      requireRoom(moved, last(chain));
      moved.addProduct(last(chain), sum, budget);
      double[] lost = moved.restOf(last(chain), unit);
      Arrays.setAll(rest, i -> (rest[i] + lost[i]) * (1 + 0x1p-50));
    }
    for (int i = 0; i < n; i++) {
      double bias = affine.bias(i);
      if (bias != 0) {
        sum[i] = sum[i] == null ? AffineForm.constant(bias) : sum[i].plus(bias);
      }
    }
    return new Zonotope(sum, rest);
  }

  /**
   * Layers have a number for each neuron and symbol that moves it.
   *
   * @throws CheckEnd if these take more than their share of the heap
   */
  private void requireRoom(Zonotope moved, SparseRows rows) {
    long numbers = moved.numbersOfProduct(rows);
    room.require(
        Double.BYTES * numbers,
        "the zonotope has "
            + numbers
            + " numbers of "
            + symbols
            + " symbols in "
            + rows.rows()
            + " neurons");
  }

  private static SparseRows last(List<SparseRows> chain) {
    return chain.get(chain.size() - 1);
  }

  private Zonotope tables(int k) {
    Tables tables = network.tables(k);
    Relaxations.Lines of = lines.of(k);
    int n = network.layer(k).size();
    int[] neuron = new int[n];
    Arrays.setAll(neuron, tables::neuron);
    Multiples made =
        new Multiples(
            n,
            List.of(
                new Multiples.Part(zonotopes[tables.source()], neuron, of.lowerSlope().clone())));
    for (int i = 0; i < n; i++) {
      if (of.lowerSlope()[i] == of.upperSlope()[i]) {
        double error = tables.deployedError(i, k, network);
        double low = Roundoff.below(-1, error, of.lowerOffset()[i]);
        made.set(i, low, Roundoff.above(1, error, of.upperOffset()[i]));
      }
    }
    return made(k, made, true);
  }

  private Zonotope pairs(int k, int left, int right, boolean hasSymbols) {
    Planes.Side below = lines.planes(k).below();
    Planes.Side above = lines.planes(k).above();
    Multiples made =
        new Multiples(
            bounds.size(k),
            List.of(
                new Multiples.Part(zonotopes[left], null, below.left().clone()),
                new Multiples.Part(zonotopes[right], null, below.right().clone())));
    for (int i = 0; i < bounds.size(k); i++) {
      if (below.left()[i] == above.left()[i] && below.right()[i] == above.right()[i]) {
        made.set(i, below.offset()[i], above.offset()[i]);
      }
    }
    return made(k, made, hasSymbols);
  }

  /** Nothing but what is known of the layer's neurons one by one. */
  private Zonotope intervals(int k) {
    return made(k, new Multiples(bounds.size(k), List.of()), false);
  }

  /** Where no line is known, or none that is finite, the interval of a neuron stands for it. */
  private Zonotope made(int k, Multiples of, boolean hasSymbols) {
    for (int i = 0; i < of.neurons(); i++) {
      if (!of.isFinite(i)) {
        of.setInterval(i, bounds.lower(k, i), bounds.upper(k, i));
      }
    }
    return made(of, hasSymbols ? chosen(of.half()) : new int[0]);
  }

  /**
   * @param chosen neurons whose distance becomes a symbol, ascending
   */
  private Zonotope made(Multiples of, int[] chosen) {
    int[] symbol = new int[of.neurons()];
    for (int i : chosen) {
      symbol[i] = ++symbols;
    }
    return of.zonotope(symbol);
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
