package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.cli.output.ExitCode;
import picocli.CommandLine;

/** What stands in files that a command line names which was not understood. */
class WrongCommandLineTest {
  private static final String OLD = "unsat\n";

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private Path result;
  private Path network;
  private Path property;

  @BeforeEach
  void writeFiles() throws IOException {
    result = Files.writeString(folder.resolve("r.txt"), OLD);
    network = Files.writeString(folder.resolve("n.onnx"), "a network");
    property = Files.writeString(folder.resolve("p.vnnlib"), "(declare-const X_0 Real)");
  }

  private int run(String line) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(err, true));
    return command.execute(
        line.replace(" R", " " + result)
            .replace(" N", " " + network)
            .replace(" P", " " + property)
            .split(" "));
  }

  /** An option of two names has the one that was given, or its first. */
  @ParameterizedTest
  @CsvSource({
    "--layout up, --layout",
    "--channel-order up, --channel-order",
    "--layout=up, --layout",
    "--layout, --layout",
    "--layout HWC --layout HWC, --layout",
    "--layout HWC --channel-order up, --layout"
  })
  void theMistakeNamesTheOptionThatWasGiven(String options, String named) {
    assertThat(run("verify N --input P --epsilon 1 " + options)).isEqualTo(2);
    assertThat(err.toString()).contains("option '" + named + "'").doesNotContain("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify N P --result-file R --timeout 10s",
        "verify N P --timeout 10s --result-file R",
        "verify N P --result-file R --no-such-option",
        "verify N --result-file R",
        "verify --result-file R",
        "verify N P --result-file R --timeout 0",
        "verify N P --result-file R --json no/such/folder",
        "verify N P --result-file R --json",
        "verify N P --result-file R --semantics float64"
      })
  void noOldAnswerStandsAfterARefusal(String line) {
    assertThat(run(line)).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result).doesNotExist();
    assertThat(network).hasContent("a network");
  }

  @ParameterizedTest
  @CsvSource({
    "verify N P --no-such-option, Unknown option: '--no-such-option', plumbline verify --help",
    "verify N P --timeot 5, Possible solutions: --timeout, plumbline verify --help",
    "nap mine, Missing required, plumbline nap mine --help",
    "verfy N P, Did you mean, plumbline --help"
  })
  void aMistakeIsALineAndAPointer(String line, String mistake, String pointer) {
    assertThat(run(line)).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains(mistake).contains("For what belongs here: " + pointer);
    assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(3);
  }

  /** What the user forgot to name makes an option swallow the next word. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify --result-file N P",
        "verify N --result-file P",
        "verify N P --json --result-file R",
        "verify N P --result-file R --result-file x",
        "verify N P --result-file R --json R",
        "verify N R --result-file R --timeout x",
        "verify N P --result-file R --help",
        "check N P R --json R"
      })
  void nothingElseIsRemoved(String line) {
    assertThat(run(line)).isIn(0, ExitCode.USAGE.code());
    assertThat(result).hasContent("unsat");
    assertThat(network).hasContent("a network");
    assertThat(property).hasContent("(declare-const X_0 Real)");
  }

  @Test
  void otherAnswersAreToldByTheirBeginning() throws IOException {
    Path certificate = Files.writeString(folder.resolve("c"), "PLUMBLINE-PROOF\n…");
    Path json = Files.writeString(folder.resolve("j"), "{\n  \"version\" : \"0\"\n}");
    Path patterns = Files.writeString(folder.resolve("q"), "{ \"format\" : \"patterns\" }");
    String line = "verify N P --certificate " + certificate + " --json " + json + " --seed x";
    assertThat(run(line)).isEqualTo(ExitCode.USAGE.code());
    assertThat(certificate).doesNotExist();
    assertThat(json).doesNotExist();
    assertThat(run("nap verify N --class 1 --json " + patterns)).isEqualTo(ExitCode.USAGE.code());
    assertThat(patterns).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify N --input x --epsilon abc | '--epsilon': 'abc': not a decimal number",
        "verify N --input x --epsilon 1/0 | 'a divisor that is not positive",
        "verify N --input x --epsilon 8/ | '': not a decimal number",
        "verify N --input x --epsilon 1 --label x | 'x' is no whole number",
        "verify N --input x --epsilon 1 --input-range 0,x | 'x': not a decimal number",
        "verify N P --timeout 10s | '10s': not a decimal number",
        "verify N P --timeout 1e400 | '1e400' is beyond the largest double",
        "verify N P --seed 1e3 | '1e3' is no whole number",
        "verify N P --threads 99999999999 | '99999999999' is too large",
        "verify N P --epsilon 1e99999 | an exponent lies within",
        "nap verify N P --class 1 --ball 0 --epsilon abc | 'abc': not a decimal number",
        "falsify N --input x --limit zero | 'zero': not a decimal number",
        "nap mine N F --delta x | 'x': not a decimal number",
        "verify N --input x --epsilon 1 --input-range 1,0 | --input-range 1,0 is empty",
        "check N P --input x --epsilon 1 --input-range 1,0 | --input-range 1,0 is empty",
        "radius N --input x --input-range 1,0 | --input-range 1,0 is empty",
        "dlv N --input x --span 1 --input-range 1,0 | --input-range 1.0,0.0 is empty",
        "falsify N --input x --input-range 1,0 | --input-range 1.0,0.0 is empty",
        "nap verify N P --class 1 --input-range 1,0 | --input-range 1,0 is empty",
        "inspect N --audit --input-range 1,0 | --input-range 1.0,0.0 is empty",
        "dlv N --input x --span 1 --dimensions 0 | dimensions that are manipulated is 0, not 1",
        "dlv N --input x --span 1 --index 2 | --index goes with --dataset",
        "radius N --input x --index 2 | --index goes with --dataset",
        "falsify N --input x --index 2 | --index and --count go with --dataset or --folder",
        "raid train N M --input x --limit 1 --count 2 | --index and --count go with --dataset",
        "nap monitor N P --input x --index 2 | --index and --count go with --dataset"
      })
  void numbersAreRefusedInPlainWords(String line, String words) {
    assertThat(run(line)).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString())
        .contains(words.replace("'a divisor", "a divisor"))
        .doesNotContain("java.", "Exception");
  }
}
