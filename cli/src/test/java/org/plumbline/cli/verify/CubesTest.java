package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.suite.worker.LineProcess;
import org.plumbline.suite.worker.PartPieces;
import org.plumbline.suite.worker.WorkerCommand;
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

  /** Here is no Spark, as for everybody who does not ask for it. */
  @Test
  void whereThereIsNoSparkItIsSaid() {
    assertThat(run("verify", NETWORK, PROPERTY, "--cubes", "4", "--master", "local[2]"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("plumbline-campaign and Spark on the class path");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aWorkerThatReadsSomethingElseDoesNotBegin() {
    WorkerCommand like = WorkerCommand.likeThis();
    List<String> command =
        new WorkerCommand(like.program(), CubeWorker.class.getName(), like.heap()).line(1);
    List<String> question = List.of("verify", NETWORK, PROPERTY, "--cubes", "4");
    assertThatThrownBy(
            () -> LineProcess.start(command, PartPieces.first(question, new byte[] {1, 2, 3})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a worker did not start: exit code 3");
  }

  /** Whoever asks for the part again gets another process. */
  @Test
  void aWorkerThatFailsAtAPieceEnds() throws IOException, InterruptedException {
    WorkerCommand like = WorkerCommand.likeThis();
    List<String> command =
        new WorkerCommand(like.program(), CubeWorker.class.getName(), like.heap()).line(1);
    List<String> question = List.of("verify", NETWORK, PROPERTY, "--cubes", "4");
    try (LineProcess process =
        LineProcess.start(command, "{\"question\":[\"" + String.join("\",\"", question) + "\"]}")) {
      LineProcess.Ending ending =
          process.answer(
              PartPieces.order(new byte[] {1, 2, 3}, Duration.ofSeconds(1)), Duration.ofMinutes(1));
      assertThat(ending).isInstanceOf(LineProcess.Ending.Died.class);
      assertThat(((LineProcess.Ending.Died) ending).why()).contains("exit code 1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--cubes 1, --cubes 1 is not between 2 and",
    "--workers 2, --workers goes with --cubes",
    "--cubes 4 --workers 0, --workers 0 is below 1",
    "--cubes 4 --engine smt, --engine SMT cannot be cut",
    "--master local[2], --master goes with --cubes",
    "--cubes 4 --conf spark.a=b, --conf is for --master",
    "--cubes 4 --master local[2] --conf cores=2, settings of Spark begin with 'spark.'",
    "--cubes 4 --master local[2] --workers 2, without --workers",
  })
  void whatCannotBeCutIsRefused(String options, String why) {
    String[] args = ("verify " + NETWORK + " " + PROPERTY + " " + options).split(" ");
    assertThat(run(args)).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }
}
