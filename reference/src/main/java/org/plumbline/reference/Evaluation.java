package org.plumbline.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.reference.tensor.ReferenceTensor;

/** The value of every name that was computed, in the order of computation. */
public final class Evaluation {
  private final Map<String, ReferenceTensor> values;
  private final Map<String, String> places;
  private final List<ReferenceTensor> outputs;

  Evaluation(
      Map<String, ReferenceTensor> values,
      Map<String, String> places,
      List<ReferenceTensor> outputs) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.places = Map.copyOf(places);
    this.outputs = List.copyOf(outputs);
  }

  /** The names of the results of nodes, in the order of computation. */
  public List<String> names() {
    return new ArrayList<>(values.keySet());
  }

  /**
   * The value of a name.
   *
   * @throws IllegalArgumentException if no node computed it
   */
  public ReferenceTensor value(String name) {
    ReferenceTensor value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no node computed \"" + name + "\"");
    }
    return value;
  }

  /** Where a name comes from, for messages: {@code node 3 "conv1" (Conv)}. */
  public String place(String name) {
    value(name);
    return places.get(name);
  }

  /** The outputs of the graph, in their order, and then the hidden tensors that are asked for. */
  public List<ReferenceTensor> outputs() {
    return outputs;
  }
}
