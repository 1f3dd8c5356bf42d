package org.plumbline.cli.inspect;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** The layers that a search passes over, a line each, and what they add up to. */
final class LayerTable {
  private final Network network;
  private final long parameters;
  private final PrintWriter out;

  /**
   * @param parameters weights and biases that the file stores
   */
  LayerTable(Network network, long parameters, PrintWriter out) {
    this.network = AffineMerger.merge(network);
    this.parameters = parameters;
    this.out = out;
  }

  void print() {
    printLayers();
    out.println();
    line("inputs", "%,d of shape %s", network.inputSize(), Arrays.toString(shapeOfInput()));
    line(
        "outputs", "%,d of shape %s", network.outputSize(), Arrays.toString(network.outputShape()));
    line("parameters", "%,d", parameters);
    printNonLinear();
  }

  private void printLayers() {
    out.printf("%5s  %-28s %10s %12s  %s%n", "layer", "kind", "neurons", "coefficients", "reads");
    for (int k = 0; k < network.depth(); k++) {
      Layer layer = network.layer(k);
      String reads =
          layer instanceof InputLayer input
              ? "shape " + Arrays.toString(input.shape())
              : Arrays.toString(layer.sources());
      out.printf(
          Locale.ROOT,
          "%5d  %-28s %,10d %,12d  %s%n",
          k,
          kind(layer),
          layer.size(),
          coefficients(layer),
          reads);
    }
  }

  /** Stored matrix entries; every neuron of an affine layer has a bias besides. */
  private static long coefficients(Layer layer) {
    return layer instanceof AffineLayer affine
        ? affine.terms().stream().mapToLong(term -> term.map().parameters()).sum()
        : 0;
  }

  /** What a search has to relax: neurons of each activation, products, groups of maxima. */
  private void printNonLinear() {
    NonLinear sum =
        new NonLinear(new TreeMap<>(), new long[2], new long[2], new long[2], new long[1]);
    network.layers().forEach(layer -> layer.accept(sum));
    sum.activations.forEach((kind, c) -> line(kind, "%,d neurons in %s", c[0], layers(c[1])));
    long[] products = sum.products;
    if (products[1] > 0) {
      line("products", "%,d neurons in %s", products[0], layers(products[1]));
    }
    long[] differences = sum.differences;
    if (differences[1] > 0) {
      line("differences", "%,d neurons in %s", differences[0], layers(differences[1]));
    }
    long[] maxima = sum.maxima;
    if (maxima[1] > 0) {
      String where = layers(maxima[1]);
      line("maxima", "%,d groups of %,d neurons in %s", maxima[0], sum.members[0], where);
    }
    if (sum.activations.isEmpty() && products[1] + differences[1] + maxima[1] == 0) {
      line("non-linear", "nothing");
    }
  }

  /** Neurons and layers of each kind that is not linear, and neurons in groups of maxima. */
  private record NonLinear(
      Map<String, long[]> activations,
      long[] products,
      long[] differences,
      long[] maxima,
      long[] members)
      implements LayerVisitor<Void> {
    @Override
    public Void visitInput(InputLayer layer) {
      return null;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      count(layer, activations.computeIfAbsent(kind(layer), kind -> new long[2]));
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      count(layer, products);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      count(layer, differences);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      count(layer, maxima);
      members[0] += layer.members().length;
      return null;
    }
  }

  /** Adds a layer to a sum of neurons and a number of layers. */
  private static void count(Layer layer, long[] neuronsAndLayers) {
    neuronsAndLayers[0] += layer.size();
    neuronsAndLayers[1]++;
  }

  private static String layers(long count) {
    return count == 1 ? "1 layer" : count + " layers";
  }

  private void line(String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-16s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  private int[] shapeOfInput() {
    return ((InputLayer) network.layer(0)).shape();
  }

  private static String kind(Layer layer) {
    if (layer instanceof ActivationLayer act) {
      return act.activation().toString();
    }
    if (layer instanceof AffineLayer affine) {
      StringJoiner maps = new StringJoiner(" + ");
      for (AffineLayer.Term term : affine.terms()) {
        maps.add(term.map().getClass().getSimpleName().replace("Map", ""));
      }
      return "Affine (" + maps + ")";
    }
    return layer.getClass().getSimpleName().replace("Layer", "");
  }
}
