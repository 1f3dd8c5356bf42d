package org.plumbline.cli.falsify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A terminal shows both, findings and bar: neither may end up in a line of the other. */
class FindingLinesTest {
  private static Finding finding(String name) {
    return Finding.skipped(name, OptionalInt.empty(), 3, 1, 0.5, "since it is a test");
  }

  @Test
  void eachFindingHasALineOfItsOwn() throws InterruptedException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
    PrintWriter out = new PrintWriter(terminal, true);
    try (FindingLines lines = new FindingLines(out, 3, Optional.of(terminal))) {
      for (String name : new String[] {"a", "b", "c"}) {
        Thread.sleep(300);
        lines.print(finding(name));
      }
    }
    String shown = screen.toString(StandardCharsets.UTF_8);
    assertThat(shown).contains("images");
    for (String name : new String[] {"a", "b", "c"}) {
      String line = finding(name).line();
      int start = shown.indexOf(line);
      assertThat(start).isPositive();
      assertThat(shown.charAt(start - 1)).as("before it the bar is gone").isIn('\r', '\n');
      assertThat(shown.charAt(start + line.length())).isIn('\r', '\n');
    }
  }

  @Test
  void withoutATerminalThereAreFindingsOnly() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
    try (FindingLines lines = new FindingLines(out, 2, Optional.empty())) {
      lines.print(finding("a"));
      lines.print(finding("b"));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(finding("a").line() + "\n" + finding("b").line() + "\n");
  }
}
