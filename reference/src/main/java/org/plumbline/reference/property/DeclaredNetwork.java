package org.plumbline.reference.property;

import java.util.List;
import java.util.Optional;

/**
 * A network that a property in VNN-LIB 2.0 declares.
 *
 * @param equalTo the network before it whose file is this one's, too
 */
public record DeclaredNetwork(
    String name,
    Optional<String> equalTo,
    List<DeclaredTensor> inputs,
    List<DeclaredTensor> hidden,
    List<DeclaredTensor> outputs) {
  public DeclaredNetwork {
    inputs = List.copyOf(inputs);
    hidden = List.copyOf(hidden);
    outputs = List.copyOf(outputs);
  }

  /** The number of elements of its inputs. */
  public int inputSize() {
    return inputs.stream().mapToInt(DeclaredTensor::size).sum();
  }

  /** The names that its hidden tensors have in the graph. */
  public List<String> hiddenNames() {
    return hidden.stream().map(DeclaredTensor::onnxName).toList();
  }
}
