package org.plumbline.specs.robustness;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * The question whether a classifier keeps its label on all inputs within ε of one input. The label
 * keeps when its output is larger than every other; a tie violates.
 *
 * @param values the input before normalisation
 * @param epsilon ≥ 0, in the unit of the values
 * @param label the class to keep, from 0
 * @param outputs number of classes
 * @param range where values may lie at all, such as [0, 1]
 * @param normalisation applied after the perturbation; its results are rounded outward
 */
public record LocalRobustness(
    BigDecimal[] values,
    BigDecimal epsilon,
    Norm norm,
    int label,
    int outputs,
    Optional<Range> range,
    Optional<Normalisation> normalisation) {

  /** Least and greatest value. */
  public record Range(BigDecimal lower, BigDecimal upper) {
    public Range {
      if (lower.compareTo(upper) > 0) {
        throw new IllegalArgumentException("range from " + lower + " to " + upper + " is empty");
      }
    }
  }

  public LocalRobustness {
    values = values.clone();
    if (values.length == 0) {
      throw new IllegalArgumentException("the input has no values");
    }
    if (epsilon.signum() < 0) {
      throw new IllegalArgumentException("epsilon " + epsilon + " is negative");
    }
    if (outputs < 2) {
      throw new IllegalArgumentException(
          "robustness compares classes; a network with " + outputs + " output has none to compare");
    }
    if (label < 0 || label >= outputs) {
      throw new IllegalArgumentException(
          "label " + label + " is none of the classes 0 to " + (outputs - 1));
    }
    range.ifPresent(new RangeCheck(values)::check);
    int count = values.length;
    normalisation.ifPresent(n -> n.requireFits(count));
  }

  private record RangeCheck(BigDecimal[] values) {
    void check(Range range) {
      for (int i = 0; i < values.length; i++) {
        if (values[i].compareTo(range.lower()) < 0 || values[i].compareTo(range.upper()) > 0) {
          throw new IllegalArgumentException(
              "input value "
                  + values[i]
                  + " (number "
                  + i
                  + ") lies outside the range from "
                  + range.lower()
                  + " to "
                  + range.upper()
                  + "; maybe it still has to be scaled");
        }
      }
    }
  }

  /** The same question about another class. */
  public LocalRobustness withLabel(int kept) {
    return new LocalRobustness(values, epsilon, norm, kept, outputs, range, normalisation);
  }

  /** The input itself as the network sees it, in doubles that are at most half a step away. */
  public double[] centre() {
    double[] centre = new double[values.length];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = end(i, values[i], RoundingMode.HALF_EVEN).doubleValue();
    }
    return centre;
  }

  public Property toProperty() {
    BigDecimal[] lower = new BigDecimal[values.length];
    BigDecimal[] upper = new BigDecimal[values.length];
    for (int i = 0; i < values.length; i++) {
      lower[i] = end(i, values[i].subtract(epsilon), RoundingMode.FLOOR);
      upper[i] = end(i, values[i].add(epsilon), RoundingMode.CEILING);
    }
    List<Polyhedron> unsafe = new ArrayList<>(outputs - 1);
    for (int j = 0; j < outputs; j++) {
      if (j != label) {
        unsafe.add(Polyhedron.of(LinearInequality.outputOrder(label, j)));
      }
    }
    return new Property(
        values.length, outputs, List.of(new Case(new DecimalBox(lower, upper), unsafe)));
  }

  private BigDecimal end(int index, BigDecimal moved, RoundingMode outward) {
    BigDecimal clamped =
        range.map(allowed -> moved.max(allowed.lower()).min(allowed.upper())).orElse(moved);
    return normalisation.map(n -> n.apply(clamped, index, values.length, outward)).orElse(clamped);
  }
}
