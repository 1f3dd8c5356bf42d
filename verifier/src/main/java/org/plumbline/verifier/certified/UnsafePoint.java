package org.plumbline.verifier.certified;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;

/**
 * Looks for inputs and outputs in an unsafe set near others. Of a row that does not hold one
 * variable is moved so that it does, again and again: relaxation (Motzkin and Schoenberg, 1954),
 * along one axis each time.
 */
final class UnsafePoint {
  private static final int STEPS = 60;
  private static final BigDecimal FARTHEST = new BigDecimal("1e12");

  /** Behind the point of a distance, so that products of what is moved stay short. */
  private static final int MOST_DIGITS = 60;

  private static final MathContext AWAY = new MathContext(40, RoundingMode.UP);
  private static final BigDecimal[] SLACKS = {
    BigDecimal.ZERO, new BigDecimal("1e-9"), new BigDecimal("0.001"), new BigDecimal("0.5")
  };

  private final Property property;
  private final Arrangement arrangement;
  private final SplittableRandom random;
  private int turn;

  /**
   * @param x free inputs
   * @param y declared outputs
   */
  record Point(BigDecimal[] x, BigDecimal[] y) {}

  UnsafePoint(Property property, Arrangement arrangement, SplittableRandom random) {
    this.property = property;
    this.arrangement = arrangement;
    this.random = random;
  }

  /** A point of the next unsafe set whose box holds the input; the input stays in the box. */
  Optional<Point> near(BigDecimal[] x, BigDecimal[] y) {
    List<Case> cases = property.cases();
    int first = turn++;
    for (int k = 0; k < cases.size(); k++) {
      Case part = cases.get((first + k) % cases.size());
      if (!part.unsafe().isEmpty() && part.inputs().contains(x)) {
        Polyhedron unsafe = part.unsafe().get(first / cases.size() % part.unsafe().size());
        return near(part.inputs(), unsafe.inequalities(), new Point(x.clone(), y.clone()));
      }
    }
    return Optional.empty();
  }

  private Optional<Point> near(DecimalBox box, List<LinearInequality> rows, Point point) {
    for (int step = 0; step < STEPS; step++) {
      BigDecimal[] all = arrangement.withProducts(point.x, point.y);
      int first = random.nextInt(Math.max(1, rows.size()));
      LinearInequality broken = null;
      for (int k = 0; k < rows.size() && broken == null; k++) {
        LinearInequality row = rows.get((first + k) % rows.size());
        broken = row.holds(point.x, all) ? null : row;
      }
      if (broken == null) {
        return Optional.of(point);
      }
      mend(broken, broken.slack(point.x, all), box, point);
    }
    return Optional.empty();
  }

  /** Moves a variable of the row. */
  private void mend(LinearInequality row, BigDecimal slack, DecimalBox box, Point point) {
    int inputs = row.inputIndices().length;
    int terms = inputs + row.outputIndices().length;
    if (terms == 0) {
      return;
    }
    BigDecimal more = SLACKS[(row.strict() ? 1 : 0) + random.nextInt(3)].subtract(slack);
    int term = random.nextInt(terms);
    if (term < inputs) {
      move(row.inputIndices()[term], row.inputCoefficients()[term], more, box, point);
      return;
    }
    int output = row.outputIndices()[term - inputs];
    BigDecimal coefficient = row.outputCoefficients()[term - inputs];
    if (output < point.y.length) {
      move(point.x.length + output, coefficient, more, box, point);
    } else {
      int[] factors = arrangement.products().get(output - point.y.length);
      int moved = random.nextInt(factors.length);
      for (int k = 0; k < factors.length; k++) {
        coefficient =
            k == moved ? coefficient : coefficient.multiply(value(factors[k], point), AWAY);
      }
      move(factors[moved], coefficient, more, box, point);
    }
  }

  private static BigDecimal value(int place, Point point) {
    int inputs = point.x.length;
    return place < inputs ? point.x[place] : point.y[place - inputs];
  }

  /** Moves an input, inside of the box, or an output, so that the row has more slack. */
  private static void move(
      int place, BigDecimal coefficient, BigDecimal more, DecimalBox box, Point point) {
    if (coefficient.signum() == 0) {
      return;
    }
    BigDecimal distance = more.divide(coefficient, AWAY);
    if (distance.abs().compareTo(FARTHEST) > 0) {
      return;
    }
    BigDecimal moved =
        value(place, point)
            .subtract(distance.setScale(Math.min(MOST_DIGITS, distance.scale()), RoundingMode.UP));
    int inputs = point.x.length;
    if (place < inputs) {
      point.x[place] = moved.max(box.lower()[place]).min(box.upper()[place]);
    } else {
      point.y[place - inputs] = moved;
    }
  }
}
