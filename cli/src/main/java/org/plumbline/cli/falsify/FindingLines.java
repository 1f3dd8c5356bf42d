package org.plumbline.cli.falsify;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.plumbline.cli.output.ProgressLine;

/**
 * Prints findings as they come. In between a bar shows on a terminal how many there are; it is gone
 * while a line is printed, so that they share none.
 */
final class FindingLines implements AutoCloseable {
  private final PrintWriter out;
  private final int images;
  private final Optional<PrintStream> terminal;
  private Optional<ProgressBar> bar = Optional.empty();
  private int printed;

  FindingLines(PrintWriter out, int images, Optional<PrintStream> terminal) {
    this.out = out;
    this.images = images;
    this.terminal = images > 1 ? terminal : Optional.empty();
    show();
  }

  void print(Finding finding) {
    close();
    out.println(finding.line());
    out.flush();
    printed++;
    show();
  }

  private void show() {
    bar = terminal.map(t -> ProgressLine.newBar("images", images, t));
    bar.ifPresent(shown -> shown.stepTo(printed));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
