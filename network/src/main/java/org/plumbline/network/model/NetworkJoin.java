package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.plumbline.network.linear.SelectionMap;

/**
 * Several networks side by side as one. Its inputs are numbers of which each network reads some;
 * its outputs are those of all networks, one after the other, and then products of inputs and
 * outputs. The layers that are added copy numbers, multiply them or raise them to a power; they are
 * of the property, whose arithmetic is that of real numbers.
 */
public final class NetworkJoin {
  private final NetworkBuilder builder;
  private final int inputs;
  private final boolean isReal;
  private final List<Added> added = new ArrayList<>();

  /** The layer of all outputs of networks. */
  private int outputs;

  /**
   * A network of the join.
   *
   * @param name for messages, before what is said of its layers; empty if it is the only one
   * @param reads for each of its inputs the input of the join that it is
   */
  public record Part(String name, Network network, int[] reads) {
    public Part {
      if (reads.length != network.inputSize()) {
        throw new IllegalArgumentException(
            reads.length + " inputs for a network of " + network.inputSize());
      }
    }
  }

  /** A network that has been added, and where its layers are. */
  private record Added(Part part, int[] place) {}

  private NetworkJoin(List<Part> parts, int inputs, boolean isReal) {
    this.isReal = isReal;
    this.builder =
        isWhole(parts, inputs) ? like(parts.get(0).network()) : new NetworkBuilder(1, inputs);
    this.inputs = inputs;
  }

  /**
   * The networks side by side.
   *
   * @param inputs how many there are
   * @param products each the places of its factors, two or more: an input's own place, and {@code
   *     inputs + j} for output j of all networks
   */
  public static Network of(int inputs, List<Part> parts, List<int[]> products) {
    return join(inputs, parts, products, false);
  }

  /**
   * The same function of real numbers, where a network that reads the same inputs as a twin before
   * it, of equal shape, is computed as what it differs by ({@link TwinJoin}). It must not be asked
   * about in binary32.
   *
   * @param inputs how many there are
   * @param products as for {@link #of}
   */
  public static Network ofReals(int inputs, List<Part> parts, List<int[]> products) {
    return join(inputs, parts, products, true);
  }

  private static Network join(int inputs, List<Part> parts, List<int[]> products, boolean isReal) {
    if (products.isEmpty() && isWhole(parts, inputs)) {
      return parts.get(0).network();
    }
    NetworkJoin join = new NetworkJoin(parts, inputs, isReal);
    join.outputs = join.concatenated(parts.stream().map(join::add).toList());
    if (!products.isEmpty()) {
      join.builder.setNode("the property");
      join.outputs = join.concatenated(List.of(join.outputs, join.products(products)));
    }
    return join.builder.build();
  }

  private static boolean isWhole(List<Part> parts, int inputs) {
    int[] all = IntStream.range(0, inputs).toArray();
    return parts.size() == 1 && Arrays.equals(parts.get(0).reads(), all);
  }

  private static NetworkBuilder like(Network network) {
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    builder.setPorts(network.reading().ports());
    return builder;
  }

  /** Adds a network; returns the layer of its outputs. */
  private int add(Part part) {
    for (Added before : isReal ? added : List.<Added>of()) {
      if (Arrays.equals(before.part().reads(), part.reads())) {
        Optional<TwinJoin> twins = TwinJoin.of(before.part().network(), part.network());
        if (twins.isPresent()) {
          return addTwin(part, twins.get(), before.place());
        }
      }
    }
    return addWhole(part);
  }

  private int addTwin(Part part, TwinJoin twins, int[] place) {
    String prefix = prefix(part);
    int outputs = twins.addTo(builder, place, prefix);
    part.network().reading().unknownInFloat32().forEach(w -> builder.unknownInFloat32(prefix + w));
    return outputs;
  }

  private static String prefix(Part part) {
    return part.name().isEmpty() ? "" : part.name() + ": ";
  }

  private int addWhole(Part part) {
    Network network = part.network();
    SelectionMap reads = new SelectionMap(inputs, part.reads());
    int[] place = new int[network.depth()];
    place[0] = reads.isIdentity() ? 0 : builder.add(new AffineLayer(0, reads));
    Reading reading = network.reading();
    String prefix = prefix(part);
    for (int k = 1; k < network.depth(); k++) {
      builder.setNode(prefix + reading.node(k));
      place[k] = builder.add(LayerNumbers.renumbered(network.layer(k), place));
    }
    reading.tensors().forEach((tensor, layer) -> builder.name(prefix + tensor, place[layer]));
    for (Reading.Range range : reading.ranges()) {
      builder.setNode(prefix + range.node());
      builder.need(
          place[range.layer()], range.least(), range.greatest(), range.need(), range.why());
    }
    builder.setNode("");
    reading.unknownInFloat32().forEach(what -> builder.unknownInFloat32(prefix + what));
    added.add(new Added(part, place));
    return place[network.outputIndex()];
  }

  /** One layer of all neurons of these; a single one is itself. */
  private int concatenated(List<Integer> layers) {
    if (layers.size() == 1) {
      return layers.get(0);
    }
    int size = layers.stream().mapToInt(builder::size).sum();
    List<AffineLayer.Term> terms = new ArrayList<>();
    int start = 0;
    for (int layer : layers) {
      int[] index = new int[size];
      Arrays.fill(index, -1);
      for (int i = 0; i < builder.size(layer); i++) {
        index[start + i] = i;
      }
      start += builder.size(layer);
      terms.add(new AffineLayer.Term(layer, new SelectionMap(builder.size(layer), index)));
    }
    return builder.add(new AffineLayer(terms, new double[size], null));
  }

  /** A layer of all products, in their order. */
  private int products(List<int[]> products) {
    List<Integer> singles = products.stream().map(this::product).toList();
    return concatenated(singles);
  }

  /** Powers of the different factors, multiplied one after the other. */
  private int product(int[] factors) {
    TreeMap<Integer, Integer> powers = new TreeMap<>();
    for (int factor : factors) {
      powers.merge(factor, 1, Integer::sum);
    }
    int result = -1;
    for (var power : powers.entrySet()) {
      int factor = factor(power.getKey());
      int raised =
          power.getValue() == 1
              ? factor
              : builder.add(new ActivationLayer(factor, 1, Activation.power(power.getValue())));
      result = result < 0 ? raised : builder.add(new ProductLayer(result, raised, 1));
    }
    return result;
  }

  private int factor(int place) {
    boolean isInput = place < inputs;
    int source = isInput ? 0 : outputs;
    int[] index = {isInput ? place : place - inputs};
    return builder.add(new AffineLayer(source, new SelectionMap(builder.size(source), index)));
  }
}
