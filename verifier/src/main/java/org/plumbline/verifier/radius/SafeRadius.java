package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * The maximum safe radius between two bounds, at any time: attacks bring the upper one down, proofs
 * of smaller balls the lower one up. Proofs are tried in the middle of the interval for a short
 * time each, and then few of them for long, upward in steps that shrink, since what proofs take
 * grows fast with the radius. Both ends carry a witness; the lower is never above the truth as long
 * as the verifier is sound, and a contradiction between the two is an error, not an answer.
 */
public final class SafeRadius implements RadiusSearch {
  private static final double QUICK_SHARE = 0.1;
  private static final double THOROUGH_SHARE = 0.2;
  private static final double FIRST_SLICES = 0.025;

  /** Of the upper end: so near to what is proved, what is too hard is no more looked for. */
  private static final double NEAR = 0.08;

  /** Of what is proved in a short time: as much further a long one gets, mostly. */
  private static final double FIRST_STEP = 0.15;

  /** Of what is left of the time, that a long proof may take. */
  private static final double LONG_SHARE = 0.5;

  /** So much more of the radius takes twice as many subproblems, or less. */
  private static final double DOUBLING = 0.006;

  /** What a long proof affords. */
  private static final double MOST_SUBPROBLEMS = 10_000;

  /** What is left of a step after a proof that took too long. */
  private static final double LESS = 0.5;

  private static final int MOST_ROUNDS = 100;

  private final Verifier verifier;
  private final Refuter quick;
  private final Refuter thorough;

  /**
   * @param quick finds the order of the radius
   * @param thorough what the quick attack has found, it brings nearer
   */
  public SafeRadius(Verifier verifier, Refuter quick, Refuter thorough) {
    this.verifier = verifier;
    this.quick = quick;
    this.thorough = thorough;
  }

  @Override
  public RadiusInterval search(
      RadiusQuestion question,
      double precision,
      Budget budget,
      Consumer<RadiusInterval> listener,
      ProofListener notes) {
    Progress progress = new Progress(question, Distance.LINF, listener);
    Query itself = question.within(BigDecimal.ZERO);
    new CounterexampleChecker(itself)
        .check(itself.boxes().get(0).lower())
        .filter(Counterexample::isViolation)
        .ifPresent(progress::found);
    new Search(question, precision, budget, progress, notes).run();
    return progress.now();
  }

  private final class Search {
    private final RadiusQuestion question;
    private final double precision;
    private final Budget budget;
    private final Progress progress;
    private final ProofWork work;
    private final long totalMillis;

    /** The least radius that was too hard for the time it got; null if none was. */
    private BigDecimal hard;

    Search(
        RadiusQuestion question,
        double precision,
        Budget budget,
        Progress progress,
        ProofListener notes) {
      this.question = question;
      this.precision = precision;
      this.budget = budget;
      this.progress = progress;
      this.work = new ProofWork(notes);
      this.totalMillis = budget.remainingMillis();
    }

    void run() {
      if (isNarrow()) {
        return;
      }
      attack(quick, QUICK_SHARE);
      attack(thorough, THOROUGH_SHARE);
      if (progress.now().upper().isEmpty()) {
        proveAll();
      }
      if (progress.now().upper().isPresent()) {
        closeIn();
      }
    }

    private void attack(Refuter by, double share) {
      Budget part = Budget.ofMillis((long) (totalMillis * share));
      new NearestFound(question, by, progress).search(precision, part);
    }

    /** A proof that took a small part of its time is followed by a longer step. */
    private void closeIn() {
      long slice = (long) (totalMillis * FIRST_SLICES);
      int rounds = 0;
      for (; rounds < MOST_ROUNDS && isOpen() && isFar(); rounds++) {
        prove(middle().min(goal()), slice);
      }
      double step = firstStep();
      hard = null;
      for (; rounds < MOST_ROUNDS && isOpen(); rounds++) {
        step = Math.max(step, upper().doubleValue() * precision / 20);
        BigDecimal lower = progress.now().lower();
        long start = budget.remainingMillis();
        long most = Math.max(slice, (long) (start * LONG_SHARE));
        prove(further(step), most);
        boolean isProved = progress.now().lower().compareTo(lower) > 0;
        boolean isEasy = isProved && start - budget.remainingMillis() < most / 16;
        step *= isEasy ? 2 : LESS;
        step = isProved ? Math.max(isEasy ? step : 0, nextStep()) : step;
      }
    }

