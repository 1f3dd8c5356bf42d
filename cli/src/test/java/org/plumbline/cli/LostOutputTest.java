package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Answers that could not be written are none: exit code 4, one line, never a stack trace. */
class LostOutputTest {
  private static final String NETWORK = "../examples/digits/digits.onnx";
  private static final String PROPERTY = "../examples/digits/four-dead-column-3.vnnlib";
  private static final String INPUT = "--input I --input-range 0,16";

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  /** Fails as a full disk does. */
  private static final class FullWriter extends Writer {
    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  static Stream<String> lines() {
    return Stream.of(
        "verify N P --result-file FULL",
        "verify N P --json FULL",
        "verify N P --certificate FULL",
        "encode N P --output FULL",
        "radius N " + INPUT + " --timeout 3 --json FULL",
        "dlv N " + INPUT + " --span 1 --dimensions 1 --json FULL",
        "falsify N " + INPUT + " --attack fgsm --limit 1 --csv FULL",
        "falsify N " + INPUT + " --attack fgsm --limit 1 --results FULL");
  }

  private int run(Writer out, String line) throws IOException {
    Path input = folder.resolve("i.txt");
    Files.writeString(input, "1 ".repeat(64));
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err, true));
    return command.execute(
        line.replace(" N", " " + NETWORK)
            .replace(" P", " " + PROPERTY)
            .replace(" I ", " " + input + " ")
            .replace("FULL", "/dev/full")
            .split(" "));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aFileThatCouldNotBeWrittenIsNamed(String line) throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no /dev/full");
    assertThat(run(new StringWriter(), line)).as(err.toString()).isEqualTo(4);
    List<String> said = err.toString().lines().toList();
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .isEqualTo("plumbline: /dev/full: could not be written: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify N P",
        "check N P P --help",
        "encode N P",
        "inspect N",
        "--version",
        "help verify",
        "generate-completion"
      })
  void aReportThatCouldNotBePrintedIsNoSuccess(String line) throws IOException {
    assertThat(run(new FullWriter(), line)).isEqualTo(4);
    assertThat(err.toString()).contains("standard output could not be written");
  }

  @Test
  void aRefusalStaysOne() throws IOException {
    assertThat(run(new FullWriter(), "verify N N")).isEqualTo(3);
  }
}
