package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the reader of a model says of the network besides its layers: where these come from, and
 * what it took for granted. A proof about the network is one about the model only where everything
 * that was taken for granted is proved, too.
 *
 * @param nodes for each layer the node of the model that it computes for, or an empty text
 * @param tensors by their names in the model, in the order of computation, the layers that hold
 *     their elements in row-major order
 * @param ranges of values, without which the layers do not compute what the model does
 * @param unknownInFloat32 what the model computes with that is not known in binary32 arithmetic,
 *     each with its node
 * @param ports how input and output are those of the model
 */
public record Reading(
    List<String> nodes,
    Map<String, Integer> tensors,
    List<Range> ranges,
    List<String> unknownInFloat32,
    ModelPorts ports) {

  /**
   * The number of the rules by which models and properties are read. It grows with every change of
   * what a file means or what is taken for granted, so that no proof about an earlier meaning is
   * taken for one of today's.
   */
  public static final int RULES = 4;

  /** Of a network that was not read from a model, or was made for a search. */
  public static final Reading NONE =
      new Reading(List.of(), Map.of(), List.of(), List.of(), ModelPorts.NONE);

  /** What a range is needed for. */
  public enum Need {
    /** The layers are what the model computes only inside the range. */
    ALWAYS,
    /** Outside the range binary32 arithmetic rounds where the layers do not. */
    IN_FLOAT32
  }

  /**
   * All neurons of a layer have to lie in a range.
   *
   * @param node where the model needs it
   * @param why in words: what happens outside
   */
  public record Range(
      int layer, double least, double greatest, Need need, String node, String why) {

    public boolean contains(double lower, double upper) {
      return least <= lower && upper <= greatest;
    }

    @Override
    public String toString() {
      return node + " needs values from " + least + " to " + greatest + ": " + why;
    }
  }

  public Reading {
    nodes = List.copyOf(nodes);
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    ranges = List.copyOf(ranges);
    unknownInFloat32 = List.copyOf(unknownInFloat32);
  }

  /** The node that a layer computes for, or words that name the layer. */
  public String node(int layer) {
    return layer < nodes.size() && !nodes.get(layer).isEmpty()
        ? nodes.get(layer)
        : "layer " + layer;
  }

  /**
   * The same of the layers that are left.
   *
   * @param newIndex of every layer
   * @param isLeft by old index
   */
  Reading renumbered(int[] newIndex, boolean[] isLeft) {
    List<String> some = new ArrayList<>();
    for (int k = 0; k < nodes.size(); k++) {
      if (isLeft[k]) {
        some.add(nodes.get(k));
      }
    }
    Map<String, Integer> named = new LinkedHashMap<>();
    tensors.forEach(
        (name, layer) -> {
          if (isLeft[layer]) {
            named.put(name, newIndex[layer]);
          }
        });
    List<Range> needed = new ArrayList<>();
    for (Range range : ranges) {
      if (isLeft[range.layer()]) {
        int layer = newIndex[range.layer()];
        needed.add(
            new Range(
                layer, range.least(), range.greatest(), range.need(), range.node(), range.why()));
      }
    }
    return new Reading(some, named, needed, unknownInFloat32, ports);
  }

  /** Collects what is said while the layers are added. */
  static final class Notes {
    private final List<String> nodes = new ArrayList<>(List.of(""));
    private final Map<String, Integer> tensors = new LinkedHashMap<>();
    private final List<Range> ranges = new ArrayList<>();
    private final List<String> unknownInFloat32 = new ArrayList<>();
    private String node = "";
    private ModelPorts ports = ModelPorts.NONE;

    void setNode(String label) {
      node = label;
    }

    void setPorts(ModelPorts known) {
      ports = known;
    }

    void layerAdded() {
      nodes.add(node);
    }

    void name(String tensor, int layer) {
      tensors.put(tensor, layer);
    }

    void need(int layer, double least, double greatest, Need need, String why) {
      ranges.add(new Range(layer, least, greatest, need, node, why));
    }

    void unknownInFloat32(String what) {
      String said = node.isEmpty() ? what : node + ": " + what;
      if (!unknownInFloat32.contains(said)) {
        unknownInFloat32.add(said);
      }
    }

    Reading reading() {
      return new Reading(nodes, tensors, ranges, unknownInFloat32, ports);
    }
  }

  @Override
  public String toString() {
    return "Reading" + Arrays.asList(ranges, unknownInFloat32);
  }
}
