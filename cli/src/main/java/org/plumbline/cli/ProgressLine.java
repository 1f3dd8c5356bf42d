package org.plumbline.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.plumbline.verifier.contract.ProofListener;

/** Shows on a terminal how a search goes on; elsewhere only the notes of {@code --verbose}. */
final class ProgressLine implements ProofListener {
  private static final long INTERVAL_NANOS = 200_000_000;

  private final boolean verbose;
  private final PrintWriter err;
  private final boolean isTerminal = System.console() != null;
  private final long start = System.nanoTime();
  private long shown = start;
  private long evaluated;
  private boolean isDirty;

  ProgressLine(boolean verbose, PrintWriter err) {
    this.verbose = verbose;
    this.err = err;
  }

  long evaluated() {
    return evaluated;
  }

  @Override
  public void progress(int open, long evaluatedSoFar, double provedShare) {
    evaluated = evaluatedSoFar;
    long now = System.nanoTime();
    if (isTerminal && now - shown > INTERVAL_NANOS) {
      shown = now;
      isDirty = true;
      err.print(
          String.format(
              Locale.ROOT,
              "\r%,d open, %,d looked at, %.2f %% of the input volume proved, %.0f s ",
              open,
              evaluatedSoFar,
              100 * provedShare,
              (now - start) / 1e9));
      err.flush();
    }
  }

  @Override
  public void note(String what) {
    if (verbose) {
      clear();
      err.println(what);
      err.flush();
    }
  }

  void clear() {
    if (isDirty) {
      err.print("\r" + " ".repeat(78) + "\r");
      err.flush();
      isDirty = false;
    }
  }
}
