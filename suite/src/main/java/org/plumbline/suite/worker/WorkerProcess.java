package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.plumbline.suite.run.Order;
import org.plumbline.suite.run.Reply;

/** A {@link Worker} as whoever started it sees it. For one thread. */
final class WorkerProcess implements AutoCloseable {
  private static final int MOST_WORDS = 8;

  private final Process process;
  private final BufferedWriter to;
  private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final Deque<String> words = new ArrayDeque<>();

  /** How an order ended: with a reply, or not. */
  sealed interface Ending {
    /** It was answered. */
    record Answered(Reply reply) implements Ending {}

    /** The process did not stop in time, and was ended. */
    record Late() implements Ending {}

    /** The process ended. */
    record Died(String why) implements Ending {}
  }

  private WorkerProcess(Process process) {
    this.process = process;
    this.to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one, and waits until it has read the suite.
   *
   * @throws IOException if it cannot, with what it said
   */
  static WorkerProcess start(List<String> command, WorkerSetup setup)
      throws IOException, InterruptedException {
    WorkerProcess started = new WorkerProcess(new ProcessBuilder(command).start());
    daemon(started::readReplies);
    daemon(started::readWords);
    try {
      started.say(setup.line());
      Optional<String> first = started.lines.take();
      if (first.equals(Optional.of(Worker.READY))) {
        return started;
      }
    } catch (InterruptedException e) {
      started.close();
      throw e;
    } catch (IOException e) {
      // It ended before it was told what to read; how is said below.
    }
    String why = started.died();
    started.close();
    throw new IOException("a worker did not start: " + why);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "plumbline-worker");
    thread.setDaemon(true);
    thread.start();
  }

  private void say(String line) throws IOException {
    to.write(line);
    to.write('\n');
    to.flush();
  }

  /**
   * Has a question answered. The process is of no more use unless it was.
   *
   * @param patience until it has to have stopped
   */
  Ending answer(Order order, Duration patience) throws InterruptedException {
    try {
      say(Wire.of(order));
    } catch (IOException e) {
      return new Ending.Died(died());
    }
    Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      return new Ending.Late();
    }
    if (line.isEmpty()) {
      return new Ending.Died(died());
    }
    try {
      return new Ending.Answered(Wire.reply(line.get()));
    } catch (IOException e) {
      return new Ending.Died("it wrote " + e.getMessage());
    }
  }

  private void readReplies() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException | UncheckedIOException e) {
      remember(e.getMessage());
    }
    lines.add(Optional.empty());
  }

  private void readWords() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        remember(line);
      }
    } catch (IOException | UncheckedIOException e) {
      remember(e.getMessage());
    }
  }

  private synchronized void remember(String line) {
    words.addLast(line);
    if (words.size() > MOST_WORDS) {
      words.removeFirst();
    }
  }

  private String died() {
    try {
      boolean hasEnded = process.waitFor(5, TimeUnit.SECONDS);
      String how = hasEnded ? "exit code " + process.exitValue() : "it closed its output";
      synchronized (this) {
        return words.isEmpty() ? how : how + ": " + String.join(" / ", words);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Ends it, whatever it is doing. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
