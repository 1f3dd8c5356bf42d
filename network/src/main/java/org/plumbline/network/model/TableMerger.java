package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;

/**
 * Makes one activation of a table: an affine layer of which every row reads one neuron, ReLUs, and
 * an affine layer of which every row adds up ReLUs of one neuron, no ReLU twice. Each such row is a
 * function of one number, which has much better lines together than its ReLUs have one by one.
 *
 * <p>Coefficients have to be exact, so that the function is, too. ReLUs and sums that something
 * else reads stay as they are.
 */
public final class TableMerger {
  /** Fewer are as well off by themselves. */
  private static final int LEAST_RELUS = 2;

  private final Network network;
  private final int[] readers;
  private final int[] newIndex;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Integer> from = new ArrayList<>();
  private final List<int[]> neurons = new ArrayList<>();

  private TableMerger(Network network) {
    this.network = network;
    this.readers = new int[network.depth()];
    this.newIndex = new int[network.depth()];
    for (Layer layer : network.layers()) {
      for (int source : layer.sources()) {
        readers[source]++;
      }
    }
  }

  /**
   * The same function.
   *
   * @param origin for each neuron of it the one whose value it has
   * @param tables neurons that are tables now
   */
  public record Merged(Network network, Origin origin, int tables) {
    /** A network as it is. */
    public static Merged none(Network network) {
      return new Merged(network, Origin.identity(network.depth()), 0);
    }
  }

  /** The same function, in which tables are activations. */
  public static Merged merged(Network network) {
    return new TableMerger(network).merge();
  }

  private Merged merge() {
    Rows[] found = new Rows[network.depth()];
    boolean[] isGone = new boolean[network.depth()];
    int tables = 0;
    for (int k = 3; k < network.depth(); k++) {
      found[k] = tables(k);
      if (found[k] != null) {
        for (int gone = network.layer(k).sources()[0];
            gone != found[k].source();
            gone = network.layer(gone).sources()[0]) {
          isGone[gone] = true;
        }
        tables += found[k].tables().length;
      }
    }
    if (tables == 0) {
      return Merged.none(network);
    }
    for (int k = 0; k < network.depth(); k++) {
      if (found[k] != null) {
        newIndex[k] = addTables(k, found[k]);
      } else if (!isGone[k]) {
        newIndex[k] = add(LayerNumbers.renumbered(network.layer(k), newIndex), k, null);
      }
    }
    Origin origin =
        new Origin(
            from.stream().mapToInt(Integer::intValue).toArray(), neurons.toArray(new int[0][]));
    return new Merged(new Network(layers, network.outputShape(), Reading.NONE), origin, tables);
  }

  private int add(Layer layer, int origin, int[] some) {
    layers.add(layer);
    from.add(origin);
    neurons.add(some);
    return layers.size() - 1;
  }

  /**
   * The rows of a layer that are all tables.
   *
   * @param neuron of the layer that is read, for each row
   */
  private record Rows(int source, int[] neuron, ScalarTable[] tables) {}

  /** One activation layer for each function, of the neurons that have it, joined again. */
  private int addTables(int k, Rows rows) {
    Map<ScalarTable, List<Integer>> byTable = new LinkedHashMap<>();
    for (int i = 0; i < rows.tables().length; i++) {
      byTable.computeIfAbsent(rows.tables()[i], t -> new ArrayList<>()).add(i);
    }
    int size = rows.tables().length;
    List<AffineLayer.Term> terms = new ArrayList<>();
    int last = -1;
    for (Map.Entry<ScalarTable, List<Integer>> one : byTable.entrySet()) {
      int[] outputs = one.getValue().stream().mapToInt(Integer::intValue).toArray();
      int[] inputs = Arrays.stream(outputs).map(i -> rows.neuron()[i]).toArray();
      int source = newIndex[rows.source()];
      SelectionMap selection = new SelectionMap(layers.get(source).size(), inputs);
      if (!selection.isIdentity()) {
        source = add(new AffineLayer(source, selection), rows.source(), inputs);
      }
      Activation table = Activation.table(one.getKey());
      last = add(new ActivationLayer(source, outputs.length, table), k, outputs);
      int[] back = new int[size];
      Arrays.fill(back, -1);
      IntStream.range(0, outputs.length).forEach(i -> back[outputs[i]] = i);
      terms.add(new AffineLayer.Term(last, new SelectionMap(outputs.length, back)));
    }
    boolean isOutput = k == network.outputIndex();
    return terms.size() == 1 && !isOutput
        ? last
        : add(new AffineLayer(terms, new double[size], null), k, null);
  }

