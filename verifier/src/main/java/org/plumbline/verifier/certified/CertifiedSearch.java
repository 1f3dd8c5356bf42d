package org.plumbline.verifier.certified;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/**
 * A search followed by the check of what it found, within one budget: a proof is certified where
 * the checker accepts its certificate and a second reading of the files agrees; a violation is one
 * where the second reading agrees. What the search found stands where only the check did not end in
 * time, as far as it needs none: nothing is known without a certificate about binary32, nor where
 * reading took something for granted.
 */
public final class CertifiedSearch {
  /** A comparison of readings goes on for this, or the share of the proof's time, if longer. */
  private static final long LEAST_MILLIS = 100;

  private static final double SHARE = 0.1;

  private final Supplier<Semantics> numbers;
  private final int threads;
  private final Consumer<String> notes;

  public CertifiedSearch(Semantics semantics, int threads, Consumer<String> notes) {
    this(() -> semantics, threads, notes);
  }

  /**
   * @param numbers that are asked about, which may be known when the question was read
   */
  public CertifiedSearch(Supplier<Semantics> numbers, int threads, Consumer<String> notes) {
    this.numbers = numbers;
    this.threads = threads;
    this.notes = notes;
  }

  /**
   * Reads, searches and has what was found checked.
   *
   * @param reading what is asked; its exceptions are passed on
   * @param search leaves its proof with the recorder
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public Decision decide(
      Budget budget,
      Supplier<Asked> reading,
      CertificateRecorder recorder,
      Function<Question, Verdict> search) {
    return decide(budget, reading, recorder, search, known -> {});
  }

  /**
   * The same.
   *
   * @param early hears the verdict that stands unless the check that follows says something else
   */
  public Decision decide(
      Budget budget,
      Supplier<Asked> reading,
      CertificateRecorder recorder,
      Function<Question, Verdict> search,
      Consumer<Verdict> early) {
    AtomicReference<Question> question = new AtomicReference<>();
    AtomicReference<Decision> found = new AtomicReference<>();
    Verdict verdict =
        new Deadline(budget)
            .keep(
                () -> {
                  Asked asked = reading.get();
                  question.set(asked.question());
                  Check check = new Check(asked, recorder, budget, budget);
                  found.set(check.unchecked(search.apply(question.get())));
                  early.accept(found.get().verdict());
                  found.set(check.checked());
                  return found.get().verdict();
                });
    return verdict instanceof Verdict.Unknown && found.get() != null
        ? found.get()
        : new Decision(
            verdict,
            Optional.ofNullable(question.get()),
            found.get() == null ? Optional.empty() : found.get().proof());
  }

  /**
   * The same for one query, on the caller's thread.
   *
   * @param second of the files that the query was made of
   * @param checking ends the check, which may take time of its own
   */
  public Decision decide(
      Query query,
      SecondReading second,
      Budget budget,
      Budget checking,
      CertificateRecorder recorder,
      Function<Query, Verdict> search) {
    Check check = new Check(new Asked(Question.of(query), second), recorder, budget, checking);
    check.unchecked(search.apply(query));
    return check.checked();
  }

  /** How long readings are compared at least, for a proof that took so long. */
  static long comparisonMillis(long proofMillis) {
    return Math.max(LEAST_MILLIS, (long) (SHARE * proofMillis));
  }

  /**
   * Why nothing is certified.
   *
   * @throws ReadingsDifferException if that is a bug
   */
  static String reasonAgainst(Comparison compared) {
    if (compared instanceof Comparison.Differs difference) {
      throw new ReadingsDifferException(difference);
    }
    return compared instanceof Comparison.Undefined undefined
        ? undefined.why()
        : ((Comparison.Unknown) compared).why();
  }

  /** One search and its check. */
  private final class Check {
    private final Question question;
    private final CertificateRecorder recorder;
    private final Budget checking;
    private final Optional<Query> query;
    private final Optional<SecondReading.Running> comparison;
    private final Semantics semantics = numbers.get();
    private final ProofCheck proofs = new ProofCheck(semantics, threads, notes);
    private final long start = System.nanoTime();
    private long searchMillis;
    private Verdict found;

