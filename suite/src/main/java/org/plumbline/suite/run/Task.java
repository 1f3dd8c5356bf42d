package org.plumbline.suite.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.api.Assurance;
import org.plumbline.suite.Origin;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.ledger.LedgerEntry;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.question.Remembered;

/**
 * One question with what the ledger remembers of it. An answer that has evidence is checked, and
 * stands or is asked anew; what violated an earlier network, or proved it, is tried first; the rest
 * is searched.
 */
public final class Task {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Asked asked;
  private final Supplier<Memory> memories;
  private final Supplier<Duration> limits;
  private final Retry retry;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param memories read when the task begins
   * @param limits what is left for a question when the task begins; zero if nothing is
   */
  Task(Asked asked, Supplier<Memory> memories, Supplier<Duration> limits, Retry retry) {
    this.asked = asked;
    this.memories = memories;
    this.limits = limits;
    this.retry = retry;
  }

  /** The question. */
  public Asked asked() {
    return asked;
  }

  /** Answers it; whatever goes wrong is an answer, too. */
  public Result perform() {
    Instant begun = Instant.now();
    long start = System.nanoTime();
    Duration limit = limits.get();
    Answered answered;
    try {
      answered =
          limit.isZero()
              ? new Answered(
                  Found.undecided("the suite's time is used up", Optional.empty(), 0),
                  Origin.NOT_ASKED)
              : answered(limit);
    } catch (RuntimeException | Error e) {
      answered = new Answered(Found.error(words(e)), Origin.SEARCHED);
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new Result(
        asked.question(), answered.found(), answered.origin(), begun, time, limit, notes);
  }

  private record Answered(Found found, Origin origin) {}

  static String words(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "this question needs more memory than Java may use; PLUMBLINE_JAVA_OPTS=-Xmx… allows"
          + " more, and --threads 1 shares it with no other question";
    }
    String message = failure.getMessage();
    boolean isPlain =
        failure instanceof org.plumbline.api.UnreadableInputException
            || failure instanceof org.plumbline.network.model.ParseException;
    return message != null && isPlain ? message : failure.toString();
  }

  private Answered answered(Duration limit) {
    Memory memory = memories.get();
    if (memory.evidence().isPresent()) {
      Optional<String> objection = objection(memory.evidence().get(), limit);
      if (objection.isEmpty()) {
        return new Answered(
            again(memory.same().orElseThrow(), memory.evidence().get()), Origin.RECHECKED);
      }
      notes.add("The answer in the ledger does not stand: " + objection.get() + "." + anew());
    } else if (memory.same().filter(s -> hasLost(s)).isPresent()) {
      notes.add("The evidence of the answer in the ledger is lost." + anew());
    }
    Optional<LedgerEntry> open = memory.same().filter(s -> isLeftOpen(s, limit));
    if (open.isPresent()) {
      return new Answered(
          Found.undecided(open.get().reason(), open.get().asked(), open.get().subproblems()),
          Origin.REMEMBERED);
    }
    return retry == Retry.NEVER ? notShown(memory) : searched(memory, limit);
  }

  private static Answered notShown(Memory memory) {
    String why =
        memory
            .same()
            .map(s -> "the ledger says '" + s.verdict() + "' and has no evidence that stands")
            .orElse("the ledger has no answer");
    return new Answered(Found.undecided(why, Optional.empty(), 0), Origin.NOT_ASKED);
  }

  private Answered searched(Memory memory, Duration limit) {
    long start = System.nanoTime();
    return memory
        .earlier()
        .flatMap(earlier -> tried(earlier, limit))
        .map(found -> new Answered(found, Origin.EARLIER_COUNTEREXAMPLE))
        .or(() -> inherited(memory, limit))
        .orElseGet(() -> new Answered(asked.search(left(limit, start)), Origin.SEARCHED));
  }

  private static Duration left(Duration limit, long start) {
    Duration left = limit.minusNanos(System.nanoTime() - start);
    return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
  }

  private Optional<Answered> inherited(Memory memory, Duration limit) {
    try {
      return memory
          .proof()
          .flatMap(proof -> asked.inherited(proof, limit))
          .map(found -> new Answered(found, Origin.EARLIER_PROOF));
    } catch (RuntimeException e) {
      notes.add("The earlier proof could not be tried: " + words(e));
      return Optional.empty();
    }
  }

  private String anew() {
    return retry == Retry.NEVER ? "" : " It was asked anew.";
  }

  private static boolean hasLost(LedgerEntry entry) {
    return entry.certificate().isPresent() || entry.counterexample().isPresent();
  }

  private boolean isLeftOpen(LedgerEntry entry, Duration limit) {
    boolean isNoLonger = retry == Retry.NEVER || limit.compareTo(entry.limit()) <= 0;
    return retry != Retry.ALWAYS && entry.verdict() == Verdict.UNDECIDED && isNoLonger;
  }

  private Optional<String> objection(Remembered evidence, Duration limit) {
    try {
      return asked.objection(evidence, limit);
    } catch (RuntimeException e) {
      return Optional.of(words(e));
    }
  }

  private Optional<Found> tried(StoredCounterexample earlier, Duration limit) {
    try {
      return asked.retried(earlier.counterexample().inputs(), limit);
    } catch (RuntimeException e) {
      notes.add("The earlier counterexample could not be tried: " + words(e));
      return Optional.empty();
    }
  }

  /** The answer that stands; what holds does by its certificate, whatever the ledger says. */
  private static Found again(LedgerEntry entry, Remembered evidence) {
    return new Found(
        entry.verdict(),
        entry.verdict() == Verdict.HOLDS ? Optional.of(Assurance.CERTIFIED) : Optional.empty(),
        entry.reason(),
        entry.asked(),
        entry.measured(),
        evidence.certificate(),
        Optional.empty(),
        evidence.counterexample(),
        entry.subproblems(),
        List.of());
  }
}
