package org.plumbline.specs.robustness;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * One input of a network as it was read.
 *
 * @param values in the order of the network's input; owned by it
 * @param layout of the image that they are of
 */
public record ReadInput(BigDecimal[] values, Optional<ImageLayout> layout) {

  /** The nearest doubles. */
  public double[] doubles() {
    return Arrays.stream(values).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /** For people. */
  public String words() {
    return layout.map(ImageLayout::words).orElse(values.length + " numbers");
  }
}
