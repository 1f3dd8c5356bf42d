package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.util.function.Consumer;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.specs.query.CounterexampleChecker;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * The maximum safe radius between two bounds, at any time: attacks bring the upper one down, proofs
 * of smaller balls the lower one up. Proofs are tried in the middle of the interval, for a short
 * time at first. Both ends carry a witness; the lower is never above the truth as long as the
 * verifier is sound, and a contradiction between the two is an error, not an answer.
 */
public final class SafeRadius implements RadiusSearch {
  private static final double ATTACK_SHARE = 0.2;
  private static final double SLICE_SHARE = 0.04;
  private static final double LAST_GAP = 0.2;
  private static final double LAST_SHARE = 0.5;
  private static final int MOST_ROUNDS = 100;

  private final Verifier verifier;
  private final Refuter attack;

  public SafeRadius(Verifier verifier, Refuter attack) {
    this.verifier = verifier;
    this.attack = attack;
  }

  @Override
  public RadiusInterval search(
      RadiusQuestion question,
      double precision,
      Budget budget,
      Consumer<RadiusInterval> listener,
      ProofListener notes) {
    Progress progress = new Progress(question, listener);
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
    private final ProofListener notes;
    private final NearestFound nearest;
    private final long totalMillis;

    /** Too hard for the time that was tried; null if nothing was. */
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
      this.notes = notes;
      this.nearest = new NearestFound(question, attack, progress);
      this.totalMillis = budget.remainingMillis();
    }

    void run() {
      if (isNarrow()) {
        return;
      }
      nearest.search(precision, Budget.ofMillis((long) (totalMillis * ATTACK_SHARE)));
      if (progress.now().upper().isEmpty()) {
        proveAll();
      }
      if (progress.now().upper().isPresent()) {
        closeIn();
      }
    }

    /** Where proofs take too long, nearer ones are tried; once these are too near, longer ones. */
    private void closeIn() {
      long slice = (long) (totalMillis * SLICE_SHARE);
      for (int round = 0; round < MOST_ROUNDS && isOpen(); round++) {
        boolean isLast = progress.now().gap() < LAST_GAP && hard == null;
        prove(
            isLast ? goal() : middle().min(goal()),
            isLast ? (long) (budget.remainingMillis() * LAST_SHARE) : slice);
        if (hard != null && !isFar(hard)) {
          slice *= 2;
          hard = widened();
        }
      }
    }

    /** So near to the upper end that its proof is enough. */
    private BigDecimal goal() {
      return NearestFound.scaled(upper(), 1 - 0.9 * precision);
    }

    /** What may be in reach of a proof that takes twice as long; null for all. */
    private BigDecimal widened() {
      BigDecimal lower = progress.now().lower();
      BigDecimal room = hard.subtract(lower).max(NearestFound.scaled(upper(), precision / 2));
      BigDecimal end = lower.add(room.multiply(BigDecimal.valueOf(4)));
      return end.compareTo(upper()) < 0 ? end : null;
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
    private boolean isFar(BigDecimal limit) {
      double room = limit.subtract(progress.now().lower()).doubleValue();
      return room > precision / 2 * upper().doubleValue();
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
      notes.note("trying to prove the radius " + radius.toPlainString());
      Query query = question.within(radius);
      Budget slice = Budget.ofMillis(Math.min(millis, budget.remainingMillis()));
      Verdict verdict = verifier.verify(query, slice, notes);
      if (verdict instanceof Verdict.Holds holds) {
        progress.proved(radius, holds.assurance());
      } else if (verdict instanceof Verdict.Violated violated) {
        nearest.keep(query, violated.counterexample());
      } else {
        hard = radius;
      }
    }
  }
}
