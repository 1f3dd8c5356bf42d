package org.plumbline.cli.output;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.plumbline.verifier.contract.ProofListener;

/**
 * Shows on a terminal how a search goes on, once it has taken a while; elsewhere only the notes of
 * {@code --verbose}. Java can ask whether standard input and output are terminals, not whether
 * standard error is: the launcher asks, and says so by the property {@value #TERMINAL}.
 */
public final class ProgressLine implements ProofListener {
  private static final String TERMINAL = "plumbline.terminal";
  private static final long PATIENCE_NANOS = 700_000_000;
  private static final int UPDATE_MILLIS = 200;
  private static final int STEPS = 10_000;

  private final boolean verbose;
  private final PrintWriter err;
  private final Optional<PrintStream> terminal;
  private final long patienceNanos;
  private final long start = System.nanoTime();
  private long evaluated;
  private ProgressBar bar;

  public ProgressLine(boolean verbose, PrintWriter err) {
    this(verbose, err, terminal(), PATIENCE_NANOS);
  }

  public ProgressLine(
      boolean verbose, PrintWriter err, Optional<PrintStream> terminal, long patienceNanos) {
    this.verbose = verbose;
    this.err = err;
    this.terminal = terminal;
    this.patienceNanos = patienceNanos;
  }

  /** Standard error where it is a terminal; without the launcher nobody knows, and it is not. */
  public static Optional<PrintStream> terminal() {
    return Boolean.getBoolean(TERMINAL) ? Optional.of(System.err) : Optional.empty();
  }

  public long evaluated() {
    return evaluated;
  }

  @Override
  public synchronized void progress(int open, long evaluatedSoFar, double provedShare) {
    evaluated = evaluatedSoFar;
    if (terminal.isPresent() && System.nanoTime() - start >= patienceNanos) {
      if (bar == null) {
        bar = newBar("inputs proved", STEPS, terminal.get());
      }
      bar.stepTo(Math.round(provedShare * STEPS));
      bar.setExtraMessage(
          String.format(Locale.ROOT, " %,d open, %,d looked at", open, evaluatedSoFar));
    }
  }

  public static ProgressBar newBar(String task, long steps, PrintStream terminal) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .hideEta()
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(terminal))
        .build();
  }

  @Override
  public synchronized void note(String what) {
    if (verbose) {
      double seconds = (System.nanoTime() - start) / 1e9;
      err.println(String.format(Locale.ROOT, "%6.2f s  %s", seconds, what));
      err.flush();
    }
  }

  public synchronized void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
