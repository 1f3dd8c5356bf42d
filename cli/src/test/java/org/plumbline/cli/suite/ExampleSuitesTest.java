package org.plumbline.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** The suites of the examples meet their requirements, and their evidence stands. */
@Tag("slow")
class ExampleSuitesTest {
  @TempDir private Path ledger;
  private final StringWriter out = new StringWriter();

  private int run(String... words) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    return command.execute(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "signs"})
  void requirementsAreMet(String example) {
    String file = "../examples/" + example + "/suite.yaml";
    String folder = ledger.toString();
    assertThat(run("suite", "run", file, "--ledger", folder)).as("%s", out).isZero();
    assertThat(run("suite", "check", file, "--ledger", folder)).as("%s", out).isZero();
    assertThat(run("suite", "run", file, "--ledger", folder)).as("%s", out).isZero();
    assertThat(out.toString()).contains(" checked again, 0 asked");
  }
}
