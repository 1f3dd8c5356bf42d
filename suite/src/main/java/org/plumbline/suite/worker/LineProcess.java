package org.plumbline.suite.worker;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that is told lines and answers each with a line, as whoever started it sees it. What
 * the lines say is no affair of this class, which needs nothing but Java. For one thread.
 */
public final class LineProcess implements AutoCloseable {
  /** Said once by the process, when it has understood its first line. */
  public static final String READY = "ready";

  private static final int MOST_WORDS = 8;

  private final Process process;
  private final BufferedWriter to;
  private final LinkedBlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final Deque<String> words = new ArrayDeque<>();

  /** How an order ended: with a line, or not. */
  public sealed interface Ending {
    /** It was answered. */
    record Answered(String line) implements Ending {}

    /** The process did not answer in time. */
    record Late() implements Ending {}

    /** The process ended. */
    record Died(String why) implements Ending {}
  }

  private LineProcess(Process process) {
    this.process = process;
    this.to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one in the folder of this process, and waits until it is {@link #READY}.
   *
   * @param first line that it is told
   * @throws IOException if it does not get ready, with what it said
   */
  public static LineProcess start(List<String> command, String first)
      throws IOException, InterruptedException {
    return started(new ProcessBuilder(command), first);
  }

  /** The same in another folder. */
  public static LineProcess start(List<String> command, String first, Path folder)
      throws IOException, InterruptedException {
    return started(new ProcessBuilder(command).directory(folder.toFile()), first);
  }

  private static LineProcess started(ProcessBuilder program, String first)
      throws IOException, InterruptedException {
    LineProcess started = new LineProcess(program.start());
    daemon(started::readReplies);
    daemon(started::readWords);
    try {
      started.say(first);
      if (started.lines.take().equals(Optional.of(READY))) {
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
   * Has a line answered. The process is of no more use unless it was.
   *
   * @param patience until it has to have answered
   */
  public Ending answer(String order, Duration patience) throws InterruptedException {
    try {
      say(order);
    } catch (IOException e) {
      return new Ending.Died(died());
    }
    Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      return new Ending.Late();
    }
    return line.isEmpty() ? new Ending.Died(died()) : new Ending.Answered(line.get());
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

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it, whatever it is doing. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
