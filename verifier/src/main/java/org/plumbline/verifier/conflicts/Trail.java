package org.plumbline.verifier.conflicts;

import java.util.Arrays;

/** The literals that are true, in the order in which they became so, by levels of decisions. */
final class Trail {
  private static final byte OPEN = -1;

  private final byte[] value;
  private final int[] level;
  private final int[] position;
  private final Constraint[] reason;
  private final int[] literals;
  private final int[] levelStart;
  private int size;
  private int levels;

  Trail(int variables) {
    value = new byte[variables];
    Arrays.fill(value, OPEN);
    level = new int[variables];
    position = new int[variables];
    reason = new Constraint[variables];
    literals = new int[variables];
    levelStart = new int[variables + 1];
  }

  /** Makes a literal of an open variable true; the reason of a decision is null. */
  void push(int literal, Constraint why) {
    if (why == null) {
      levelStart[levels++] = size;
    }
    int variable = literal >> 1;
    value[variable] = (byte) (literal & 1);
    level[variable] = levels;
    position[variable] = size;
    reason[variable] = why;
    literals[size++] = literal;
  }

  /** Removes the last literal. */
  int pop() {
    int literal = literals[--size];
    value[literal >> 1] = OPEN;
    if (levels > 0 && size == levelStart[levels - 1]) {
      levels--;
    }
    return literal;
  }

  boolean isTrue(int literal) {
    return value[literal >> 1] == (literal & 1);
  }

  boolean isFalse(int literal) {
    return value[literal >> 1] == (~literal & 1);
  }

  boolean isOpen(int variable) {
    return value[variable] == OPEN;
  }

  int level(int variable) {
    return level[variable];
  }

  int position(int variable) {
    return position[variable];
  }

  Constraint reason(int variable) {
    return reason[variable];
  }

  int literal(int at) {
    return literals[at];
  }

  int size() {
    return size;
  }

  int levels() {
    return levels;
  }

  int[] all() {
    return Arrays.copyOf(literals, size);
  }
}