    Check(Asked asked, CertificateRecorder recorder, Budget budget, Budget checking) {
      this.question = asked.question();
      this.recorder = recorder;
      this.checking = checking;
      boolean isWhole = question.parts().size() == 1 && !budget.expired();
      this.query = isWhole ? Optional.of(question.parts().get(0).get()) : Optional.empty();
      this.comparison = query.map(whole -> asked.second().begin(whole, semantics));
    }

    /** What is known before anything is checked. */
    Decision unchecked(Verdict verdict) {
      found = verdict;
      searchMillis = (System.nanoTime() - start) / 1_000_000;
      return decision(needsNoCheck() ? verdict : unproved("the certificate was not checked"));
    }

    private boolean needsNoCheck() {
      boolean isComplete =
          semantics == Semantics.REAL
              && query.map(q -> q.network().reading().ranges().isEmpty()).orElse(true);
      return isComplete || !(found instanceof Verdict.Holds);
    }

    private Verdict unproved(String why) {
      return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, why);
    }

    Decision checked() {
      try {
        if (found instanceof Verdict.Violated violated) {
          return decision(confirmed(violated.counterexample()));
        }
        if (found instanceof Verdict.Unknown && query.isPresent()) {
          return recorder.claim().map(this::claimed).orElseGet(() -> decision(found));
        }
        return found instanceof Verdict.Holds && query.isPresent() ? proved() : decision(found);
      } finally {
        comparison.ifPresent(SecondReading.Running::cancel);
      }
    }

    /** Nothing that others say holds unless the checker accepts it. */
    private Decision claimed(List<CaseProof> proof) {
      Optional<List<CaseProof>> accepted = proofs.accepted(query.get(), proof, checking);
      if (accepted.isEmpty()) {
        String why = "what others proved of its parts was refused: " + proofs.reason();
        return decision(
            checking.expired()
                ? new Verdict.Unknown(
                    Verdict.Cause.TIMEOUT, "the time limit was reached while it was checked")
                : unproved(why));
      }
      found = new Verdict.Holds(Assurance.ROUNDED);
      return compared(accepted);
    }

    private Decision proved() {
      Optional<List<CaseProof>> accepted = proofs.accepted(query.get(), recorder, checking);
      if (accepted.isEmpty()) {
        notes.accept(proofs.reason());
        return decision(needsNoCheck() ? found : unproved(proofs.reason()));
      }
      return compared(accepted);
    }

    private Decision compared(Optional<List<CaseProof>> accepted) {
      Comparison compared = comparison.get().finish(comparisonMillis(searchMillis), checking);
      if (compared instanceof Comparison.Agrees agreed) {
        notes.accept("a second reading of the files agrees at " + agreed.points() + " points");
        return new Decision(
            new Verdict.Holds(Assurance.CERTIFIED), Optional.of(question), accepted);
      }
      String why = reasonAgainst(compared);
      notes.accept(why);
      boolean isUndefined = compared instanceof Comparison.Undefined;
      return decision(needsNoCheck() && !isUndefined ? found : unproved(why));
    }

    private Verdict confirmed(Counterexample violation) {
      if (comparison.isEmpty()) {
        return found;
      }
      Comparison compared = comparison.get().confirm(violation);
      if (compared instanceof Comparison.Agrees) {
        return found;
      }
      String why = reasonAgainst(compared);
      notes.accept(why);
      boolean isInReals = violation.classification() != Counterexample.Classification.FLOAT32_ONLY;
      boolean stands = compared instanceof Comparison.Unknown && isInReals;
      return stands ? found : unproved("a violation was found, but " + why);
    }

    private Decision decision(Verdict verdict) {
      return new Decision(verdict, Optional.of(question), Optional.empty());
    }
  }
}
