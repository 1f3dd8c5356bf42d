package org.plumbline.soundness.analytic.family;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/** The shapes of properties that several families ask for. */
public final class Questions {
  private Questions() {}

  public static DecimalBox box(double[] lower, double[] upper) {
    return new DecimalBox(exact(lower), exact(upper));
  }

  /** {@code [lower, upper]} for each of {@code size} inputs. */
  public static DecimalBox cube(int size, double lower, double upper) {
    double[] low = new double[size];
    double[] high = new double[size];
    Arrays.fill(low, lower);
    Arrays.fill(high, upper);
    return box(low, high);
  }

  /** {@code Y_output ≥ threshold}. */
  public static LinearInequality atLeast(int output, double threshold) {
    return LinearInequality.ofOutputs(
        new int[] {output},
        new BigDecimal[] {BigDecimal.ONE.negate()},
        new BigDecimal(threshold).negate());
  }

  /** {@code Y_output ≤ threshold}. */
  public static LinearInequality atMost(int output, double threshold) {
    return LinearInequality.ofOutputs(
        new int[] {output}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(threshold));
  }

  /** A property of one box; each polyhedron is unsafe. */
  public static Property of(DecimalBox box, int outputs, Polyhedron... unsafe) {
    return new Property(box.size(), outputs, List.of(new Case(box, List.of(unsafe))));
  }

  /** {@code Y_0 ≥ threshold} is unsafe, in a network of one output. */
  public static Property reaches(DecimalBox box, double threshold) {
    return of(box, 1, Polyhedron.of(atLeast(0, threshold)));
  }

  /** {@code Y_0 ≤ threshold} is unsafe, in a network of one output. */
  public static Property fallsTo(DecimalBox box, double threshold) {
    return of(box, 1, Polyhedron.of(atMost(0, threshold)));
  }

  private static BigDecimal[] exact(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }
}
