package org.plumbline.suite.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Result;
import org.plumbline.suite.run.Task;

/** What the ledger answers is checked in the run's own process, since that starts nothing. */
public final class Known {
  private Known() {}

  /**
   * Hands over the results of those that the ledger answers.
   *
   * @param width checks at once, at least 1
   * @return the others, in their order
   */
  public static List<Task> elsewhere(List<Task> tasks, int width, Consumer<Result> results)
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
}
