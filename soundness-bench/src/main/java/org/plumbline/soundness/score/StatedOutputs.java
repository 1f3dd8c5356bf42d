package org.plumbline.soundness.score;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.property.Property;

/**
 * What the answer says that the model computes at the planted point. It convicts where a replay by
 * Plumbline cannot: a replay reads the file as Plumbline does, and adds in one order.
 */
final class StatedOutputs {
  private StatedOutputs() {}

  /** How deep inside the unsafe set they are; empty if they are not, or of another point. */
  static Optional<BigDecimal> margin(
      Answer answer, Semantics semantics, Property property, List<String> point) {
    Optional<BigDecimal[]> planted = answer.unsafePoint(semantics);
    Optional<BigDecimal[]> outputs = answer.unsafeOutputs(semantics);
    if (planted.isEmpty() || outputs.isEmpty() || !isSame(planted.get(), point)) {
      return Optional.empty();
    }
    return ExactSlack.isUnsafe(property, planted.get(), outputs.get())
        ? ExactSlack.of(property, planted.get(), outputs.get())
        : Optional.empty();
  }

  private static boolean isSame(BigDecimal[] planted, List<String> point) {
    try {
      return Arrays.equals(
          planted,
          point.stream().map(Decimals::parse).toArray(BigDecimal[]::new),
          BigDecimal::compareTo);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
