package org.plumbline.verifier.certified;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.reference.property.WrittenProperty;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * Whether declared inputs that are one free input of a query have to be equal. At a point where the
 * formula is true one of them is moved alone: then it is false, or they are two inputs.
 */
final class MergeComparison {
  /** Of each input at the first point: up, down, to another input, and to an end of a range. */
  private static final int WAYS = 4;

  private static final int MOST_AT_FIRST = 20_000;
  private static final int MOST_LATER = 16;
  private static final BigDecimal[] DISTANCES = {new BigDecimal("0.001"), new BigDecimal("1e-9")};

  private final Optional<? extends WrittenProperty> formula;
  private final Property property;
  private final Arrangement arrangement;
  private final int[] merged;
  private final SplittableRandom random;
  private int moves;

  MergeComparison(
      Optional<? extends WrittenProperty> formula,
      Property property,
      Arrangement arrangement,
      SplittableRandom random) {
    this.formula = formula;
    this.property = property;
    this.arrangement = arrangement;
    this.merged = arrangement.merged();
    this.random = random;
  }

  /** Whether inputs were moved, if there are any to be. */
  boolean isDone() {
    return merged.length == 0 || moves > 0;
  }

  /** What differs, if anything does, at a point where the formula is true. */
  Optional<Comparison> at(UnsafePoint.Point point) {
    Optional<Comparison> found = Optional.empty();
    long most = moves == 0 ? MOST_AT_FIRST : MOST_LATER;
    long tries = Math.min((long) WAYS * merged.length, most);
    for (int k = 0; found.isEmpty() && k < tries; k++) {
      found = oneMoved(point);
    }
    return found;
  }

  private Optional<Comparison> oneMoved(UnsafePoint.Point point) {
    int way = moves / merged.length % WAYS;
    int input = merged[moves++ % merged.length];
    BigDecimal[] declared = arrangement.declared(point.x());
    BigDecimal moved = moved(way, input, declared);
    boolean isSame = moved.compareTo(declared[input]) == 0;
    declared[input] = moved;
    if (isSame || !formula.orElseThrow().holds(declared, point.y())) {
      return Optional.empty();
    }
    return Optional.of(
        new Comparison.Differs(
            "the property, where input "
                + input
                + " of "
                + Arrays.toString(declared)
                + " is by itself, and outputs "
                + Arrays.toString(point.y()),
            "none, as it is equal to other inputs",
            "a violation"));
  }

  private BigDecimal moved(int way, int input, BigDecimal[] declared) {
    BigDecimal distance = DISTANCES[random.nextInt(DISTANCES.length)];
    return switch (way) {
      case 0 -> declared[input].add(distance);
      case 1 -> declared[input].subtract(distance);
      case 2 -> declared[random.nextInt(declared.length)];
      default -> anEnd(arrangement.freeOfInput()[input]);
    };
  }

  private BigDecimal anEnd(int input) {
    Case part = property.cases().get(random.nextInt(property.cases().size()));
    DecimalBox box = part.inputs();
    return random.nextBoolean() ? box.lower()[input] : box.upper()[input];
  }
}
