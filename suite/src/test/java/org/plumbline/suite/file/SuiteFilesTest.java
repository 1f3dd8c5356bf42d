package org.plumbline.suite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever gets these files can read the suite. */
class SuiteFilesTest {
  private static final String NETWORK =
      "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n";

  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void allThatASuiteNamesIsThere() throws IOException {
    write("models/two.nnet", NETWORK);
    write("models/other.nnet", NETWORK);
    write("data/points.csv", "1,0.5,0.5\n");
    write("data/inputs/1/a.txt", "0.5 0.5");
    write("data/inputs/.hidden", "nobody reads this");
    write("data/beside.txt", "nor this");
    write("specs/a.vnnlib", "(declare-const X_0 Real)");
    write("specs/b.vnnlib", "(declare-const X_0 Real)");
    write("suites/more.yaml", "questions:\n- {id: P, properties: '../specs/*.vnnlib'}\n");
    write(
        "suites/suite.yaml",
        "network: ../models/two.nnet\ninclude: [more.yaml]\nquestions:\n"
            + "- {id: R, robustness: {dataset: ../data/points.csv, epsilon: 0.1, range: [0, 1]}}\n"
            + "- {id: F, robustness: {input: ../data/inputs, epsilon: 0.1, range: [0, 1]}}\n"
            + "- id: C\n  compare: {with: ../models/other.nnet, dataset: ../data/points.csv,"
            + " radius: 0.1, same_class: true}\n");
    Suite suite = SuiteParser.parse(folder.resolve("suites/suite.yaml"), Parameters.none());
    assertThat(SuiteFiles.of(suite))
        .map(file -> folder.toAbsolutePath().relativize(file).toString())
        .containsExactly(
            "data/inputs/1/a.txt",
            "data/points.csv",
            "models/other.nnet",
            "models/two.nnet",
            "specs/a.vnnlib",
            "specs/b.vnnlib",
            "suites/more.yaml",
            "suites/suite.yaml");
  }

  @Test
  void valuesFromOutsideOfTheFileAreKnown() throws IOException {
    write("two.nnet", NETWORK);
    write(
        "suite.yaml",
        "network: two.nnet\nparameters: {OWN: 0.1}\nquestions:\n"
            + "- {id: R, robustness: {input: '${INPUT}', epsilon: '${OWN}', range: [0, 1]}}\n");
    Parameters parameters = new Parameters(java.util.Map.of(), n -> n.equals("INPUT") ? "i" : null);
    SuiteParser.parse(folder.resolve("suite.yaml"), parameters);
    assertThat(parameters.outside()).containsExactly(java.util.Map.entry("INPUT", "i"));
  }
}
