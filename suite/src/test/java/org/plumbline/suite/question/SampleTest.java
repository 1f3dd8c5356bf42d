package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;

/** Which questions are a sample, so that their share has an interval. */
class SampleTest {
  @TempDir private Path folder;

  private boolean isSample(String robustness) throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n1,0.5,0.75\n1,0.25,0.75\n");
    Path file = folder.resolve("suite.yaml");
    Files.writeString(
        file,
        """
        network: two.nnet
        questions:
          - id: R
            robustness: {dataset: points.csv, range: [0, 1], %s}
            require: {certified: 0.5}
        """
            .formatted(robustness));
    AskedSuite asked = AskedSuite.of(SuiteParser.parse(file, Parameters.none()));
    return asked.requirements().get(0).demand().isSample();
  }

  @Test
  void someOfTheLinesAreOne() throws IOException {
    assertThat(isSample("images: 0..1, epsilon: 0.1")).isTrue();
    assertThat(isSample("images: 0..2, epsilon: 0.1")).as("all of them").isFalse();
  }

  /** Three answers about one image say as little of other images as one does. */
  @Test
  void severalDistancesOfTheSameLinesAreNone() throws IOException {
    assertThat(isSample("images: 0..1, epsilons: [0.05, 0.1, 0.2]")).isFalse();
  }
}
