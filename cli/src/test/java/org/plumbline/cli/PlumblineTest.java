package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
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
  void everyCommandSaysTheVersion() {
    for (String command : ReferencePages.allCommands()) {
      out.getBuffer().setLength(0);
      List<String> words =
          new ArrayList<>(List.of(command.split(" ")).subList(1, command.split(" ").length));
      if (words.contains("help")) {
        continue;
      }
      words.add("--version");
      assertThat(plumbline(words.toArray(String[]::new))).as(command).isZero();
      assertThat(out.toString()).as(command).startsWith("plumbline ").hasLineCount(1);
    }
  }

  @Test
  void completionTakesNoWords() {
    assertThat(plumbline("generate-completion", "foo")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("'foo'");
    assertThat(out.toString()).isEmpty();
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
    assertThat(out.toString()).contains("complete -F _complete_plumbline", "_plumbline_nap_mine");
  }
}
