package org.plumbline.cli.suite;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.cli.output.ProgressLine;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Result;

/** Says how a suite goes on: a line that changes where there is a terminal, and notes if asked. */
final class SuiteProgress implements Progress, AutoCloseable {
  private final boolean verbose;
  private final PrintWriter err;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private final long start = System.nanoTime();
  private ProgressBar bar;

  SuiteProgress(boolean verbose, PrintWriter err) {
    this.verbose = verbose;
    this.err = err;
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
    }
  }

  private void step(int done, int total) {
    if (bar == null) {
      bar = ProgressLine.newBar("questions", total, ProgressLine.terminal().orElseThrow());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    bar.stepTo(done);
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            " %d hold, %d violated, %d open, about %.0f s left",
            counts.getOrDefault(Verdict.HOLDS, 0),
            counts.getOrDefault(Verdict.VIOLATED, 0),
            counts.getOrDefault(Verdict.UNDECIDED, 0) + counts.getOrDefault(Verdict.ERROR, 0),
            seconds * (total - done) / done));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
