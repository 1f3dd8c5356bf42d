package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import picocli.CommandLine;

/** The command as a user meets it, on the network that the examples ship. */
class VerifyCommandTest {
  private static final Path DIGITS = Path.of("../examples/digits");
  private static final String NETWORK = DIGITS.resolve("digits.onnx").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  private static String property(String name) {
    return DIGITS.resolve(name + ".vnnlib").toString();
  }

  @Test
  void anEarlierProofIsTriedFirst() throws IOException {
    String first = folder.resolve("first.proof").toString();
    String second = folder.resolve("second.proof").toString();
    run("verify", NETWORK, property("four-noise-2"), "--certificate", first);
    out.getBuffer().setLength(0);
    assertThat(
            run("verify", NETWORK, property("four-noise-2"), "-v", "--earlier", first)
                + run("check", NETWORK, property("four-noise-2"), first))
        .isZero();
    assertThat(err.toString()).contains("the earlier proof is one of this question");
    String[] other = {"verify", NETWORK, property("four-dead-column-3"), "-v", "--earlier", first};
    assertThat(run(other)).as("another question").isZero();
    assertThat(run("verify", NETWORK, property("four-noise-3"), "--earlier", first)).isEqualTo(10);
    assertThat(
            run(
                "verify",
                NETWORK,
                property("four-noise-2"),
                "--earlier",
                first,
                "--certificate",
                first))
        .as("it is read")
        .isEqualTo(2);
    Files.writeString(Path.of(second), "no certificate");
    assertThat(run("verify", NETWORK, property("four-noise-2"), "--earlier", second)).isEqualTo(3);
    assertThat(err.toString()).contains("second.proof", "no certificate");
  }

  @ParameterizedTest
  @CsvSource({
    "four-dead-column-3, 0, unsat",
    "four-dead-column-4, 0, unsat",
    "four-dead-column-6, 10, sat",
    "four-noise-2, 0, unsat",
    "four-noise-3, 10, sat",
    "ten-digits-noise-1, 0, unsat",
    "ten-digits-noise-2, 10, sat"
  })
  void decidesTheShippedProperties(String name, int exitCode, String word) throws IOException {
    Path result = folder.resolve("result.txt");
    assertThat(run("verify", NETWORK, property(name), "--result-file", result.toString()))
        .isEqualTo(exitCode);
    assertThat(out.toString()).contains(exitCode == 0 ? "HOLDS" : "VIOLATED", "Time:");
    List<String> lines = Files.readAllLines(result);
    assertThat(lines.get(0)).isEqualTo(word);
    if (exitCode == 10) {
      assertThat(lines).hasSize(1 + 64 + 10);
      assertThat(lines.get(1)).startsWith("((X_0 ").endsWith(")");
      assertThat(lines.get(74)).startsWith("(Y_9 ").endsWith("))");
    } else {
      assertThat(lines).hasSize(1);
    }
  }

  @Test
  void writesJson() throws IOException {
    Path json = folder.resolve("out.json");
    run("verify", NETWORK, property("four-noise-3"), "--json", json.toString());
    assertThat(Files.readString(json))
        .contains("\"verdict\" : \"violated\"", "\"classification\" : \"strict\"", "\"seed\" : 1");
  }

  @Test
  void sameSeedSameAnswerOnAnyNumberOfThreads() throws IOException {
    Path one = folder.resolve("one.txt");
    Path two = folder.resolve("two.txt");
    run("verify", NETWORK, property("four-noise-3"), "--threads", "1", "--result-file", one + "");
    run("verify", NETWORK, property("four-noise-3"), "--threads", "3", "--result-file", two + "");
    assertThat(Files.readString(one)).isEqualTo(Files.readString(two)).startsWith("sat");
  }

