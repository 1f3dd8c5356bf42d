package org.plumbline.specs.vnnlib;

import java.util.BitSet;

/** The declared variables X_0 … X_{n-1} and Y_0 … Y_{m-1}, in any order, without gaps. */
final class Declarations {
  private final BitSet inputs = new BitSet();
  private final BitSet outputs = new BitSet();

  /** False when it was declared before. */
  boolean add(boolean output, int index) {
    BitSet set = output ? outputs : inputs;
    boolean isNew = !set.get(index);
    set.set(index);
    return isNew;
  }

  boolean contains(boolean output, int index) {
    return (output ? outputs : inputs).get(index);
  }

  int inputs() {
    return inputs.length();
  }

  int outputs() {
    return outputs.length();
  }

  /** What is missing, or null. */
  String problem() {
    String problem = problem(inputs, "input", "X_");
    return problem == null ? problem(outputs, "output", "Y_") : problem;
  }

  private static String problem(BitSet set, String kind, String name) {
    if (set.isEmpty()) {
      return "no " + kind + " is declared; expected (declare-const " + name + "0 Real)";
    }
    int gap = set.nextClearBit(0);
    return gap == set.length()
        ? null
        : kind + " " + name + gap + " is not declared, but " + name + (set.length() - 1) + " is";
  }
}
