package org.plumbline.soundness.competition.witness;

import java.math.BigDecimal;
import java.util.Arrays;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * How an input and the outputs that ONNX Runtime computes for it stand to a property, by the rules
 * of VNN-COMP 2026: what is said of outputs must hold without any tolerance; the input, rounded to
 * the network's element type, lies in its box, or within {@value #TOLERANCE} of it.
 */
public enum Judgement {
  /** The competition's validator does not handle it, or ONNX Runtime does not. */
  UNSUPPORTED,
  /** No counterexample, even with the tolerance; or none that can be read. */
  FAILS,
  /** One, if the input may lie outside of its bounds by up to the tolerance. */
  TOLERATED,
  /** A counterexample. */
  REPLAYS;

  static final double TOLERANCE = 1e-4;

  /** Of VNN-LIB 1.0. */
  static Judgement of(Property property, double[] x, double[] y) {
    Judgement best = FAILS;
    for (Case part : property.cases()) {
      double outside = outside(part.inputs(), x);
      if (outside <= TOLERANCE && part.unsafe().stream().anyMatch(unsafe -> isIn(unsafe, x, y))) {
        if (outside == 0) {
          return REPLAYS;
        }
        best = TOLERATED;
      }
    }
    return best;
  }

  /** The greatest distance of a value from its range, whose ends are doubles as in VNN-COMP. */
  private static double outside(DecimalBox box, double[] x) {
    double greatest = 0;
    for (int i = 0; i < x.length; i++) {
      double below = box.lower()[i].doubleValue() - x[i];
      double above = x[i] - box.upper()[i].doubleValue();
      greatest = Math.max(greatest, Math.max(below, above));
    }
    return greatest;
  }

  private static boolean isIn(Polyhedron unsafe, double[] x, double[] y) {
    BigDecimal[] exactX = exact(x);
    BigDecimal[] exactY = exact(y);
    for (LinearInequality inequality : unsafe.inequalities()) {
      boolean isDefined =
          Arrays.stream(inequality.outputIndices()).allMatch(j -> exactY[j] != null);
      if (!isDefined || !inequality.holds(exactX, exactY)) {
        return false;
      }
    }
    return true;
  }

  /** The values as they are; null for NaN and infinities. */
  private static BigDecimal[] exact(double[] values) {
    return Arrays.stream(values)
        .mapToObj(v -> Double.isFinite(v) ? new BigDecimal(v) : null)
        .toArray(BigDecimal[]::new);
  }
}