  @Test
  void asksForRobustnessByOptions() throws IOException {
    Path input = folder.resolve("input.csv");
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      values.append(i % 8 == 3 || i % 8 == 4 ? "12" : "0").append(i < 63 ? "," : "\n");
    }
    Files.writeString(input, values);
    int exitCode =
        run(
            "verify",
            NETWORK,
            "--input",
            input.toString(),
            "--epsilon",
            "0.001",
            "--input-range",
            "0,16");
    assertThat(exitCode).as(out + "" + err).isEqualTo(0);
  }

  @Test
  void outOfTimeIsUndecided() throws IOException {
    Path result = folder.resolve("result.txt");
    Path hard = folder.resolve("hard.vnnlib");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      text.append(
          "(declare-const X_"
              + i
              + " Real)(assert (>= X_"
              + i
              + " 0))(assert (<= X_"
              + i
              + " 16))\n");
    }
    for (int j = 0; j < 10; j++) {
      text.append("(declare-const Y_" + j + " Real)\n");
    }
    text.append("(assert (>= Y_0 1000))(assert (<= Y_1 -1000))");
    Files.writeString(hard, text);
    assertThat(
            run(
                "verify",
                NETWORK,
                hard.toString(),
                "--timeout",
                "0.001",
                "--result-file",
                result.toString()))
        .isEqualTo(20);
    assertThat(Files.readString(result)).isEqualTo("timeout\n");
    assertThat(out.toString()).contains("UNDECIDED");
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    Path result = folder.resolve("result.txt");
    Path broken = folder.resolve("broken.onnx");
    Files.write(broken, new byte[] {1, 2, 3});
    assertThat(
            run(
                "verify",
                broken.toString(),
                property("four-noise-2"),
                "--result-file",
                result.toString()))
        .isEqualTo(3);
    assertThat(err.toString()).contains("broken.onnx");
    assertThat(run("verify", folder.resolve("absent.onnx").toString(), property("four-noise-2")))
        .isEqualTo(3);
    Path property = folder.resolve("broken.vnnlib");
    Files.writeString(property, "(declare-const X_0 Real)\n(assert (<= X_0 nonsense))");
    assertThat(run("verify", NETWORK, property.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("broken.vnnlib:2");
    assertThat(result).doesNotExist();
  }

  @Test
  void namesMistakesInTheCommandLine() {
    assertThat(run("verify", NETWORK)).isEqualTo(2);
    assertThat(run("verify", NETWORK, property("four-noise-2"), "--timeout", "0")).isEqualTo(2);
    assertThat(run("verify", NETWORK, property("four-noise-2"), "--no-such-option")).isEqualTo(2);
    assertThat(run("verify")).isEqualTo(2);
  }

  @Test
  void anAnswerOfAnEarlierRunDoesNotSurviveARefusal() throws IOException {
    Path result = folder.resolve("result.txt");
    Path json = folder.resolve("out.json");
    Files.writeString(result, "unsat\n");
    Files.writeString(json, "{}");
    Path broken = folder.resolve("broken.onnx");
    Files.write(broken, new byte[] {1, 2, 3});
    String[] files = {"--result-file", result.toString(), "--json", json.toString()};
    assertThat(
            run(
                "verify",
                broken + "",
                property("four-noise-2"),
                files[0],
                files[1],
                files[2],
                files[3]))
        .isEqualTo(3);
    assertThat(result).doesNotExist();
    assertThat(json).doesNotExist();
  }

  @Test
  void neverWritesOverWhatItReads() throws IOException {
    Path asked = folder.resolve("asked.vnnlib");
    Files.copy(Path.of(property("four-noise-2")), asked);
    assertThat(run("verify", NETWORK, asked + "", "--result-file", asked + "")).isEqualTo(2);
    assertThat(asked).hasSameTextualContentAs(Path.of(property("four-noise-2")));
    assertThat(run("verify", NETWORK, asked + "", "--json", folder + "")).isEqualTo(2);
    assertThat(run("verify", NETWORK, asked + "", "--json", folder + "/no/x")).isEqualTo(2);
  }

  @Test
  void namesAFolderGivenAsNetwork() {
    assertThat(run("verify", folder.toString(), property("four-noise-2"))).isEqualTo(3);
    assertThat(run("inspect", folder.toString())).isEqualTo(3);
    assertThat(err.toString()).contains(folder + ": cannot be read").doesNotContain("\tat ");
  }

  @Test
  void namesMistakesInTheRobustnessOptions() {
    String input = folder.resolve("input.csv").toString();
    assertThat(run("verify", NETWORK, "--input", input)).isEqualTo(2);
    assertThat(run("verify", NETWORK, "--input", input, "--epsilon", "-1")).isEqualTo(2);
    assertThat(run("verify", NETWORK, "--input", input, "--epsilon", "1", "--norm", "l2"))
        .isEqualTo(2);
    assertThat(run("verify", NETWORK, property("four-noise-2"), "--epsilon", "1")).isEqualTo(2);
    assertThat(run("verify", NETWORK, "--input", input, "--epsilon", "1")).isEqualTo(3);
  }

  @Test
  void decidesNnetNetworks() throws IOException {
    // On [0, 1]² the output is x0 - x1 + 2 x0 - 1 where x0 ≥ x1: at most 2, reached at (1, 0).
    String network = SampleFiles.write(folder.resolve("net.nnet"), SampleFiles.NNET);
    String reached = SampleFiles.property("(>= Y_0 1.75)", 0, 1, 0, 1);
    String missed = SampleFiles.property("(>= Y_0 2.25)", 0, 1, 0, 1);
    Path result = folder.resolve("result.txt");
    String violated = SampleFiles.write(folder.resolve("violated.vnnlib"), reached);
    assertThat(run("verify", network, violated, "--result-file", result + "")).isEqualTo(10);
    assertThat(Files.readAllLines(result)).hasSize(4).first().isEqualTo("sat");
    String holds = SampleFiles.write(folder.resolve("holds.vnnlib"), missed);
    assertThat(run("verify", network, holds, "--result-file", result + "")).isEqualTo(0);
    assertThat(result).hasContent("unsat");
    assertThat(out.toString()).contains("certified");
    String proof = folder.resolve("n.proof").toString();
    assertThat(run("verify", network, holds, "--certificate", proof)).isEqualTo(0);
    assertThat(run("check", network, holds, proof)).isEqualTo(0);
  }

  @Test
  void namesAnUnsupportedOperator() {
    Path result = folder.resolve("result.txt");
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 1},
            new long[] {1, 1},
            List.of(),
            OnnxNode.of("MaxRoiPool", List.of("x"), "y"));
    String property =
        SampleFiles.write(folder.resolve("p.vnnlib"), SampleFiles.property("(>= Y_0 0.5)", 0, 1));
    assertThat(run("verify", network, property, "--result-file", result + "")).isEqualTo(3);
    assertThat(err.toString()).contains("operator MaxRoiPool (node y) is not supported");
    assertThat(result).doesNotExist();
  }

  @Test
  void whatRoundingErrorsHideIsDecidedInExactNumbers() {
    // y = x · 0.1f = 0.10000000149011611938…; the threshold is above it by less than one ulp.
    OnnxTensor weight = OnnxTensor.float32("w", new int[] {1, 1}, 0.1f);
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 1},
            new long[] {1, 1},
            List.of(weight),
            OnnxNode.of("MatMul", List.of("x", "w"), "y"));
    String property =
        SampleFiles.write(
            folder.resolve("p.vnnlib"),
            SampleFiles.property("(>= Y_0 0.10000000149011611939)", 1, 1));
    Path result = folder.resolve("result.txt");
    assertThat(run("verify", network, property, "--result-file", result + "")).isZero();
    assertThat(result).hasContent("unsat");
    assertThat(out.toString()).contains("HOLDS", "certified");
  }
}
