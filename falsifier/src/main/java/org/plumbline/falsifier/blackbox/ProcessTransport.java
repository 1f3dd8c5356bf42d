package org.plumbline.falsifier.blackbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.plumbline.falsifier.contract.BlackBoxException;

/**
 * A program that answers lines on its standard input by lines on its standard output; its standard
 * error is ours. It is started when first asked, and again after it died or was killed because it
 * did not answer in time.
 */
final class ProcessTransport implements Transport {
  private static final long FAREWELL_MILLIS = 500;

  private final List<String> command;
  private Process process;
  private InputStream answers;

  ProcessTransport(List<String> command) {
    this.command = List.copyOf(command);
  }

  @Override
  public String exchange(String request, long timeoutMillis) throws IOException {
    start();
    Process asked = process;
    InputStream from = answers;
    try {
      return TimedCall.within(timeoutMillis, () -> exchange(request, asked, from));
    } catch (IOException e) {
      Optional<Integer> code = exitCode(asked);
      kill();
      throw code.isPresent()
          ? new IOException("the program ended with exit code " + code.get(), e)
          : e;
    }
  }

  private void start() {
    if (process != null) {
      return;
    }
    try {
      process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      answers = new BufferedInputStream(process.getInputStream(), 1 << 16);
    } catch (IOException e) {
      throw new BlackBoxException("cannot start the program: " + e.getMessage(), e);
    }
  }

  private static String exchange(String request, Process process, InputStream answers)
      throws IOException {
    OutputStream out = process.getOutputStream();
    out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = answers.read(); b != '\n'; b = answers.read()) {
      if (b < 0) {
        throw new IOException("the program closed its output");
      } else if (line.size() == MOST_BYTES) {
        throw new BlackBoxException("an answer is longer than " + MOST_BYTES + " bytes");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static Optional<Integer> exitCode(Process process) {
    try {
      return process.waitFor(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
          ? Optional.of(process.exitValue())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process = null;
    answers = null;
  }

  /** Closes the program's input, and kills it if it does not end by itself. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
    }
    exitCode(process);
    kill();
  }
}
