package org.plumbline.suite.worker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.run.Answering;
import org.plumbline.suite.run.CheckedReply;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;
import org.plumbline.suite.run.Result;
import org.plumbline.suite.run.Task;
import org.plumbline.verifier.certified.Deadline;

/**
 * A question on its way to an answer, and what becomes of it by the way its attempt ends. One that
 * its process died of, or whose heap was too small, is asked once more, alone and with all the
 * memory that there is. One that used up its limit is asked once more behind all others, with twice
 * the limit, where the suite's total has that time. Nothing is asked a third time.
 *
 * @param before how the first attempt ended, if this is another one
 */
public record Attempt(Task task, Round round, Optional<Before> before) {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int MOST_OF_LIMIT = 95;

  /** Which attempt it is. */
  public enum Round {
    /** Beside others. */
    FIRST,
    /** With twice the time, behind all others. */
    LONGER,
    /** With nobody else on the machine, and all memory. */
    ALONE
  }

  /**
   * How the first attempt ended.
   *
   * @param how for people
   * @param result that stands if the next attempt is no better
   */
  record Before(String how, Optional<Result> result) {}

  /** What comes of an attempt: a result, or another attempt. */
  public sealed interface Next {
    /** It has its result. */
    record Done(Result result) implements Next {}

    /** It is asked once more. */
    record Again(Attempt attempt) implements Next {}
  }

  /** The first one. */
  public static Attempt first(Task task) {
    return new Attempt(task, Round.FIRST, Optional.empty());
  }

  /** What is asked now; empty if no time is left for it, which is {@link #notBegun}. */
  public Optional<Order> order() {
    Optional<Order> order = round == Round.LONGER ? task.longerOrder() : Optional.of(task.order());
    return order.filter(o -> !o.limit().isZero());
  }

  /** How long whoever asks waits for an answer. */
  public static Duration patience(Order order) {
    return order.limit().plus(order.limit().dividedBy(5)).plus(GRACE);
  }

  /** Its process answered with a line. */
  public Next answered(Order order, String line, Instant begun) {
    try {
      return replied(order, Wire.reply(line));
    } catch (IOException e) {
      return died("its process died: it wrote " + e.getMessage(), begun);
    }
  }

  /** The same, of a process that is not trusted: what has no evidence that stands is no answer. */
  public Next answeredByAnybody(Order order, String line, Instant begun) {
    CheckedReply checked;
    try {
      checked = task.checked(Wire.reply(line), order.limit());
    } catch (IOException e) {
      return died("its process died: it wrote " + e.getMessage(), begun);
    }
    if (checked.isUnshown()) {
      return done(Duration.ZERO, checked.reply()); // a ledger that says so is asked again
    }
    return checked.objection().isPresent()
        ? died(checked.objection().get(), begun)
        : replied(order, checked.reply());
  }

  private Next replied(Order order, Reply reply) {
    boolean isFirst = round == Round.FIRST;
    if (isFirst && isTooLarge(reply)) {
      String how = "memory was too short for it beside others";
      return again(Round.ALONE, new Before(how, Optional.empty()));
    } else if (isFirst && isUsedUp(order, reply)) {
      return later(order, reply);
    } else if (isResultBefore() && isNoAnswer(reply)) {
      return asBefore();
    }
    return done(order.limit(), reply);
  }

  /** Its process did not stop, and was ended. */
  public Next late(Order order, Instant begun) {
    String why = "it did not stop at its limit, and its process was ended";
    Reply reply = Reply.undecided(why, Origin.SEARCHED, begun, since(begun));
    return round == Round.FIRST ? later(order, reply) : done(order.limit(), reply);
  }

  /** Its process ended without an answer, or could not begin. */
  public Next died(String how, Instant begun) {
    if (round == Round.FIRST) {
      return again(Round.ALONE, new Before(how, Optional.empty()));
    }
    return isResultBefore()
        ? asBefore()
        : done(Duration.ZERO, Reply.error(how, begun, since(begun)));
  }

  /** Nobody began with it before the suite's time was used up. */
  public Next notBegun() {
    Reply reply =
        Reply.undecided(Answering.NO_TIME, Origin.NOT_ASKED, Instant.now(), Duration.ZERO);
    return isResultBefore() ? asBefore() : done(Duration.ZERO, reply);
  }

  private Next later(Order order, Reply reply) {
    return task.longerOrder().isPresent()
        ? again(
            Round.LONGER,
            new Before(
                "its limit was used up", Optional.of(task.result(order.limit(), reply, List.of()))))
        : done(order.limit(), reply);
  }

  private Next again(Round next, Before first) {
    return new Next.Again(new Attempt(task, next, Optional.of(first)));
  }

  private boolean isResultBefore() {
    return before.flatMap(Before::result).isPresent();
  }

  private Next asBefore() {
    return new Next.Done(before.flatMap(Before::result).orElseThrow());
  }

  private Next done(Duration limit, Reply reply) {
    String how = round == Round.LONGER ? "with twice the time." : "alone.";
    List<String> notes =
        before.stream().map(b -> b.how() + "; it was asked once more, " + how).toList();
    return new Next.Done(task.result(limit, reply, notes));
  }

  private static boolean isTooLarge(Reply reply) {
    String reason = reply.found().reason();
    return reply.found().verdict() == Verdict.ERROR
        && (reason.equals(Answering.OUT_OF_MEMORY) || reason.equals(Deadline.TOO_LARGE));
  }

  private static boolean isNoAnswer(Reply reply) {
    return reply.found().verdict() == Verdict.ERROR || reply.origin() == Origin.NOT_ASKED;
  }

  private static boolean isUsedUp(Order order, Reply reply) {
    Duration most = order.limit().multipliedBy(MOST_OF_LIMIT).dividedBy(100);
    return reply.found().verdict() == Verdict.UNDECIDED
        && reply.origin() == Origin.SEARCHED
        && reply.time().compareTo(most) >= 0;
  }

  private static Duration since(Instant begun) {
    return Duration.between(begun, Instant.now());
  }
}
