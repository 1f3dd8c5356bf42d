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
 * How a question is answered with what the ledger remembers of it. An answer that has evidence is
 * checked, and stands or is asked anew; what violated an earlier network, or proved it, is tried
 * first; the rest is searched.
 */
public final class Answering {
  /** Why an answer is missing for which memory was too short. */
  public static final String OUT_OF_MEMORY =
      "this question needs more memory than Java may use; PLUMBLINE_JAVA_OPTS=-Xmx… allows"
          + " more, and --threads 1 shares it with no other question";

  /** Why a question was not asked for which no time was left. */
  public static final String NO_TIME = "the suite's time is used up";

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Asked asked;
  private final Retry retry;
  private final List<String> notes = new ArrayList<>();

  private Answering(Asked asked, Retry retry) {
    this.asked = asked;
    this.retry = retry;
  }

  /** Answers it; whatever goes wrong is an answer, too. */
  public static Reply of(Asked asked, Order order) {
    return new Answering(asked, order.retry()).reply(order);
  }

  /**
   * What the ledger answers, if its evidence stands; nothing is searched. Without an answer, what
   * it says of the evidence is said again by {@link #of}.
   */
  static Optional<Reply> known(Asked asked, Order order) {
    Answering answering = new Answering(asked, order.retry());
    boolean hasTime = !order.limit().isZero() && order.memory().same().isPresent();
    return hasTime
        ? answering
            .timed(() -> answering.known(order.memory(), order.limit()))
            .filter(reply -> reply.found().verdict() != Verdict.ERROR)
        : Optional.empty();
  }

  private Reply reply(Order order) {
    return timed(
            () ->
                Optional.of(
                    order.limit().isZero()
                        ? new Answered(
                            Found.undecided(NO_TIME, Optional.empty(), 0), Origin.NOT_ASKED)
                        : answered(order.memory(), order.limit())))
        .orElseThrow();
  }

  private Optional<Reply> timed(Supplier<Optional<Answered>> work) {
    Instant begun = Instant.now();
    long start = System.nanoTime();
    Optional<Answered> answered;
    try {
      answered = work.get();
    } catch (RuntimeException | Error e) {
      answered = Optional.of(new Answered(Found.error(words(e)), Origin.SEARCHED));
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return answered.map(a -> new Reply(a.found(), a.origin(), begun, time, notes));
  }

  private record Answered(Found found, Origin origin) {}

  /** A failure, for people. */
  static String words(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return OUT_OF_MEMORY;
    }
    String message = failure.getMessage();
    boolean isPlain =
        failure instanceof org.plumbline.api.UnreadableInputException
            || failure instanceof org.plumbline.network.model.ParseException;
    return message != null && isPlain ? message : failure.toString();
  }

  private Answered answered(Memory memory, Duration limit) {
    return known(memory, limit)
        .orElseGet(() -> retry == Retry.NEVER ? notShown(memory) : searched(memory, limit));
  }

  /** What the ledger answers. */
  private Optional<Answered> known(Memory memory, Duration limit) {
    if (memory.evidence().isPresent()) {
      Optional<String> objection = objection(memory.evidence().get(), limit);
      if (objection.isEmpty()) {
        Found again = again(memory.same().orElseThrow(), memory.evidence().get());
        return Optional.of(new Answered(again, Origin.RECHECKED));
      }
      notes.add("The answer in the ledger does not stand: " + objection.get() + "." + anew());
    } else if (memory.same().filter(s -> hasLost(s)).isPresent()) {
      notes.add("The evidence of the answer in the ledger is lost." + anew());
    }
    return memory
        .same()
        .filter(same -> isLeftOpen(same, limit))
        .map(same -> Found.undecided(same.reason(), same.asked(), same.subproblems()))
        .map(found -> new Answered(found, Origin.REMEMBERED));
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
