package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntFunction;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.vnnlib.Atom;
import org.plumbline.specs.vnnlib.BoundRule;
import org.plumbline.specs.vnnlib.InputBounds;

/**
 * Bounds of inputs that follow from relations between inputs (Davis, "Constraint propagation with
 * interval labels", 1987): from {@code Σ aᵢ·xᵢ ≤ b} and {@code aⱼ·xⱼ ≥ mⱼ} for all j ≠ i follows
 * {@code aᵢ·xᵢ ≤ b − Σ_{j≠i} mⱼ}.
 *
 * <p>Sound: mⱼ, their sum and the differences are rounded down, and the end is rounded outward. So
 * each end follows from the bounds and relations that are there, and no point that satisfies these
 * is lost. It ends after a fixed number of sweeps, to and fro, and after a fixed number of steps
 * for one property, whatever would still change.
 */
final class IntervalPropagation implements BoundRule {
  private static final int SWEEPS = 16;
  private static final long MAX_STEPS = 2_000_000;
  private static final MathContext DOWN = new MathContext(100, RoundingMode.FLOOR);
  private static final MathContext UP = new MathContext(100, RoundingMode.CEILING);
  private static final int QUOTIENT_DIGITS = 40;

  private final IntFunction<String> names;
  private long steps;

  /**
   * @param names of inputs, for messages
   */
  IntervalPropagation(IntFunction<String> names) {
    this.names = names;
  }

  @Override
  public void narrow(InputBounds bounds, List<LinearInequality> relations) {
    boolean changed = true;
    for (int sweep = 0; sweep < SWEEPS && changed; sweep++) {
      changed = false;
      for (int k = 0; k < relations.size(); k++) {
        int at = sweep % 2 == 0 ? k : relations.size() - 1 - k;
        changed |= narrow(bounds, relations.get(at));
      }
    }
  }

  private boolean narrow(InputBounds bounds, LinearInequality relation) {
    int[] inputs = relation.inputIndices();
    steps += inputs.length;
    if (steps > MAX_STEPS) {
      return false;
    }
    BigDecimal rhs = relation.rhs().round(UP);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal[] least = new BigDecimal[inputs.length];
    int open = -1;
    for (int k = 0; k < inputs.length; k++) {
      least[k] = least(bounds, inputs[k], relation.inputCoefficients()[k]);
      if (least[k] != null) {
        sum = sum.add(least[k], DOWN);
      } else if (open < 0) {
        open = k;
      } else {
        return false;
      }
    }
    if (open >= 0) {
      return tighten(bounds, relation, open, rhs.subtract(sum, UP));
    }
    boolean changed = false;
    for (int k = 0; k < inputs.length; k++) {
      BigDecimal others = sum.subtract(least[k], DOWN);
      changed |= tighten(bounds, relation, k, rhs.subtract(others, UP));
    }
    return changed;
  }

  /** A lower bound of a·x, or null. */
  private static BigDecimal least(InputBounds bounds, int input, BigDecimal a) {
    BigDecimal end = a.signum() > 0 ? bounds.lower(input) : bounds.upper(input);
    return end == null ? null : end.multiply(a, DOWN);
  }

  /** Takes {@code a·x ≤ most}. */
  private static boolean tighten(
      InputBounds bounds, LinearInequality relation, int k, BigDecimal most) {
    int input = relation.inputIndices()[k];
    BigDecimal a = relation.inputCoefficients()[k];
    boolean upper = a.signum() > 0;
    BigDecimal end = quotient(most, a, upper ? RoundingMode.CEILING : RoundingMode.FLOOR);
    BigDecimal before = upper ? bounds.upper(input) : bounds.lower(input);
    if (before != null && (upper ? end.compareTo(before) >= 0 : end.compareTo(before) <= 0)) {
      return false;
    }
    bounds.tighten(new Atom.Bound(input, end, upper, false));
    return true;
  }

  private static BigDecimal quotient(BigDecimal value, BigDecimal by, RoundingMode outward) {
    return by.abs().compareTo(BigDecimal.ONE) == 0
        ? value.multiply(by)
        : value.divide(by, new MathContext(QUOTIENT_DIGITS, outward));
  }

  @Override
  public String missing(int input, InputBounds.End end) {
    String name = names.apply(input);
    return name
        + " has no "
        + end.word()
        + " bound: VNN-LIB 2.0 allows that, Plumbline needs both ends of every input in every"
        + " alternative; add for example (assert ("
        + end.relation()
        + " "
        + name
        + " "
        + (end == InputBounds.End.LOWER ? "-1.0" : "1.0")
        + "))";
  }
}
