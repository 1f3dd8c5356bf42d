package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of a network: it is violated when one of its cases is, and holds otherwise. Cases
 * with equal boxes are merged, because a search shares its work among them. Without any case it
 * holds trivially.
 *
 * @param inputs number of input values X_0, X_1, …
 * @param outputs number of output values Y_0, Y_1, …
 * @param choices that an input has to satisfy, too, to violate it: what holds without them holds
 */
public record Property(int inputs, int outputs, List<Case> cases, List<Choice> choices) {
  public Property {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a property speaks of at least one input and one output, not of "
              + inputs
              + " and "
              + outputs);
    }
    for (Case part : cases) {
      check(part, inputs, outputs);
    }
    for (Choice choice : choices) {
      choice.alternatives().forEach(one -> check(one, inputs, outputs));
    }
    cases = merged(cases);
    choices = List.copyOf(choices);
  }

  /** Without choices. */
  public Property(int inputs, int outputs, List<Case> cases) {
    this(inputs, outputs, cases, List.of());
  }

  /** The same choices beside other cases. */
  public Property with(int outputsOfThese, List<Case> others) {
    return new Property(inputs, outputsOfThese, others, choices);
  }

  /** Whether all choices allow an input, exactly. */
  public boolean allows(BigDecimal[] x) {
    return choices.stream().allMatch(choice -> choice.allows(x));
  }

  /** Number of (box, polyhedron) pairs. */
  public int polyhedra() {
    return cases.stream().mapToInt(part -> part.unsafe().size()).sum();
  }

  /** The question in plain words, one sentence or list item per line. */
  public String describe() {
    return PropertyDescription.describe(this);
  }

  private static List<Case> merged(List<Case> cases) {
    if (cases.size() < 2) {
      return List.copyOf(cases);
    }
    Map<DecimalBox, List<Polyhedron>> byBox = new LinkedHashMap<>();
    for (Case part : cases) {
      byBox.computeIfAbsent(part.inputs(), box -> new ArrayList<>()).addAll(part.unsafe());
    }
    List<Case> merged = new ArrayList<>(byBox.size());
    byBox.forEach((box, unsafe) -> merged.add(new Case(box, unsafe)));
    return List.copyOf(merged);
  }

  private static void check(Case part, int inputs, int outputs) {
    if (part.inputs().size() != inputs) {
      throw new IllegalArgumentException(
          "a box of " + part.inputs().size() + " inputs in a property of " + inputs);
    }
    part.unsafe().forEach(polyhedron -> check(polyhedron, inputs, outputs));
  }

  private static void check(Polyhedron polyhedron, int inputs, int outputs) {
    for (LinearInequality inequality : polyhedron.inequalities()) {
      check("X_", inequality.inputIndices(), inputs);
      check("Y_", inequality.outputIndices(), outputs);
    }
  }

  private static void check(String name, int[] ascending, int count) {
    if (ascending.length > 0 && ascending[ascending.length - 1] >= count) {
      throw new IllegalArgumentException(
          name + ascending[ascending.length - 1] + " in a property with " + count + " of them");
    }
  }
}
