package org.plumbline.specs.vnnlib2;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random properties of one or two small networks. Constants are multiples of 1/4, so that
 * points of the same grid lie on boundaries often and binary32 arithmetic is exact.
 */
final class RandomText {
  private static final String[] RELATIONS = {"<", "<=", ">", ">=", "==", "!="};

  private final Random random;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> elements = new ArrayList<>();
  private final StringBuilder text = new StringBuilder("(vnnlib-version <2.0>)\n");

  private RandomText(Random random) {
    this.random = random;
  }

  static String of(Random random) {
    return new RandomText(random).document();
  }

  private String document() {
    network("f", "");
    if (random.nextBoolean()) {
      network("g", " (isomorphic-to f)");
    }
    bounds();
    for (int count = random.nextInt(4); count > 0; count--) {
      text.append("(assert ").append(formula(3)).append(")\n");
    }
    return text.toString();
  }

  private void network(String name, String equivalence) {
    text.append("(declare-network ").append(name).append(equivalence);
    tensor("input", name + "_x", "[1,2]", "");
    tensor("input", name + "_s", "[]", "");
    if (random.nextBoolean()) {
      tensor("hidden", name + "_h", "[2]", " \"relu\"");
    }
    tensor("output", name + "_y", "[2,1]", "");
    text.append(")\n");
  }

  private void tensor(String role, String name, String shape, String onnxName) {
    text.append(" (declare-").append(role).append(' ').append(name);
    text.append(" float32 ").append(shape).append(onnxName).append(')');
    for (String index :
        switch (shape) {
          case "[1,2]" -> List.of("[0,0]", "[0,1]");
          case "[2,1]" -> List.of("[0,0]", "[1,0]");
          case "[2]" -> List.of("[0]", "[1]");
          default -> List.of("");
        }) {
      elements.add(name + index);
      if (role.equals("input")) {
        inputs.add(name + index);
      }
    }
  }

  /** Each input by constants, or by an earlier input: equal, or between two relations. */
  private void bounds() {
    for (int i = 0; i < inputs.size(); i++) {
      String x = inputs.get(i);
      String other = i == 0 ? null : inputs.get(random.nextInt(i));
      int kind = other == null ? 0 : random.nextInt(4);
      String bound =
          switch (kind) {
            case 2 -> "(== " + x + " " + other + ")";
            case 3 ->
                "(and (<= " + x + " (+ " + other + " 0.5)) (> (* 2.0 " + x + ") " + other + "))";
            default -> "(and (>= " + x + " -1.0) (" + (kind == 0 ? "<=" : "<") + " " + x + " 1.0))";
          };
      text.append("(assert ").append(bound).append(")\n");
    }
  }

  private String formula(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      String relation = RELATIONS[random.nextInt(RELATIONS.length)];
      return "(" + relation + " " + value(2) + " " + value(1) + ")";
    }
    StringBuilder parts = new StringBuilder(random.nextBoolean() ? "(and" : "(or");
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      parts.append(' ').append(formula(depth - 1));
    }
    return parts.append(')').toString();
  }

  private String value(int depth) {
    int kind = random.nextInt(depth == 0 ? 2 : 6);
    if (kind == 0) {
      return String.valueOf((random.nextInt(13) - 6) / 4.0);
    } else if (kind < 3) {
      return elements.get(random.nextInt(elements.size()));
    }
    StringBuilder operands = new StringBuilder(List.of("(+", "(-", "(*").get(kind - 3));
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      operands.append(' ').append(value(depth - 1));
    }
    return operands.append(')').toString();
  }
}
