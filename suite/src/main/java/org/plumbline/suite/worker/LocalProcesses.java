package org.plumbline.suite.worker;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Result;
import org.plumbline.suite.run.Task;

/**
 * Answers several questions at once, each in a process with a heap of its own, which is used again
 * for the next one. What is asked once more ({@link Attempt}) comes when all others are answered;
 * nobody else is the worse for it. A process that does not stop some time after the limit of its
 * question is ended.
 */
public final class LocalProcesses implements Executor {
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
      List<Attempt> first =
          Known.elsewhere(tasks, width, results).stream().map(Attempt::first).toList();
      List<Attempt> again = round(first, width, results);
      round(of(Attempt.Round.LONGER, again), width, results);
      round(of(Attempt.Round.ALONE, again), 1, results);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "the run was interrupted; the ledger has what was answered", e);
    }
  }

  private static List<Attempt> of(Attempt.Round round, List<Attempt> attempts) {
    return attempts.stream().filter(attempt -> attempt.round() == round).toList();
  }

  /** Asks all, and returns those that are to be asked once more. */
  private List<Attempt> round(List<Attempt> attempts, int lanes, Consumer<Result> results)
      throws InterruptedException {
    BlockingQueue<Attempt> waiting = new LinkedBlockingQueue<>(attempts);
    BlockingQueue<Attempt.Next> ended = new LinkedBlockingQueue<>();
    ExecutorService pool = LocalThreads.pool(lanes);
    for (int i = 0; i < Math.min(lanes, attempts.size()); i++) {
      pool.execute(() -> work(waiting, ended, lanes));
    }
    List<Attempt> again = new ArrayList<>();
    try {
      for (int i = 0; i < attempts.size(); i++) {
        Attempt.Next next = ended.take();
        if (next instanceof Attempt.Next.Done done) {
          results.accept(done.result());
        } else {
          again.add(((Attempt.Next.Again) next).attempt());
        }
      }
    } finally {
      pool.shutdownNow();
    }
    return again;
  }

  private void work(BlockingQueue<Attempt> waiting, BlockingQueue<Attempt.Next> ended, int lanes) {
    try (Lane lane = new Lane(lanes)) {
      for (Attempt next = waiting.poll(); next != null; next = waiting.poll()) {
        ended.add(lane.ended(next));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One process after another, of which the next begins where the last one ended badly. */
  private final class Lane implements AutoCloseable {
    private final int lanes;
    private LineProcess process;

    Lane(int lanes) {
      this.lanes = lanes;
    }

    Attempt.Next ended(Attempt attempt) throws InterruptedException {
      Instant begun = Instant.now();
      try {
        Optional<Order> order = attempt.order();
        return order.isEmpty() ? attempt.notBegun() : ended(attempt, order.get(), begun);
      } catch (IOException | RuntimeException | Error e) {
        close();
        return attempt.died(String.valueOf(e.getMessage()), begun);
      }
    }

    private Attempt.Next ended(Attempt attempt, Order order, Instant begun)
        throws IOException, InterruptedException {
      if (process == null) {
        process = LineProcess.start(command.line(lanes), setup.line());
      }
      LineProcess.Ending ending = process.answer(Wire.of(order), Attempt.patience(order));
      if (ending instanceof LineProcess.Ending.Answered answered) {
        return attempt.answered(order, answered.line(), begun);
      }
      close();
      return ending instanceof LineProcess.Ending.Died died
          ? attempt.died("its process died: " + died.why(), begun)
          : attempt.late(order, begun);
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
