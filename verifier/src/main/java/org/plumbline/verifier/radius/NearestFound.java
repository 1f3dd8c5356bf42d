package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.contract.Refuter;

/**
 * The upper end: attacks in balls that grow until something is found, unless something was before,
 * then in balls a little smaller than what was found. Whatever is found is drawn toward the input
 * as far as it goes. All points are replayed.
 */
final class NearestFound {
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.FLOOR);
  private static final int MOST_DOUBLINGS = 40;
  private static final int HALVINGS = 10;

  private final RadiusQuestion question;
  private final Refuter attack;
  private final Progress progress;

  NearestFound(RadiusQuestion question, Refuter attack, Progress progress) {
    this.question = question;
    this.attack = attack;
    this.progress = progress;
  }

  /** Until smaller balls by this share show nothing more, or the budget ends. */
  void search(double precision, Budget budget) {
    if (progress.now().upper().isEmpty()) {
      grow(budget);
    }
    for (double step = 0.1; step > precision / 4 && isOpen(budget); ) {
      BigDecimal radius = scaled(progress.now().upper().orElseThrow(), 1 - step);
      if (!attack(radius, budget)) {
        step /= 2;
      }
    }
  }

  private boolean isOpen(Budget budget) {
    return !budget.expired() && progress.now().upper().filter(u -> u.signum() > 0).isPresent();
  }

  private void grow(Budget budget) {
    BigDecimal radius = question.firstGuess();
    Optional<BigDecimal> furthest = question.furthest();
    for (int k = 0; k < MOST_DOUBLINGS && !budget.expired(); k++) {
      boolean isAll = furthest.isPresent() && radius.compareTo(furthest.get()) >= 0;
      if (attack(isAll ? furthest.get() : radius, budget) || isAll) {
        return;
      }
      radius = radius.add(radius);
    }
  }

  private boolean attack(BigDecimal radius, Budget budget) {
    Query query = question.within(radius);
    Optional<Counterexample> found = attack.refute(query, budget);
    found.ifPresent(counterexample -> keep(query, counterexample));
    return found.isPresent();
  }

  /** Keeps the nearest counterexample between the input and this one that halving finds. */
  void keep(Query query, Counterexample found) {
    progress.found(found);
    CounterexampleChecker checker = new CounterexampleChecker(query);
    double most = 1;
    double least = 0;
    for (int k = 0; k < HALVINGS; k++) {
      double middle = (most + least) / 2;
      Optional<Counterexample> nearer =
          checker.check(between(found, middle)).filter(Counterexample::isViolation);
      nearer.ifPresent(progress::found);
      most = nearer.isPresent() ? middle : most;
      least = nearer.isPresent() ? least : middle;
    }
  }

  private double[] between(Counterexample found, double share) {
    double[] point = found.inputs().clone();
    for (int i = 0; i < point.length; i++) {
      double own = question.values()[i].doubleValue();
      point[i] = own + share * (point[i] - own);
    }
    return point;
  }

  /** A share of a distance, in few digits. */
  static BigDecimal scaled(BigDecimal distance, double share) {
    return distance.multiply(new BigDecimal(share)).round(DIGITS);
  }
}
