package org.plumbline.specs.vnnlib2;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network as the property sees it. Inputs and outputs match those of the model by position.
 *
 * @param equivalence to a network that is declared before
 */
public record NetworkDeclaration(
    String name,
    Optional<Equivalence> equivalence,
    List<VariableDeclaration> inputs,
    List<VariableDeclaration> hidden,
    List<VariableDeclaration> outputs,
    Position position) {
  public NetworkDeclaration {
    inputs = List.copyOf(inputs);
    hidden = List.copyOf(hidden);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException("network " + name + " needs an input and an output");
    }
  }

  /** All tensors in the order of the file: inputs, hidden ones, outputs. */
  public List<VariableDeclaration> variables() {
    return Stream.of(inputs, hidden, outputs).flatMap(List::stream).toList();
  }
}
