package org.plumbline.specs.vnnlib2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that are declared so far. Those of variables are unique over all networks, those of
 * networks among themselves; a variable may be named as a network is. Where one tensor is real, all
 * are.
 */
final class Scope {
  /** Most tensors in a file. */
  static final int MAX_VARIABLES = 100_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Set<String> RESERVED = Set.of("and", "or", "assert", "initialized");

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<VariableDeclaration> variables = new ArrayList<>();
  private final Map<String, NetworkDeclaration> networks = new HashMap<>();

  /** What is wrong with a name, or null. */
  static String problem(String name) {
    if (!NAME.matcher(name).matches()) {
      return "'" + name + "' is no name: a letter, then letters, digits and '_'";
    }
    return RESERVED.contains(name) ? "'" + name + "' is a reserved word, not a name" : null;
  }

  /** What forbids this declaration, or null when it is in. */
  String add(VariableDeclaration variable) {
    Integer before = numbers.get(variable.name());
    if (before != null) {
      return "variable "
          + variable.name()
          + " is declared twice, first at "
          + variables.get(before).position();
    }
    if (variables.size() == MAX_VARIABLES) {
      return "more than " + MAX_VARIABLES + " tensors are declared";
    }
    if (!variables.isEmpty()) {
      ElementType first = variables.get(0).type();
      if ((first == ElementType.REAL) != (variable.type() == ElementType.REAL)) {
        return "where one tensor is real, all are; "
            + variable.name()
            + " is "
            + variable.type()
            + ", but "
            + variables.get(0).name()
            + " is "
            + first;
      }
    }
    numbers.put(variable.name(), variables.size());
    variables.add(variable);
    return null;
  }

  /** Its place among all variables, or −1. */
  int number(String name) {
    return numbers.getOrDefault(name, -1);
  }

  VariableDeclaration variable(int number) {
    return variables.get(number);
  }

  /** The network of this name, or null. */
  NetworkDeclaration network(String name) {
    return networks.get(name);
  }

  void add(NetworkDeclaration network) {
    networks.put(network.name(), network);
  }
}
