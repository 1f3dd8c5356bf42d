package org.plumbline.reference.property;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the elements of declared tensors stand: inputs of all networks, one network after the
 * other, and network by network first its outputs, then its hidden tensors.
 */
final class Places {
  private final long most;
  private final Map<String, Place> places = new HashMap<>();
  private long inputs;
  private long outputs;

  /**
   * The elements of a tensor.
   *
   * @param kind an input, or else an output
   * @param first the place of its first element
   */
  record Place(DeclaredTensor tensor, Formula.Symbol kind, int first) {}

  /**
   * @param most inputs, and outputs, that there may be
   */
  Places(long most) {
    this.most = most;
  }

  /** Adds the tensors of a network behind the others; false if these are too many. */
  boolean add(DeclaredNetwork network) {
    inputs = add(network.inputs(), Formula.Symbol.INPUT, inputs);
    outputs = add(network.outputs(), Formula.Symbol.OUTPUT, outputs);
    outputs = add(network.hidden(), Formula.Symbol.OUTPUT, outputs);
    return inputs <= most && outputs <= most;
  }

  private long add(List<DeclaredTensor> tensors, Formula.Symbol kind, long before) {
    long first = before;
    for (DeclaredTensor tensor : tensors) {
      if (first <= most) {
        places.put(tensor.name(), new Place(tensor, kind, (int) first));
      }
      first += tensor.size();
    }
    return first;
  }

  /** Where a tensor stands, or null if none of this name is declared. */
  Place of(String tensor) {
    return places.get(tensor);
  }

  /** The number of inputs. */
  int inputs() {
    return (int) inputs;
  }

  /** The number of outputs, with those of hidden tensors. */
  int outputs() {
    return (int) outputs;
  }
}
