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
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.game.Channels;
import org.plumbline.falsifier.game.GameAttack;
import org.plumbline.falsifier.game.GameOptions;
import org.plumbline.falsifier.game.Players;
import org.plumbline.falsifier.game.TreeOptions;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Adversarial;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.opencv.SiftFeatures;
import org.plumbline.specs.query.Budget;

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

  /** Labels are all that the game has to play by. */
  @Test
  void theGameMisleadsIt() throws IOException {
    GameAttack attack =
        new GameAttack(
            new GameOptions(
                new SiftFeatures(new GridFeatures(4, 4)),
                Double.POSITIVE_INFINITY,
                Channels.TOGETHER,
                Double.POSITIVE_INFINITY,
                Players.COOPERATIVE,
                TreeOptions.of(20)));
    try (BlackBox box = RemoteBlackBox.process(command(), PATIENCE)) {
      for (DigitsDataset.Digit digit : DigitsDataset.read(DATA).digits().subList(0, 3)) {
        double[] image = Arrays.stream(digit.pixels()).asDoubleStream().toArray();
        AttackResult result =
            AttackResult.of(
                attack,
                new Trial.Question(
                    box,
                    new ImageDomain(1, 8, 8, 0, 16),
                    image,
                    Distance.L0,
                    20_000,
                    Budget.unlimited()),
                List.of(),
                1);
        Adversarial found = result.adversarial().orElseThrow();
        assertThat(found.distance()).isLessThanOrEqualTo(16);
        assertThat(BlackBox.winner(box.scores(1, found.image()), 0, 10))
            .isEqualTo(found.label())
            .isNotEqualTo(digit.label());
      }
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
