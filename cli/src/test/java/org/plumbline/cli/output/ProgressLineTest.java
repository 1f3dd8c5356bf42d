package org.plumbline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final String TERMINAL = "plumbline.terminal";

  private final String before = System.getProperty(TERMINAL);
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(TERMINAL);
    } else {
      System.setProperty(TERMINAL, before);
    }
  }

  private ProgressLine line(boolean verbose, Optional<PrintStream> terminal) {
    return new ProgressLine(verbose, new PrintWriter(err, true), terminal, 0);
  }

  private String screen() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void standardErrorIsATerminalOnlyWhereTheLauncherSaysSo() {
    System.clearProperty(TERMINAL);
    assertThat(ProgressLine.terminal()).isEmpty();
    System.setProperty(TERMINAL, "false");
    assertThat(ProgressLine.terminal()).isEmpty();
    System.setProperty(TERMINAL, "true");
    assertThat(ProgressLine.terminal()).contains(System.err);
  }

  @Test
  void aTerminalShowsTheProvedShareAndHowManyAreOpen() {
    ProgressLine line =
        line(false, Optional.of(new PrintStream(screen, true, StandardCharsets.UTF_8)));
    line.progress(17, 4200, 0.25);
    line.clear();
    assertThat(screen()).contains("inputs proved", "25%", "17 open, 4,200 looked at");
    assertThat(line.evaluated()).isEqualTo(4200);
  }

  @Test
  void elsewhereNothingIsShownButTheNotes() {
    ProgressLine line = line(true, Optional.empty());
    line.progress(17, 4200, 0.25);
    line.note("halving inputs");
    line.clear();
    assertThat(err.toString().strip()).matches("\\d+\\.\\d\\d s  halving inputs");
    assertThat(line.evaluated()).isEqualTo(4200);
  }

  @Test
  void aTerminalIsLeftAloneUntilTheSearchHasTakenAWhile() {
    ProgressLine line =
        new ProgressLine(
            false,
            new PrintWriter(err, true),
            Optional.of(new PrintStream(screen, true, StandardCharsets.UTF_8)),
            Long.MAX_VALUE);
    line.progress(17, 4200, 0.25);
    line.clear();
    assertThat(screen()).isEmpty();
  }
}
