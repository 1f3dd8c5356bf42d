package org.plumbline.examples.digits;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.examples.digits.DigitsDataset.Digit;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * A digit and the images that must be taken for the same digit: each pixel between two grey levels.
 *
 * @param lower {@code [64]} grey levels
 * @param upper {@code [64]} grey levels
 */
record Variation(Digit digit, double[] lower, double[] upper) {

  /** Every pixel off by at most {@code epsilon} grey levels, within 0 to 16. */
  static Variation noise(Digit digit, double epsilon) {
    double[] lower = new double[DigitsDataset.PIXELS];
    double[] upper = new double[DigitsDataset.PIXELS];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = Math.max(0, digit.pixels()[i] - epsilon);
      upper[i] = Math.min(DigitsDataset.INK, digit.pixels()[i] + epsilon);
    }
    return new Variation(digit, lower, upper);
  }

  /** Any grey level 0 to 16 in each of the 8 pixels of a column, counted from 1 on the left. */
  static Variation deadColumn(Digit digit, int column) {
    Variation exact = noise(digit, 0);
    IntStream.range(0, DigitsDataset.SIDE)
        .map(row -> row * DigitsDataset.SIDE + column - 1)
        .forEach(
            pixel -> {
              exact.lower[pixel] = 0;
              exact.upper[pixel] = DigitsDataset.INK;
            });
    return exact;
  }

  /** Violated where the score of another digit reaches that of the label. */
  Case toCase() {
    int label = digit.label();
    return new Case(
        new DecimalBox(decimals(lower), decimals(upper)),
        IntStream.range(0, DigitsDataset.CLASSES)
            .filter(other -> other != label)
            .mapToObj(other -> Polyhedron.of(LinearInequality.outputOrder(label, other)))
            .toList());
  }

  private static BigDecimal[] decimals(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }
}
