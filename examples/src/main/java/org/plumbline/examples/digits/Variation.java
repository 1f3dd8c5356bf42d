package org.plumbline.examples.digits;

import java.util.stream.IntStream;
import org.plumbline.examples.digits.DigitsDataset.Digit;

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
}
