package org.plumbline.soundness.run;

import java.math.BigDecimal;
import org.plumbline.soundness.instance.Semantics;

/**
 * What a network makes of a claimed counterexample. Signed margins are positive inside the unsafe
 * set, zero on its boundary, negative outside; in the units of the property's inequalities, rounded
 * to 30 digits, which keeps their signs.
 *
 * @param outside how far its worst input is outside of the nearest box; zero inside
 * @param margin in real numbers, without regard to the box
 * @param isExact whether the margin was computed without rounding; else in double
 * @param isViolation whether it, or it rounded to binary32, lies in the box, and real numbers prove
 *     it unsafe
 * @param float32Margin in binary32 arithmetic; minus infinity where an output is not finite
 * @param isFloat32Violation whether its inputs, rounded to binary32, lie in the box, and binary32
 *     arithmetic finds them unsafe
 */
public record Replay(
    BigDecimal outside,
    BigDecimal margin,
    boolean isExact,
    boolean isViolation,
    double float32Margin,
    boolean isFloat32Violation) {

  /** The same where it is known that the inputs are unsafe by so much, whatever was replayed. */
  public Replay showing(Semantics semantics, BigDecimal known) {
    return semantics == Semantics.REAL
        ? new Replay(outside, known, true, true, float32Margin, isFloat32Violation)
        : new Replay(outside, margin, isExact, isViolation, known.doubleValue(), true);
  }

  /** Whether it is a counterexample up to a tolerance of inputs and of inequalities. */
  public boolean isWithin(BigDecimal tolerance) {
    return isViolation
        || outside.compareTo(tolerance) <= 0 && margin.compareTo(tolerance.negate()) >= 0;
  }

  /** The same of the network as binary32 computes it. */
  public boolean isFloat32Within(BigDecimal tolerance) {
    return isFloat32Violation
        || outside.compareTo(tolerance) <= 0 && float32Margin >= -tolerance.doubleValue();
  }
}
