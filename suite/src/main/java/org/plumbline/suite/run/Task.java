package org.plumbline.suite.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.question.Asked;

/** One question of a run, to be answered here or elsewhere. */
public final class Task {
  private final Asked asked;
  private final Supplier<Memory> memories;
  private final RunTime time;
  private final Retry retry;

  /**
   * @param memories what the ledger remembers, read when the work begins
   * @param time of the run
   */
  Task(Asked asked, Supplier<Memory> memories, RunTime time, Retry retry) {
    this.asked = asked;
    this.memories = memories;
    this.time = time;
    this.retry = retry;
  }

  /** The question. */
  public SuiteQuestion question() {
    return asked.question();
  }

  /** What whoever answers it has to know, as of now. */
  public Order order() {
    return order(time.left());
  }

  /**
   * The same with twice the time, for a question that used up what it had; empty where the run has
   * no time set aside for that: no total, or too little left of it.
   */
  public Optional<Order> longerOrder() {
    return time.longer().map(this::order);
  }

  private Order order(Duration limit) {
    return new Order(question().id(), question().key(), memories.get(), limit, retry);
  }

  /** Until when it has to have begun: what is left for all of the run, if that is limited. */
  public Optional<Duration> leftOfTotal() {
    return time.leftOfTotal();
  }

  /**
   * Looks at what somebody answered who is not trusted.
   *
   * @param limit for the check
   */
  public CheckedReply checked(Reply reply, Duration limit) {
    return CheckedReply.of(asked, reply, limit);
  }

  /** Answers it here, if the ledger does and its evidence stands; nothing is searched. */
  public Optional<Result> known() {
    try {
      Order order = order();
      return Answering.known(asked, order).map(reply -> result(order.limit(), reply, List.of()));
    } catch (RuntimeException e) {
      return Optional.empty(); // whoever is asked next says so
    }
  }

  /** Answers it here; whatever goes wrong is an answer, too. */
  public Result perform() {
    Instant begun = Instant.now();
    try {
      Order order = order();
      return result(order.limit(), Answering.of(asked, order), List.of());
    } catch (RuntimeException e) {
      Duration time = Duration.between(begun, Instant.now());
      return result(Duration.ZERO, Reply.error(Answering.words(e), begun, time), List.of());
    }
  }

  /**
   * The result of an answer.
   *
   * @param limit that the question had; zero if it was not even asked
   * @param notes besides its own
   */
  public Result result(Duration limit, Reply reply, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(reply.notes());
    return new Result(
        question(), reply.found(), reply.origin(), reply.begun(), reply.time(), limit, all);
  }
}
