package org.plumbline.suite.run;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Answers several questions at once, each on one thread of this process. */
public final class LocalThreads implements Executor {
  private final int threads;

  /**
   * @param threads at least 1
   */
  public LocalThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " is below 1");
    }
    this.threads = threads;
  }

  /** Threads that keep no process alive. */
  public static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(
        threads,
        work -> {
          Thread thread = new Thread(work, "plumbline-suite");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public int width() {
    return threads;
  }

  @Override
  public void answer(List<Task> tasks, Consumer<Result> results) {
    ExecutorService pool = pool(threads);
    try {
      ExecutorCompletionService<Result> running = new ExecutorCompletionService<>(pool);
      tasks.forEach(task -> running.submit(task::perform));
      for (int i = 0; i < tasks.size(); i++) {
        results.accept(running.take().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "the run was interrupted; the ledger has what was answered", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task failed, which answers whatever happens", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
