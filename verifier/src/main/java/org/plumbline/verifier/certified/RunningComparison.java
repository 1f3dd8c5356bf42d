package org.plumbline.verifier.certified;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;

/**
 * Compares point after point on a thread of its own: a little beside the search, and the rest when
 * the answer is asked for.
 */
final class RunningComparison implements SecondReading.Running {
  /** What is done beside the search: more would take the processor from it. */
  private static final long BESIDE_MILLIS = 100;

  private static final long SEED = 20261129;

  private final Supplier<PointComparison> points;
  private final Query query;
  private final CompletableFuture<Comparison> result = new CompletableFuture<>();
  private final Thread thread;

  private final Object lock = new Object();
  private long allowedNanos;
  private boolean isFinishing;

  /**
   * @param points waits for the files
   * @param readings briefly: at one point, as points are the same each time
   */
  RunningComparison(Supplier<PointComparison> points, Query query, Recheck.Readings readings) {
    this.allowedNanos =
        readings == Recheck.Readings.BRIEFLY ? 0 : TimeUnit.MILLISECONDS.toNanos(BESIDE_MILLIS);
    this.points = points;
    this.query = query;
    this.thread = ReferenceReading.daemon("second-reading-points", this::run);
  }

  private void run() {
    try {
      result.complete(compared());
    } catch (CompletionException e) {
      result.complete(ofFailure(e.getCause()));
    } catch (RuntimeException | Error e) {
      result.complete(ofFailure(e));
    }
  }

  private static Comparison ofFailure(Throwable failure) {
    if (failure instanceof ReadingsDifferException different) {
      return different.difference();
    } else if (failure instanceof ReferenceException) {
      return new Comparison.Unknown("a second reading of the files ends: " + failure.getMessage());
    } else if (failure instanceof OutOfMemoryError) {
      return new Comparison.Unknown("memory was too short for a second reading of the files");
    } else if (failure instanceof java.util.concurrent.CancellationException) {
      return new Comparison.Unknown("the second reading of the files was ended");
    }
    return new Comparison.Unknown("the second reading of the files failed: " + failure);
  }

  private Comparison compared() {
    PointComparison comparison = points.get();
    if (query.boxes().isEmpty()) {
      return comparison.withoutCases(SEED);
    }
    ComparedPoints inputs = new ComparedPoints(query.boxes(), SEED);
    long spent = 0;
    while (mayGoOn(spent, comparison.compared() > 0)) {
      long start = System.nanoTime();
      Comparison one = comparison.at(inputs.caseNumber(), inputs.next());
      spent += System.nanoTime() - start;
      if (one instanceof Comparison.Differs || one instanceof Comparison.Undefined) {
        return one;
      }
      if (inputs.tried() >= ComparedPoints.MOST) {
        break;
      }
    }
    return comparison.summary();
  }

  /** Waits where enough was done for now; false when all is done. */
  private boolean mayGoOn(long spent, boolean hasOne) {
    synchronized (lock) {
      while (spent >= allowedNanos && hasOne && !isFinishing) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          throw new java.util.concurrent.CancellationException();
        }
      }
      return !hasOne || spent < allowedNanos;
    }
  }

  @Override
  public Comparison finish(long leastMillis, Budget budget) {
    synchronized (lock) {
      isFinishing = true;
      allowedNanos = Math.max(allowedNanos, TimeUnit.MILLISECONDS.toNanos(leastMillis));
      lock.notifyAll();
    }
    return await(budget.remainingMillis());
  }

  private Comparison await(long millis) {
    try {
      return result.get(Math.max(1, millis), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      return new Comparison.Unknown("a second reading of the files did not end in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Comparison.Unknown("the second reading of the files was interrupted");
    } catch (java.util.concurrent.ExecutionException e) {
      return ofFailure(e.getCause());
    }
  }

  @Override
  public Comparison confirm(Counterexample found) {
    cancel();
    try {
      return points.get().at(found);
    } catch (CompletionException e) {
      return ofFailure(e.getCause());
    } catch (RuntimeException | Error e) {
      return ofFailure(e);
    }
  }

  @Override
  public void cancel() {
    thread.interrupt();
  }
}
