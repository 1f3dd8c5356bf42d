package org.plumbline.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.plumbline.verifier.contract.ProofListener;

/**
 * Shows on a terminal how a search goes on, once it has taken a while; elsewhere only the notes of
 * {@code --verbose}.
 */
final class ProgressLine implements ProofListener {
  private static final long PATIENCE_NANOS = 700_000_000;
  private static final int UPDATE_MILLIS = 200;
  private static final int STEPS = 10_000;

  private final boolean verbose;
  private final PrintWriter err;
  private final boolean isTerminal = System.console() != null;
  private final long start = System.nanoTime();
  private long evaluated;
  private ProgressBar bar;

  ProgressLine(boolean verbose, PrintWriter err) {
    this.verbose = verbose;
    this.err = err;
  }

  long evaluated() {
    return evaluated;
  }

  @Override
  public synchronized void progress(int open, long evaluatedSoFar, double provedShare) {
    evaluated = evaluatedSoFar;
    if (isTerminal && System.nanoTime() - start > PATIENCE_NANOS) {
      if (bar == null) {
        bar = newBar();
      }
      bar.stepTo(Math.round(provedShare * STEPS));
      bar.setExtraMessage(
          String.format(Locale.ROOT, " %,d open, %,d looked at", open, evaluatedSoFar));
    }
  }

  private static ProgressBar newBar() {
    return new ProgressBarBuilder()
        .setTaskName("proved share of the inputs")
        .setInitialMax(STEPS)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .hideEta()
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  @Override
  public synchronized void note(String what) {
    if (verbose) {
      err.println(what);
      err.flush();
    }
  }

  synchronized void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
