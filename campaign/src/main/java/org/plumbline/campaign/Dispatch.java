package org.plumbline.campaign;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Result;
import org.plumbline.suite.run.Task;
import org.plumbline.suite.worker.Attempt;
import org.plumbline.suite.worker.ClusterException;
import org.plumbline.suite.worker.Wire;

/**
 * Sends the questions of one run, some seconds of work ahead, and takes their answers as they come,
 * each through the check. All but the checks runs on one thread. A question is open until its
 * result was handed over; what comes of one that is open no longer is thrown away.
 */
final class Dispatch {
  private static final double SECONDS_AHEAD = 4;
  private static final int MOST_AHEAD = 10_000;
  private static final int ROUNDS_AHEAD = 4;

  private final SparkJobs jobs;
  private final IntSupplier slots;
  private final Executor checks;
  private final Traffic traffic;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Map<Attempt.Round, Deque<Attempt>> waiting = new HashMap<>();
  private final Deque<Attempt> unlucky = new ArrayDeque<>();
  private final Map<Long, Sent> sent = new HashMap<>();
  private final long start = System.nanoTime();
  private Consumer<Result> results;
  private long numbers;
  private int open;
  private int done;
  private int checking;

  /**
   * @param slots questions that are answered at once, which may change
   * @param checks runs what looks at answers
   */
  Dispatch(SparkJobs jobs, IntSupplier slots, Executor checks, Traffic traffic) {
    this.jobs = jobs;
    this.slots = slots;
    this.checks = checks;
    this.traffic = traffic;
    for (Attempt.Round round : Attempt.Round.values()) {
      waiting.put(round, new ArrayDeque<>());
    }
  }

  /** An attempt that a job has taken. */
  private record Sent(Attempt attempt, Order order, Instant begun) {}

  /** Answers all; returns when the last result was handed over. */
  void answer(List<Task> tasks, Consumer<Result> to) throws InterruptedException {
    results = to;
    open = tasks.size();
    tasks.forEach(task -> waiting.get(Attempt.Round.FIRST).add(Attempt.first(task)));
    while (open > 0) {
      send();
      if (open > 0) {
        events.take().run();
      }
    }
  }

  /** Begins the next job once half of what was sent ahead is done. */
  private void send() {
    unlucky.forEach(attempt -> begin(List.of(attempt)));
    unlucky.clear();
    int ahead = ahead();
    int busy = sent.size() + checking;
    if (busy <= ahead / 2) {
      begin(next(ahead - busy));
    }
  }

  private int ahead() {
    double rate = done / ((System.nanoTime() - start) / 1e9);
    double wanted = Math.max(ROUNDS_AHEAD * slots.getAsInt(), SECONDS_AHEAD * rate);
    return (int) Math.min(MOST_AHEAD, wanted);
  }

  /** Those that are asked again come behind all others. */
  private List<Attempt> next(int most) {
    List<Attempt> next = new ArrayList<>();
    for (Attempt.Round round : Attempt.Round.values()) {
      Deque<Attempt> some = waiting.get(round);
      while (next.size() < most && !some.isEmpty()) {
        next.add(some.remove());
      }
    }
    return next;
  }

  private void begin(List<Attempt> attempts) {
    List<Parcel> parcels = new ArrayList<>();
    for (Attempt attempt : attempts) {
      parcel(attempt).ifPresent(parcels::add);
    }
    if (parcels.isEmpty()) {
      return;
    }
    List<Long> sentNow = parcels.stream().map(Parcel::number).toList();
    jobs.begin(
        parcels,
        new SparkJobs.Listener() {
          @Override
          public void delivered(Delivery delivery) {
            events.add(() -> Dispatch.this.delivered(delivery));
          }

          @Override
          public void ended(Optional<String> failure) {
            events.add(() -> Dispatch.this.ended(sentNow, failure));
          }
        });
  }

  private Optional<Parcel> parcel(Attempt attempt) {
    Instant now = Instant.now();
    Optional<Order> order;
    try {
      order = attempt.order();
    } catch (RuntimeException e) {
      take(attempt.died(String.valueOf(e.getMessage()), now));
      return Optional.empty();
    }
    if (order.isEmpty()) {
      take(attempt.notBegun());
      return Optional.empty();
    }
    long number = numbers++;
    sent.put(number, new Sent(attempt, order.get(), now));
    Parcel parcel =
        new Parcel(
            number,
            Wire.of(order.get()),
            Attempt.patience(order.get()),
            attempt.task().leftOfTotal().map(now::plus).orElse(null),
            attempt.round() == Attempt.Round.ALONE);
    traffic.send(parcel);
    return Optional.of(parcel);
  }

  private void delivered(Delivery delivery) {
    Sent of = sent.remove(delivery.number());
    if (of == null) {
      return;
    }
    traffic.receive(delivery);
    checking++;
    checks.execute(
        () -> {
          Attempt.Next next = judged(of, delivery);
          events.add(
              () -> {
                checking--;
                take(next);
              });
        });
  }

  private static Attempt.Next judged(Sent of, Delivery delivery) {
    Attempt attempt = of.attempt();
    try {
      return switch (delivery.kind()) {
        case ANSWERED -> attempt.answeredByAnybody(of.order(), delivery.text(), of.begun());
        case LATE -> attempt.late(of.order(), of.begun());
        case DIED -> attempt.died(delivery.text(), of.begun());
        case NOT_BEGUN -> attempt.notBegun();
      };
    } catch (RuntimeException | Error e) {
      return attempt.died("its answer could not be checked: " + e, of.begun());
    }
  }

  private void take(Attempt.Next next) {
    if (next instanceof Attempt.Next.Done one) {
      results.accept(one.result());
      open--;
      done++;
    } else {
      Attempt again = ((Attempt.Next.Again) next).attempt();
      waiting.get(again.round()).add(again);
    }
  }

  /**
   * A job whose machines were lost again and again is given up by Spark. What was in it is asked
   * again, each in a job of its own, so that the one that is to blame is told from the others; a
   * job of one question that is given up is a question that nobody survives.
   */
  private void ended(List<Long> numbersOfJob, Optional<String> failure) {
    List<Sent> missing = numbersOfJob.stream().map(sent::remove).filter(of -> of != null).toList();
    if (missing.isEmpty()) {
      return;
    }
    String why = failure.orElse("its job ended without it");
    if (jobs.isStopped()) {
      throw new ClusterException(
          "the cluster is lost (" + why + "); run it again: the ledger has what was answered");
    }
    for (Sent of : missing) {
      if (numbersOfJob.size() == 1) {
        take(of.attempt().died("no machine survived it: " + why, of.begun()));
      } else {
        unlucky.add(of.attempt());
      }
    }
  }
}
