package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** {@code -Dplumbline.reference=write} writes the pages anew. */
class ReferencePagesTest {
  private static final boolean WRITE = "write".equals(System.getProperty("plumbline.reference"));

  @Test
  void everyPageListsTheOptionsThatThereAre() throws IOException {
    for (Path file : ReferencePages.files()) {
      String page = Files.readString(file);
      String wanted = ReferencePages.upToDate(page);
      if (WRITE) {
        Files.writeString(file, wanted);
      } else {
        assertThat(page)
            .as(
                "%s; write it anew with -Dtest=ReferencePagesTest -Dplumbline.reference=write",
                file)
            .isEqualTo(wanted);
      }
    }
  }

  @Test
  void everyCommandIsOnOnePage() throws IOException {
    List<String> listed = new ArrayList<>();
    for (Path file : ReferencePages.files()) {
      listed.addAll(ReferencePages.commands(Files.readString(file)));
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(ReferencePages.allCommands());
  }

  /** A list of commands shows the first line of a description, so that has to be a sentence. */
  @Test
  void descriptionsBeginWithAWholeSentence() {
    check(Plumbline.commandLine());
  }

  @Test
  void everyOptionIsExplainedInWholeSentences() {
    checkOptions(Plumbline.commandLine());
  }

  private static void checkOptions(CommandLine command) {
    for (ArgSpec argument : command.getCommandSpec().args()) {
      assertThat(String.join(" ", argument.description()).strip())
          .as("%s %s", command.getCommandSpec().qualifiedName(), argument)
          .matches("(?s).*[.)?]");
    }
    command.getSubcommands().values().forEach(ReferencePagesTest::checkOptions);
  }

  private static void check(CommandLine command) {
    String[] description = command.getCommandSpec().usageMessage().description();
    assertThat(description).as(command.getCommandName()).isNotEmpty();
    assertThat(description[0]).as(command.getCommandName()).endsWith(".");
    command.getSubcommands().values().forEach(ReferencePagesTest::check);
  }
}
