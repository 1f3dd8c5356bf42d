package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.plumbline.cli.output.ExitCode;
import picocli.CommandLine;

class PlumblineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int plumbline(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(args);
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(plumbline("--version")).isZero();
    assertThat(out.toString().strip()).matches("plumbline \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void helpListsEveryExitCode() {
    assertThat(plumbline("--help")).isZero();
    for (ExitCode exit : ExitCode.values()) {
      assertThat(out.toString()).containsPattern("(?m)^ *" + exit.code() + " ");
    }
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    assertThat(plumbline()).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("name a command", "plumbline --help");
  }

  @Test
  void unknownOptionIsAUsageError() {
    assertThat(plumbline("--no-such-option")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("--no-such-option");
  }

  @Test
  void helpExplainsACommand() {
    assertThat(plumbline("help", "generate-completion")).isZero();
    assertThat(out.toString()).contains("Usage: plumbline generate-completion");
  }

  @Test
  void completionScriptNamesTheCommand() {
    assertThat(plumbline("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete -F _complete_plumbline", "plumbline");
  }
}