    /** A step on, or halfway to what was too hard for a long proof. */
    private BigDecimal further(double step) {
      BigDecimal end =
          NearestFound.scaled(progress.now().lower().add(new BigDecimal(step)), 1).min(goal());
      return hard != null && end.compareTo(hard) >= 0 ? middle() : end;
    }

    /** As far as the last proof grows to what is affordable. */
    private double nextStep() {
      double doublings = Math.log(MOST_SUBPROBLEMS / work.subproblems()) / Math.log(2);
      return DOUBLING * Math.max(1, doublings) * progress.now().lower().doubleValue();
    }

    /** Where nothing was proved in a short time, half of what was too hard for it. */
    private double firstStep() {
      double lower = progress.now().lower().doubleValue();
      double half = (upper().doubleValue() - lower) / 2;
      return lower > 0 ? Math.min(FIRST_STEP * lower, half) : middle().doubleValue();
    }

    /** So near to the upper end that its proof is enough. */
    private BigDecimal goal() {
      return NearestFound.scaled(upper(), 1 - 0.9 * precision);
    }

    private boolean isNarrow() {
      return progress.now().gap() <= precision;
    }

    private boolean isOpen() {
      return !budget.expired() && !isNarrow();
    }

    private BigDecimal upper() {
      return progress.now().upper().orElseThrow();
    }

    /** Whether there is room between what is proved and what is too hard. */
    private boolean isFar() {
      BigDecimal end = hard == null ? upper() : hard.min(upper());
      double room = end.subtract(progress.now().lower()).doubleValue();
      return room > NEAR * upper().doubleValue();
    }

    private BigDecimal middle() {
      BigDecimal end = hard == null ? upper() : hard.min(upper());
      return NearestFound.scaled(progress.now().lower().add(end), 0.5);
    }

    /** Where no attack finds anything, perhaps there is nothing; else some part of it is proved. */
    private void proveAll() {
      question
          .furthest()
          .filter(all -> all.signum() > 0)
          .ifPresent(all -> prove(all, budget.remainingMillis() / 2));
      BigDecimal radius = question.firstGuess();
      for (int k = 0; k < MOST_ROUNDS && isOpen() && !isAllProved(); k++) {
        BigDecimal before = progress.now().lower();
        prove(radius, budget.remainingMillis() / 2);
        if (progress.now().upper().isPresent()) {
          return;
        }
        boolean isMore = progress.now().lower().compareTo(before) > 0;
        radius = isMore ? radius.add(radius) : NearestFound.scaled(before.add(radius), 0.5);
      }
    }

    private boolean isAllProved() {
      return question
          .furthest()
          .filter(all -> all.compareTo(progress.now().lower()) <= 0)
          .isPresent();
    }

    private void prove(BigDecimal radius, long millis) {
      if (radius.signum() <= 0 || radius.compareTo(progress.now().lower()) <= 0) {
        hard = radius;
        return;
      }
      work.begin();
      work.note("trying to prove the radius " + radius.toPlainString());
      Query query = question.within(radius);
      Budget slice = Budget.ofMillis(Math.min(millis, budget.remainingMillis()));
      Verdict verdict = verifier.verify(query, slice, work);
      if (verdict instanceof Verdict.Holds holds) {
        progress.proved(radius, holds.assurance());
        hard = hard == null || hard.compareTo(radius) <= 0 ? null : hard;
      } else if (verdict instanceof Verdict.Violated violated) {
        new NearestFound(question, quick, progress).keep(query, violated.counterexample());
      } else {
        hard = hard == null ? radius : hard.min(radius);
      }
    }
  }
}
