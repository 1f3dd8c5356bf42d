package org.plumbline.specs.vnnlib2;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What networks that are equal or isomorphic have in common: number, order and shapes of inputs and
 * outputs, and of hidden tensors with one name in the graph; types, too, where they are equal.
 */
final class EquivalenceRule {
  private EquivalenceRule() {}

  /** What does not fit, and where. */
  record Problem(Position position, String message) {}

  static Optional<Problem> problem(
      NetworkDeclaration network, NetworkDeclaration other, Equivalence.Kind kind) {
    return inOrder(network, network.inputs(), other.inputs(), Role.INPUT, kind)
        .or(() -> inOrder(network, network.outputs(), other.outputs(), Role.OUTPUT, kind))
        .or(() -> byName(network.hidden(), other.hidden(), kind));
  }

  private static Optional<Problem> inOrder(
      NetworkDeclaration network,
      List<VariableDeclaration> mine,
      List<VariableDeclaration> others,
      Role role,
      Equivalence.Kind kind) {
    if (mine.size() != others.size()) {
      return Optional.of(
          new Problem(
              network.position(),
              "network "
                  + network.name()
                  + " has "
                  + mine.size()
                  + " "
                  + role.plural()
                  + ", the other one has "
                  + others.size()));
    }
    for (int k = 0; k < mine.size(); k++) {
      Optional<Problem> problem = differs(mine.get(k), others.get(k), kind);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> byName(
      List<VariableDeclaration> mine, List<VariableDeclaration> others, Equivalence.Kind kind) {
    Map<String, VariableDeclaration> byName = new HashMap<>();
    others.forEach(other -> byName.put(other.onnxName().orElseThrow(), other));
    for (VariableDeclaration hidden : mine) {
      VariableDeclaration other = byName.get(hidden.onnxName().orElseThrow());
      Optional<Problem> problem = other == null ? Optional.empty() : differs(hidden, other, kind);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<Problem> differs(
      VariableDeclaration mine, VariableDeclaration other, Equivalence.Kind kind) {
    boolean types = kind == Equivalence.Kind.ISOMORPHIC || mine.type() == other.type();
    return types && mine.shape().equals(other.shape())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                mine.position(),
                mine.name()
                    + " is "
                    + text(mine)
                    + ", but "
                    + other.name()
                    + " is "
                    + text(other)));
  }

  private static String text(VariableDeclaration variable) {
    return variable.type() + " " + variable.shapeText();
  }
}