  /** Null if a layer is something else. */
  private Rows tables(int k) {
    AffineLayer sums = exact(k);
    if (sums == null
        || !(network.layer(sums.sources()[0]) instanceof ActivationLayer relu)
        || relu.activation().kind() != Activation.Kind.RELU
        || readers[sums.sources()[0]] != 1
        || readers[relu.source()] != 1) {
      return null;
    }
    Scales scales = scales(relu.source());
    return scales == null ? null : rows(sums, scales);
  }

  /**
   * What ReLUs read: a neuron of an earlier layer each, times a factor, and a bias.
   *
   * @param column the neuron
   */
  private record Scales(int source, int[] column, double[] value, double[] bias) {}

  /** Null if a layer is something else; one that only adds biases to another is one with it. */
  private Scales scales(int k) {
    AffineLayer layer = exact(k);
    if (layer == null) {
      return null;
    }
    double[] bias = layer.bias();
    if (layer.terms().get(0).map() instanceof SelectionMap map
        && map.isIdentity()
        && readers[layer.sources()[0]] == 1) {
      AffineLayer below = exact(layer.sources()[0]);
      if (below != null && (isZero(bias) || isZero(below.bias()))) {
        bias = isZero(bias) ? below.bias() : bias;
        layer = below;
      }
    }
    Entries entries = Entries.of(layer);
    return entries == null
        ? null
        : new Scales(layer.sources()[0], entries.column(), entries.value(), bias);
  }

  private static boolean isZero(double[] bias) {
    return Arrays.stream(bias).allMatch(b -> b == 0);
  }

  /** A layer that is affine in one other by exact numbers, else null. */
  private AffineLayer exact(int k) {
    return network.layer(k) instanceof AffineLayer affine
            && affine.terms().size() == 1
            && affine.biasError() == null
            && affine.deviation() == 0
            && affine.terms().get(0).map().coefficientError() == 0
        ? affine
        : null;
  }

  /** The only entry of each row. */
  private record Entries(int[] column, double[] value) {
    /** Null if a row has none or several. */
    static Entries of(AffineLayer layer) {
      LinearMap map = layer.terms().get(0).map();
      Entries entries = new Entries(new int[layer.size()], new double[layer.size()]);
      int[] count = new int[1];
      for (int i = 0; i < layer.size(); i++) {
        int row = i;
        count[0] = 0;
        map.visitRow(
            i,
            (j, v) -> {
              if (v != 0) {
                count[0]++;
                entries.column[row] = j;
                entries.value[row] = v;
              }
            });
        if (count[0] != 1) {
          return null;
        }
      }
      return entries;
    }
  }

  private static Rows rows(AffineLayer sums, Scales scales) {
    LinearMap map = sums.terms().get(0).map();
    boolean[] isUsed = new boolean[scales.bias().length];
    int[] neuron = new int[sums.size()];
    ScalarTable[] tables = new ScalarTable[sums.size()];
    for (int i = 0; i < tables.length; i++) {
      List<Integer> members = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      map.visitRow(
          i,
          (j, v) -> {
            if (v != 0) {
              members.add(j);
              weights.add(v);
            }
          });
      if (members.size() < LEAST_RELUS) {
        return null;
      }
      neuron[i] = scales.column()[members.get(0)];
      for (int j : members) {
        if (isUsed[j] || scales.column()[j] != neuron[i]) {
          return null;
        }
        isUsed[j] = true;
      }
      int[] relus = members.stream().mapToInt(Integer::intValue).toArray();
      tables[i] =
          new ScalarTable(
              sums.bias()[i],
              weights.stream().mapToDouble(Double::doubleValue).toArray(),
              Arrays.stream(relus).mapToDouble(j -> scales.value()[j]).toArray(),
              Arrays.stream(relus).mapToDouble(j -> scales.bias()[j]).toArray());
    }
    return new Rows(scales.source(), neuron, tables);
  }
}
