package org.plumbline.verifier.certified;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes random properties of two networks of {@link JointQuestion#model}. */
final class JointText {
  private static final String[] RELATIONS = {"<", "<=", ">", ">=", "==", "!="};

  private final Random random;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> elements = new ArrayList<>();
  private final StringBuilder text = new StringBuilder("(vnnlib-version <2.0>)\n");

  private JointText(Random random) {
    this.random = random;
  }

  static String of(Random random) {
    return new JointText(random).document();
  }

  private String document() {
    network("f");
    network("g");
    for (int i = 0; i < inputs.size(); i++) {
      text.append("(assert ").append(bound(i)).append(")\n");
    }
    for (int count = random.nextInt(4); count > 0; count--) {
      text.append("(assert ").append(formula(2)).append(")\n");
    }
    return text.toString();
  }

  private void network(String name) {
    List<String> own = List.of(name + "x[0,0]", name + "x[0,1]", name + "s[0]");
    inputs.addAll(own);
    elements.addAll(own);
    text.append("(declare-network ").append(name);
    text.append(" (declare-input ").append(name).append("x float32 [1,2])");
    text.append(" (declare-input ").append(name).append("s float32 [1])");
    for (String hidden : List.of("sum", "positive")) {
      if (random.nextInt(3) == 0) {
        String variable = name + hidden;
        text.append(" (declare-hidden ").append(variable).append(" float32 [1,2] \"");
        text.append(hidden).append("\")");
        elements.add(variable + "[0," + random.nextInt(2) + "]");
      }
    }
    text.append(" (declare-output ").append(name).append("y float32 [1,2]))\n");
    elements.addAll(List.of(name + "y[0,0]", name + "y[0,1]"));
  }

  private String bound(int i) {
    String x = inputs.get(i);
    if (i >= 3 && random.nextBoolean()) {
      String twin = inputs.get(i - 3);
      return random.nextBoolean()
          ? "(== " + x + " " + twin + ")"
          : "(and (>= " + x + " " + twin + ") (<= " + x + " (+ " + twin + " 0.25)))";
    }
    return "(and (>= " + x + " -1.0) (<= " + x + " 1.0))";
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
