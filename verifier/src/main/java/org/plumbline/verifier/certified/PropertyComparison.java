package org.plumbline.verifier.certified;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.reference.property.WrittenProperty;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Whether the cases that are proved about are what the property's formula says, at inputs and
 * outputs: those of the network, others that lie at the ends of boxes and the numbers of both, or a
 * little beside them, and others in unsafe sets, so that each comparison turns out either way
 * somewhere. At the latter declared inputs are moved, too, that are one free input.
 */
final class PropertyComparison {
  private static final int VARIATIONS = 8;
  private static final int SEARCHES = 8;
  private static final int ENDS = 4;
  private static final int MOST_ROWS = 1000;
  private static final BigDecimal[] DISTANCES = {
    BigDecimal.ZERO, new BigDecimal("0.001"), new BigDecimal("1e-9")
  };

  private final Optional<? extends WrittenProperty> formula;
  private final Property property;
  private final Arrangement arrangement;
  private final List<BigDecimal> numbers = new ArrayList<>(List.of(BigDecimal.ZERO));
  private final SplittableRandom random = new SplittableRandom(31);
  private final UnsafePoint unsafe;
  private final MergeComparison merges;
  private int coordinate;

  /**
   * @param formula empty where the property is no file
   */
  PropertyComparison(
      Optional<? extends WrittenProperty> formula, Property property, Arrangement arrangement) {
    this.formula = formula;
    this.property = property;
    this.arrangement = arrangement;
    this.unsafe = new UnsafePoint(property, arrangement, random);
    this.merges = new MergeComparison(formula, property, arrangement, random);
    formula.ifPresent(read -> numbers.addAll(read.constants()));
    property.cases().stream()
        .flatMap(part -> part.unsafe().stream())
        .flatMap(polyhedron -> polyhedron.inequalities().stream())
        .limit(MOST_ROWS)
        .forEach(row -> numbers.add(row.rhs()));
  }

  /**
   * What differs, if anything does, for an input and what the network makes of it.
   *
   * @param input free inputs
   * @param output declared outputs
   */
  Optional<Comparison> at(double[] input, double[] output) {
    boolean isFinite = Arrays.stream(output).allMatch(Double::isFinite);
    if (formula.isEmpty() || !isFinite) {
      return Optional.empty();
    }
    int inputs = arrangement.freeOfInput().length;
    if (formula.get().inputs() != inputs || formula.get().outputs() != output.length) {
      return Optional.of(
          new Comparison.Differs(
              "the declarations of the property",
              inputs + " inputs and " + output.length + " outputs",
              formula.get().inputs() + " and " + formula.get().outputs()));
    }
    BigDecimal[] x = exact(input);
    BigDecimal[] y = exact(output);
    Optional<Comparison> found = compare(x, y);
    for (int k = 0; found.isEmpty() && k < VARIATIONS; k++) {
      found = compare(k % 2 == 0 ? x : atAnEnd(x), k % 4 == 1 ? y : moved(y));
    }
    return found.or(() -> unsafe(x, y));
  }

  /** At the first unsafe point that is found, of a few tries while inputs were never moved. */
  private Optional<Comparison> unsafe(BigDecimal[] x, BigDecimal[] y) {
    Optional<UnsafePoint.Point> point = unsafe.near(x, y);
    for (int k = 0; point.isEmpty() && k < SEARCHES && !merges.isDone(); k++) {
      point = unsafe.near(x, moved(y));
    }
    return point.flatMap(this::atUnsafe);
  }

  private Optional<Comparison> atUnsafe(UnsafePoint.Point point) {
    Optional<Comparison> found =
        compare(point.x(), point.y())
            .or(() -> merges.at(point))
            .or(() -> compare(point.x(), oneMoved(point.y())));
    for (int k = 0; found.isEmpty() && k < ENDS; k++) {
      found = compare(atAnEnd(point.x()), point.y());
    }
    return found;
  }

  /** Whether inputs that are one free input were found to be equal, if there are any. */
  boolean hasMovedMerged() {
    return formula.isEmpty() || merges.isDone();
  }

  /** An end of a case's range of a free input. */
  private BigDecimal anEnd(int input) {
    DecimalBox box = property.cases().get(random.nextInt(property.cases().size())).inputs();
    return random.nextBoolean() ? box.lower()[input] : box.upper()[input];
  }

  /** One input at an end of a case's range, or beside it. */
  private BigDecimal[] atAnEnd(BigDecimal[] x) {
    BigDecimal[] moved = x.clone();
    if (!property.cases().isEmpty()) {
      int j = coordinate++ % x.length;
      moved[j] = beside(anEnd(j));
    }
    return moved;
  }

  /** Half of the outputs at numbers of the formula, or beside them. */
  private BigDecimal[] moved(BigDecimal[] y) {
    BigDecimal[] moved = y.clone();
    for (int i = 0; i < moved.length; i++) {
      if (random.nextBoolean()) {
        moved[i] = beside(numbers.get(random.nextInt(numbers.size())));
      }
    }
    return moved;
  }

  private BigDecimal[] oneMoved(BigDecimal[] y) {
    BigDecimal[] moved = y.clone();
    int i = random.nextInt(moved.length);
    moved[i] = beside(random.nextBoolean() ? y[i] : numbers.get(random.nextInt(numbers.size())));
    return moved;
  }

  private BigDecimal beside(BigDecimal number) {
    BigDecimal distance = DISTANCES[random.nextInt(DISTANCES.length)];
    return random.nextBoolean() ? number.add(distance) : number.subtract(distance);
  }

  private Optional<Comparison> compare(BigDecimal[] x, BigDecimal[] y) {
    BigDecimal[] all = arrangement.withProducts(x, y);
    boolean isProvedAbout = false;
    for (Case part : property.cases()) {
      isProvedAbout |= part.inputs().contains(x) && isIn(part.unsafe(), x, all);
    }
    isProvedAbout &= property.allows(x);
    boolean isWritten = formula.get().holds(arrangement.declared(x), y);
    if (isWritten == isProvedAbout) {
      return Optional.empty();
    }
    return Optional.of(
        new Comparison.Differs(
            "the property, inputs " + Arrays.toString(x) + " and outputs " + Arrays.toString(y),
            isProvedAbout ? "a violation" : "none",
            isWritten ? "a violation" : "none"));
  }

  private static boolean isIn(List<Polyhedron> unsafe, BigDecimal[] x, BigDecimal[] y) {
    return unsafe.stream().anyMatch(polyhedron -> polyhedron.contains(x, y));
  }

  static BigDecimal[] exact(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }
}
