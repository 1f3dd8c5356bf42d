package org.plumbline.api;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.plumbline.specs.query.Budget;

/** A verification that goes on. Safe for use by several threads. */
public final class Run {
  private final Budget budget;
  private final FutureTask<Answer> task;
  private volatile boolean isCancelled;

  /**
   * @param work what is done; it asks at its end whether it was cancelled
   */
  Run(Verification verification, BiFunction<Search, BooleanSupplier, Answer> work) {
    this.budget = Budget.ofMillis(verification.options().timeout.toMillis());
    this.task =
        new FutureTask<>(() -> work.apply(new Search(verification, budget), () -> isCancelled));
  }

  void begin() {
    Thread thread = new Thread(task, "plumbline-run");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the run soon; its answer is {@link Undecided} then, unless it was found before. */
  public void cancel() {
    isCancelled = true;
    budget.cancel();
  }

  /**
   * Whether the answer is there.
   *
   * @return true once {@link #answer} does not wait any more
   */
  public boolean isDone() {
    return task.isDone();
  }

  /**
   * Waits for the answer. An interrupt of the calling thread cancels the run.
   *
   * @return the answer
   * @throws UnreadableInputException if a file cannot be read, is not supported or does not fit
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public Answer answer() {
    task.run();
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          cancel();
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unwrapped(Throwable failure) {
    if (failure instanceof RuntimeException known) {
      return known;
    } else if (failure instanceof Error error) {
      throw error;
    }
    return new CancellationException(failure.toString());
  }
}
