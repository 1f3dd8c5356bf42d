package org.plumbline.verifier.certified;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.contract.Verdict;

/**
 * Keeps reading and search to their time limit even when one step takes long: past the limit and a
 * short grace the answer is a time-out, and the work is left to a daemon thread.
 */
public final class Deadline {
  public static final String TOO_LARGE =
      "this needs more memory than Java may use; PLUMBLINE_JAVA_OPTS=-Xmx… allows more";

  private static final long LEAST_GRACE_MILLIS = 50;
  private static final long MOST_GRACE_MILLIS = 1000;
  private static final long GRACE_SHARE = 100;
  private static final long STACK_BYTES = 64L << 20;

  private final Budget budget;

  public Deadline(Budget budget) {
    this.budget = budget;
  }

  /** How long an answer may be late that a limit of so many milliseconds cut off. */
  public static long graceMillis(long limit) {
    return Math.min(MOST_GRACE_MILLIS, LEAST_GRACE_MILLIS + limit / GRACE_SHARE);
  }

  /** What a search finds, or why it finds nothing. */
  public Verdict keep(Supplier<Verdict> search) {
    return keep(search, unknown -> unknown);
  }

  /**
   * What the work gives.
   *
   * @param otherwise what stands for it where it does not end, for want of time or of memory
   */
  public <T> T keep(Supplier<T> work, Function<Verdict.Unknown, T> otherwise) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(null, task, "plumbline-verify", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      long left = budget.remainingMillis();
      return task.get(left + graceMillis(left), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      budget.cancel();
      return otherwise.apply(timeout("the time limit was reached"));
    } catch (InterruptedException e) {
      budget.cancel();
      Thread.currentThread().interrupt();
      return otherwise.apply(timeout("the search was interrupted"));
    } catch (ExecutionException e) {
      return otherwise.apply(ofFailure(e.getCause()));
    }
  }

  private static Verdict.Unknown timeout(String why) {
    return new Verdict.Unknown(Verdict.Cause.TIMEOUT, why);
  }

  /** Too little memory leaves the query undecided; anything else is a bug and is shown as one. */
  private static Verdict.Unknown ofFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError || cause instanceof StackOverflowError) {
        return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, TOO_LARGE);
      }
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    throw new IllegalStateException("the search failed", failure);
  }
}
