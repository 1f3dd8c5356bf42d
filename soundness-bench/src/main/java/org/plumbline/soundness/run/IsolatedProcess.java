package org.plumbline.soundness.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command in a session and a folder of its own, within limits of time and memory. Whatever
 * it started dies with it: when it ends, when a limit is reached, and when Java itself is ended.
 */
public final class IsolatedProcess {
  private static final long LOOK_MILLIS = 50;

  private final Limits limits;

  public IsolatedProcess(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param folder that it runs in
   * @param output where standard output and error go
   */
  public Ending run(List<String> command, Path folder, Path output)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Session session = new Session(process.pid());
    Thread last = new Thread(() -> end(session));
    Runtime.getRuntime().addShutdownHook(last);
    try {
      return watch(process, session, start);
    } finally {
      session.kill();
      remove(last);
    }
  }

  private Ending watch(Process process, Session session, long start)
      throws IOException, InterruptedException {
    long most = 0;
    Ending.Reason reason = Ending.Reason.EXIT;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      long megabytes = session.residentBytes() >> 20;
      most = Math.max(most, megabytes);
      if ((System.nanoTime() - start) / 1e9 > limits.seconds()) {
        reason = Ending.Reason.TIME;
      } else if (megabytes > limits.megabytes()) {
        reason = Ending.Reason.MEMORY;
      }
      if (reason != Ending.Reason.EXIT) {
        session.kill();
        process.destroyForcibly();
        process.waitFor();
        break;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Ending(reason, seconds, most, process.exitValue());
  }

  private static void end(Session session) {
    try {
      session.kill();
    } catch (IOException e) {
      // Java ends; there is nobody left to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread last) {
    try {
      Runtime.getRuntime().removeShutdownHook(last);
    } catch (IllegalStateException e) {
      // Java is ending, and the hook runs.
    }
  }
}
