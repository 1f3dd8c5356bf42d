package org.plumbline.verifier.branching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Evaluates a round of subproblems on all threads. The round is cut into chunks whose size does not
 * depend on the number of threads, and the outcomes come back in the order of the subproblems, so
 * that a search takes the same course however many threads run and however fast they are.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService pool;
  private final List<SubproblemEvaluator> evaluators = new ArrayList<>();
  private final int chunk;

  Workers(int threads, int chunk, IntFunction<SubproblemEvaluator> evaluator) {
    this.chunk = chunk;
    for (int t = 0; t < threads; t++) {
      evaluators.add(evaluator.apply(t));
    }
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "plumbline-search");
              thread.setDaemon(true);
              return thread;
            });
  }

  List<Outcome> evaluate(List<Subproblem> round) {
    int chunks = (round.size() + chunk - 1) / chunk;
    List<List<Outcome>> results = new ArrayList<>(java.util.Collections.nCopies(chunks, null));
    if (chunks <= 1) {
      return round.isEmpty() ? List.of() : evaluators.get(0).evaluate(round);
    }
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (SubproblemEvaluator evaluator : evaluators) {
      running.add(
          pool.submit(
              () -> {
                for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
                  int end = Math.min(round.size(), (c + 1) * chunk);
                  results.set(c, evaluator.evaluate(round.subList(c * chunk, end)));
                }
              }));
    }
    running.forEach(Workers::await);
    List<Outcome> outcomes = new ArrayList<>(round.size());
    results.forEach(outcomes::addAll);
    return outcomes;
  }

  private static void await(Future<?> running) {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a search thread failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
