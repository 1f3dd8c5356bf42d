package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import picocli.CommandLine;

/** {@code verify --cubes}: with processes that search the parts. */
class CubesTest {
  private static final String NETWORK = "../examples/cubes/random.nnet";
  private static final String PROPERTY = "../examples/cubes/random.vnnlib";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  @Test
  void aQuestionInPartsIsCertified() throws IOException {
    Path json = folder.resolve("a.json");
    String certificate = folder.resolve("a.proof").toString();
    int code =
        run(
            "verify",
            NETWORK,
            PROPERTY,
            "--cubes",
            "4",
            "--workers",
            "2",
            "--json",
            json.toString(),
            "--certificate",
            certificate);
    assertThat(code).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains("How sure: certified").contains("Parts: 4");
    JsonNode cubes = new ObjectMapper().readTree(json.toFile()).get("cubes");
    assertThat(cubes.get("parts").asInt()).isEqualTo(4);
    assertThat(cubes.get("failures").asInt()).isZero();
    assertThat(cubes.get("subproblems").size()).isGreaterThanOrEqualTo(4);
    assertThat(run("check", NETWORK, PROPERTY, certificate)).isZero();
  }

  @Test
  void whatIsEasyIsNotCut() {
    String network = SampleFiles.write(folder.resolve("n.nnet"), SampleFiles.NNET);
    String property =
        SampleFiles.write(
            folder.resolve("p.vnnlib"), SampleFiles.property("(<= Y_0 -3.125)", -1, 1, -1, 1));
    assertThat(run("verify", network, property, "--cubes", "4")).as("%s", err).isZero();
    assertThat(out.toString()).contains("Parts: none; the question was decided before it was cut");
  }

  @ParameterizedTest
  @CsvSource({
    "--cubes 1, --cubes 1 is not between 2 and",
    "--workers 2, --workers goes with --cubes",
    "--cubes 4 --workers 0, --workers 0 is below 1",
    "--cubes 4 --engine smt, --engine SMT cannot be cut",
  })
  void whatCannotBeCutIsRefused(String options, String why) {
    String[] args = ("verify " + NETWORK + " " + PROPERTY + " " + options).split(" ");
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }
}
