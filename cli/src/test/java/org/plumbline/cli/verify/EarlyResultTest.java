package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;

class EarlyResultTest {
  private static final Verdict HOLDS = new Verdict.Holds(Assurance.ROUNDED);

  @TempDir private Path folder;

  private EarlyResult early() {
    return new EarlyResult(Optional.of(new OutputFile(folder.resolve("r.txt"))));
  }

  private void write(EarlyResult early, Verdict known) {
    early.write(known, Optional.empty());
  }

  @Test
  void whatIsKnownIsWrittenBeforeItIsChecked() {
    EarlyResult early = early();
    String answer =
        early.during(
            () -> {
              write(early, HOLDS);
              assertThat(folder.resolve("r.txt")).hasContent("unsat");
              return "checked";
            });
    assertThat(answer).isEqualTo("checked");
    assertThat(folder.resolve("r.txt")).hasContent("unsat");
  }

  @Test
  void anAnswerWhoseCheckFailsIsTakenBack() {
    EarlyResult early = early();
    assertThatThrownBy(
            () ->
                early.during(
                    () -> {
                      write(early, HOLDS);
                      throw new IllegalStateException("the readings differ");
                    }))
        .hasMessage("the readings differ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsNotKnownIsNotWritten() {
    write(early(), new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "hard"));
    write(new EarlyResult(Optional.empty()), HOLDS);
    assertThat(folder).isEmptyDirectory();
  }
}
