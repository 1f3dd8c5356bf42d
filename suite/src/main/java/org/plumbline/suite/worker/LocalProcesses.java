package org.plumbline.suite.worker;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.run.Answering;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;
import org.plumbline.suite.run.Result;
import org.plumbline.suite.run.Task;
import org.plumbline.verifier.certified.Deadline;

/**
 * Answers several questions at once, each in a process with a heap of its own, which is used again
 * for the next one. A question that its process dies of, or whose heap was too small, is asked once
 * more when all others are answered, alone and with the whole heap; nobody else is the worse for
 * it. A process that does not stop some time after the limit of its question is ended.
 */
public final class LocalProcesses implements Executor {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final int width;
  private final WorkerCommand command;
  private final WorkerSetup setup;

  /**
   * @param width processes, at least 1
   * @param setup the suite whose questions are answered
   */
  public LocalProcesses(int width, WorkerCommand command, WorkerSetup setup) {
    if (width < 1) {
      throw new IllegalArgumentException("workers " + width + " is below 1");
    }
    this.width = width;
    this.command = command;
    this.setup = setup;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public void answer(List<Task> tasks, Consumer<Result> results) {
    try {
      List<Failed> left = unknown(tasks, results).stream().map(Failed::never).toList();
      round(round(left, width, results), 1, results);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "the run was interrupted; the ledger has what was answered", e);
    }
  }

  /** Those that the ledger does not answer. What it does is checked here: that starts nothing. */
  private List<Task> unknown(List<Task> tasks, Consumer<Result> results)
      throws InterruptedException {
    ExecutorService pool = LocalThreads.pool(width);
    try {
      List<Future<Optional<Result>>> known =
          tasks.stream().map(task -> pool.submit(task::known)).toList();
      List<Task> unknown = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        Optional<Result> result = known.get(i).get();
        result.ifPresent(results);
        if (result.isEmpty()) {
          unknown.add(tasks.get(i));
        }
      }
      return unknown;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed, which answers whatever happens", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** A task, and how it failed before, if it did. */
  private record Failed(Task task, Optional<String> how) {
    static Failed never(Task task) {
      return new Failed(task, Optional.empty());
    }
  }

  /** What came of a task: a result, or a reason to ask it once more. */
  private record Done(Optional<Result> result, Optional<Failed> again) {}

  /** Asks all, and returns those that are to be asked once more. */
  private List<Failed> round(List<Failed> tasks, int lanes, Consumer<Result> results)
      throws InterruptedException {
    BlockingQueue<Failed> waiting = new LinkedBlockingQueue<>(tasks);
    BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    ExecutorService pool = LocalThreads.pool(lanes);
    for (int i = 0; i < Math.min(lanes, tasks.size()); i++) {
      pool.execute(() -> work(waiting, done, lanes));
    }
    List<Failed> again = new ArrayList<>();
    try {
      for (int i = 0; i < tasks.size(); i++) {
        Done one = done.take();
        one.again().ifPresent(again::add);
        one.result().ifPresent(results);
      }
    } finally {
      pool.shutdownNow();
    }
    return again;
  }

  private void work(BlockingQueue<Failed> waiting, BlockingQueue<Done> done, int lanes) {
    try (Lane lane = new Lane(lanes)) {
      for (Failed next = waiting.poll(); next != null; next = waiting.poll()) {
        done.add(lane.done(next));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One process after another, of which the next begins where the last one ended badly. */
  private final class Lane implements AutoCloseable {
    private final int lanes;
    private WorkerProcess process;

    Lane(int lanes) {
      this.lanes = lanes;
    }

    Done done(Failed asked) throws InterruptedException {
      Instant begun = Instant.now();
      Task task = asked.task();
      try {
        if (process == null) {
          process = WorkerProcess.start(command.line(lanes), setup);
        }
        Order order = task.order();
        Duration patience = order.limit().plus(order.limit().dividedBy(5)).plus(GRACE);
        return done(asked, order, process.answer(order, patience), begun);
      } catch (IOException | RuntimeException | Error e) {
        close();
        return failed(asked, String.valueOf(e.getMessage()), begun);
      }
    }

    private Done done(Failed asked, Order order, WorkerProcess.Ending ending, Instant begun) {
      if (ending instanceof WorkerProcess.Ending.Answered answered) {
        Reply reply = answered.reply();
        return isTooLarge(reply) && asked.how().isEmpty()
            ? again(asked, "memory was too short for it beside others")
            : result(asked, order.limit(), reply);
      }
      close();
      if (ending instanceof WorkerProcess.Ending.Died died) {
        return failed(asked, "its process died: " + died.why(), begun);
      }
      String why = "it did not stop at its limit, and its process was ended";
      return result(
          asked, order.limit(), Reply.undecided(why, Origin.SEARCHED, begun, since(begun)));
    }

    private Done failed(Failed asked, String how, Instant begun) {
      if (asked.how().isEmpty()) {
        return again(asked, how);
      }
      return result(asked, Duration.ZERO, Reply.error(how, begun, since(begun)));
    }

    private static Done again(Failed asked, String how) {
      return new Done(Optional.empty(), Optional.of(new Failed(asked.task(), Optional.of(how))));
    }

    private static Done result(Failed asked, Duration limit, Reply reply) {
      List<String> notes =
          asked.how().stream().map(how -> how + "; it was asked once more, alone.").toList();
      return new Done(Optional.of(asked.task().result(limit, reply, notes)), Optional.empty());
    }

    private static boolean isTooLarge(Reply reply) {
      String reason = reply.found().reason();
      return reply.found().verdict() == Verdict.ERROR
          && (reason.equals(Answering.OUT_OF_MEMORY) || reason.equals(Deadline.TOO_LARGE));
    }

    private static Duration since(Instant begun) {
      return Duration.between(begun, Instant.now());
    }

    @Override
    public void close() {
      if (process != null) {
        process.close();
        process = null;
      }
    }
  }
}
