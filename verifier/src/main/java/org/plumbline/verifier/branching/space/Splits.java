package org.plumbline.verifier.branching.space;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.plumbline.specs.query.Premise;

/**
 * The neuron splits on the way from the root to a subproblem, last one first; shared by all
 * subproblems below.
 *
 * @param before the splits above, or null
 * @param layer of the neuron, whose value an activation reads
 * @param isAbove whether {@code neuron ≥ point} holds, else {@code neuron ≤ point}
 * @param count number of splits, this one included
 */
public record Splits(
    Splits before, int layer, int neuron, double point, boolean isAbove, int count) {
  public static Splits after(Splits before, int layer, int neuron, double point, boolean isAbove) {
    return new Splits(before, layer, neuron, point, isAbove, count(before) + 1);
  }

  /** The literals of a premise, as splits above a root; null if there are none. */
  static Splits of(Premise premise) {
    Splits splits = null;
    for (Premise.Literal literal : premise.literals()) {
      splits = after(splits, literal.layer(), literal.neuron(), 0, literal.isActive());
    }
    return splits;
  }

  public static int count(Splits splits) {
    return splits == null ? 0 : splits.count();
  }

  /** Writes a multiplier for each split from an index on, the last one's first. */
  public static void lastFirst(
      Splits last, ToDoubleFunction<Splits> multiplier, float[] to, int from) {
    int next = from;
    for (Splits s = last; s != null; s = s.before()) {
      to[next++] = (float) multiplier.applyAsDouble(s);
    }
  }

  /**
   * As a proof has multipliers: the root's first; an input's split needs none, for the box has it.
   */
  public static float[] rootFirst(Splits last, ToDoubleFunction<Splits> multiplier) {
    float[] found = new float[count(last)];
    int first = found.length;
    for (Splits s = last; s != null; s = s.before()) {
      if (s.layer() > 0) {
        found[--first] = (float) multiplier.applyAsDouble(s);
      }
    }
    return Arrays.copyOfRange(found, first, found.length);
  }
}
