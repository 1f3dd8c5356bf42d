package org.plumbline.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** What does not go together is said before anything is read or written. */
class ExecutorOptionsTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String... options) throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n");
    Path suite =
        Files.writeString(
            folder.resolve("suite.yaml"),
            "network: two.nnet\nquestions:\n"
                + "- {id: R, robustness: {dataset: points.csv, epsilon: 0.1, range: [0, 1]}}\n");
    List<String> line = new ArrayList<>(List.of("suite", "run", suite.toString()));
    line.addAll(List.of(options));
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(new StringWriter()));
    command.setErr(new PrintWriter(err));
    return command.execute(line.toArray(String[]::new));
  }

  @Test
  void theClusterSaysHowManyAndWhere() throws IOException {
    assertThat(run("--master", "local[2]", "--threads", "2")).isEqualTo(2);
    assertThat(run("--master", "local[2]", "--in-process")).isEqualTo(2);
    assertThat(err.toString()).contains("without --threads and --in-process");
    assertThat(folder.resolve(".plumbline")).doesNotExist();
  }

  @Test
  void settingsAreThoseOfSpark() throws IOException {
    assertThat(run("--conf", "spark.executor.cores=2")).isEqualTo(2);
    assertThat(err.toString()).contains("--conf is for --master");
    assertThat(run("--master", "local[2]", "--conf", "cores=2")).isEqualTo(2);
    assertThat(err.toString()).contains("--conf cores", "begin with 'spark.'");
    assertThat(run("--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads 0 is below 1");
  }

  /** Here is no Spark, as for everybody who does not ask for it. */
  @Test
  void whereThereIsNoSparkItIsSaid() throws IOException {
    assertThat(run("--master", "local[2]")).isEqualTo(1);
    assertThat(err.toString()).contains("plumbline-campaign and Spark on the class path");
  }
}
