package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import picocli.CommandLine;

/** {@code verify --engine}: solvers in place of branch and bound. */
class EngineOptionTest {
  private static final Path DIGITS = Path.of("../examples/digits");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  @ParameterizedTest
  @CsvSource({
    "smt, rounded",
    "smtinterpol, rounded",
    "milp, numeric",
    "auto, certified",
    "inputs, certified"
  })
  void decides(String engine, String assurance) {
    String network = SampleFiles.write(folder.resolve("n.nnet"), SampleFiles.NNET);
    String holds = SampleFiles.property("(<= Y_0 -3.125)", -1, 1, -1, 1);
    String violated = SampleFiles.property("(<= Y_0 -2.875)", -1, 1, -1, 1);
    String good = SampleFiles.write(folder.resolve("good.vnnlib"), holds);
    String bad = SampleFiles.write(folder.resolve("bad.vnnlib"), violated);
    assertThat(run("verify", network, good, "--engine", engine)).as("%s", err).isZero();
    assertThat(out.toString()).contains("How sure: " + assurance);
    assertThat(run("verify", network, bad, "--engine", engine)).isEqualTo(10);
  }

  /** y = relu(x0 − x1) + 2·relu(x0 + 1) − 3, where the second neuron is on in the whole box. */
  @ParameterizedTest
  @CsvSource({"smt", "smtinterpol"})
  void saysWhatAProofRestsOn(String engine) {
    String network = SampleFiles.write(folder.resolve("n.nnet"), SampleFiles.NNET);
    String property =
        SampleFiles.write(
            folder.resolve("p.vnnlib"), SampleFiles.property("(<= Y_0 -1.125)", 0, 1, -1, 1));
    assertThat(run("verify", network, property, "--engine", engine, "-v")).isZero();
    assertThat(err.toString()).contains("it takes decided phases, 1: Relu 2.1 on").contains("X_0");
    assertThat(err.toString()).doesNotContain("X_1");
  }

  /** A solver takes a minute and more for this; whoever is killed leaves no answer behind. */
  @ParameterizedTest
  @CsvSource({"smt", "milp"})
  void killedIsNoAnswer(String engine) throws IOException, InterruptedException {
    Path result = folder.resolve("result.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Plumbline.class.getName(),
                "verify",
                DIGITS.resolve("digits.onnx").toString(),
                DIGITS.resolve("four-dead-column-3.vnnlib").toString(),
                "--engine",
                engine,
                "-v",
                "--timeout",
                "600",
                "--result-file",
                result.toString())
            .start();
    try (BufferedReader notes = process.errorReader()) {
      assertThat(notes.lines().anyMatch(line -> line.contains("choices"))).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotIn(List.of(0, 10, 20));
    assertThat(result).doesNotExist();
  }

  @Test
  void outOfTimeIsUndecided() {
    Path result = folder.resolve("result.txt");
    String[] question = {
      "verify",
      DIGITS.resolve("digits.onnx").toString(),
      DIGITS.resolve("four-dead-column-3.vnnlib").toString(),
      "--engine",
      "smt",
      "--timeout",
      "3",
      "--result-file",
      result.toString()
    };
    assertThat(run(question)).isEqualTo(20);
    assertThat(result).hasContent("timeout\n");
  }
}
