package org.plumbline.cli.suite;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Result;

/**
 * Says how a suite goes on: a line that changes where there is a terminal, and notes if asked; of a
 * cluster, which has many hours, a line now and then where there is none.
 */
final class SuiteProgress implements Progress, AutoCloseable {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final boolean verbose;
  private final PrintWriter err;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private final Supplier<String> state;
  private final long start = System.nanoTime();
  private long said = start;
  private ProgressBar bar;

  /**
   * @param state of those who answer, in words; empty where there is nothing to say
   */
  SuiteProgress(boolean verbose, PrintWriter err, Supplier<String> state) {
    this.verbose = verbose;
    this.err = err;
    this.state = state;
  }

  @Override
  public void answered(Result result, int done, int total) {
    counts.merge(result.found().verdict(), 1, Integer::sum);
    if (verbose) {
      err.printf(
          Locale.ROOT,
          "%4d/%d  %-9s  %s  (%s, %.2f s)%n",
          done,
          total,
          result.found().verdict(),
          result.question().id(),
          result.origin().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          result.time().toMillis() / 1000.0);
      err.flush();
    } else if (ProgressLine.terminal().isPresent()) {
      step(done, total);
    } else if (!state.get().isEmpty()) {
      sayNowAndThen(done, total);
    }
  }

  private void sayNowAndThen(int done, int total) {
    long now = System.nanoTime();
    if (now - said >= INTERVAL_NANOS || done == total) {
      said = now;
      err.printf(
          Locale.ROOT,
          "plumbline: %d of %d questions (%.1f %%),%s%n",
          done,
          total,
          100.0 * done / total,
          words(done, total));
      err.flush();
    }
  }

  private void step(int done, int total) {
    if (bar == null) {
      bar = ProgressLine.newBar("questions", total, ProgressLine.terminal().orElseThrow());
    }
    bar.stepTo(done);
    bar.setExtraMessage(words(done, total));
  }

  private String words(int done, int total) {
    double seconds = (System.nanoTime() - start) / 1e9;
    String who = state.get();
    return String.format(
            Locale.ROOT,
            " %d hold, %d violated, %d open, about %.0f s left",
            counts.getOrDefault(Verdict.HOLDS, 0),
            counts.getOrDefault(Verdict.VIOLATED, 0),
            counts.getOrDefault(Verdict.UNDECIDED, 0) + counts.getOrDefault(Verdict.ERROR, 0),
            seconds * (total - done) / done)
        + (who.isEmpty()
            ? ""
            : String.format(Locale.ROOT, ", %.1f a second; %s", done / seconds, who));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
