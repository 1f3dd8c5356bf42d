package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;

/** A Java without some of the optional artifacts on its class path. */
class MissingPartsTest {
  @TempDir private Path folder;

  /** What the other Java runs: reads a suite with all that it names. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] words) {
      try {
        AskedSuite.of(SuiteParser.parse(Path.of(words[0]), Parameters.none()));
        System.out.println("understood");
      } catch (ParseException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private String without(String artifact, String dlv) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,4,2,4,\n4,2,\n0,\n0,0,0,0,\n1,1,1,1,\n0,0,0,0,0,\n1,1,1,1,1,\n2,0,0,0,\n1,1,0,0,\n0,\n0.25,\n");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5,0.5,0.5\n");
    Path suite =
        Files.writeString(
            folder.resolve("suite.yaml"),
            "network: two.nnet\nquestions:\n- {id: D, " + dlv + "}\n");
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> !part.matches(".*\\b" + artifact + "\\b.*"))
            .collect(Collectors.joining(File.pathSeparator));
    Path said = folder.resolve("said.txt");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                Reading.class.getName(),
                suite.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  private static final String PLAIN = "dlv: {dataset: points.csv, span: 0.1}";
  private static final String SIFT = "dlv: {dataset: points.csv, span: 0.1, selection: sift}";
  private static final String GAME =
      "falsify: {dataset: points.csv, epsilon: 1, method: game, range: [0, 1]},"
          + " require: {violated: 0, undecided: allow}";

  @Test
  void withoutSolversDlvIsRefusedWithItsPlace() throws Exception {
    assertThat(without("solvers", PLAIN))
        .contains("refused: ", "suite.yaml:3:3: dlv needs the solver Z3", "plumbline-solvers");
    assertThat(without("nothing-like-this", PLAIN)).isEqualToIgnoringNewLines("understood");
  }

  @Test
  void withoutOpenCvSiftIsRefusedWithItsPlace() throws Exception {
    assertThat(without("opencv", SIFT))
        .contains("refused: ", "suite.yaml:3:3: selection: SIFT", "plumbline-opencv");
    assertThat(without("opencv", GAME))
        .contains("refused: ", "suite.yaml:3:3: features: SIFT", "plumbline-opencv");
    assertThat(without("opencv", PLAIN)).isEqualToIgnoringNewLines("understood");
    assertThat(without("nothing-like-this", SIFT)).isEqualToIgnoringNewLines("understood");
  }
}
