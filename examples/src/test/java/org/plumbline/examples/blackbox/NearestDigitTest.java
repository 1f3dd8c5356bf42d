package org.plumbline.examples.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.examples.digits.DigitsDataset;
import org.plumbline.falsifier.blackbox.Patience;
import org.plumbline.falsifier.blackbox.RemoteBlackBox;
import org.plumbline.falsifier.contract.BlackBox;

/** The example as its README runs it: from its source file, outside of this JVM. */
class NearestDigitTest {
  private static final Path DATA = Path.of("digits/digits.csv.gz");
  private static final String SOURCE =
      "src/main/java/org/plumbline/examples/blackbox/NearestDigit.java";
  private static final Patience PATIENCE = new Patience(120_000, 0, 0);

  private static List<String> command(String... more) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return more.length == 0
        ? List.of(java, SOURCE, DATA.toString())
        : List.of(java, SOURCE, DATA.toString(), more[0]);
  }

  @Test
  void answersOverItsStandardStreams() throws IOException {
    try (BlackBox box = RemoteBlackBox.process(command(), PATIENCE)) {
      readsDigits(box);
    }
  }

  @Test
  void answersOverHttp() throws IOException {
    Process server =
        new ProcessBuilder(command("0")).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      URI endpoint = URI.create(out.readLine());
      try (BlackBox box = RemoteBlackBox.http(endpoint, PATIENCE)) {
        readsDigits(box);
      }
    } finally {
      server.destroyForcibly();
    }
  }

  /** Every digit is its own nearest neighbour; four more vote. */
  private static void readsDigits(BlackBox box) throws IOException {
    assertThat(box.knowledge()).isEqualTo(BlackBox.Knowledge.LABELS);
    List<DigitsDataset.Digit> digits = DigitsDataset.read(DATA).digits().subList(0, 100);
    double[] x =
        digits.stream()
            .flatMapToDouble(digit -> Arrays.stream(digit.pixels()).asDoubleStream())
            .toArray();
    double[] scores = box.scores(digits.size(), x);
    int right = 0;
    for (int r = 0; r < digits.size(); r++) {
      right += BlackBox.winner(scores, r * 10, 10) == digits.get(r).label() ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(97);
  }
}
