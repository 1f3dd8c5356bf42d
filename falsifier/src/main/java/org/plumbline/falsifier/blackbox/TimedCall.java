package org.plumbline.falsifier.blackbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a daemon thread of its own, which is interrupted and left alone when it takes long. */
final class TimedCall {
  private TimedCall() {}

  /**
   * @throws IOException the call's own; or saying that the time is up
   */
  static <T> T within(long millis, Callable<T> call) throws IOException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "plumbline-black-box");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new IOException("no answer within " + millis + " ms", e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      } else if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException("a call failed", e.getCause());
    }
  }
}
