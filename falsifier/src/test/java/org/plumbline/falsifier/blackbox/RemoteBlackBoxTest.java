package org.plumbline.falsifier.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;

class RemoteBlackBoxTest {
  private static final Patience ONCE = new Patience(60_000, 0, 0);
  private static final double[] PAIRS = {1, 0, 0.25, 2, 0.125, 0.25};

  private static BlackBox start(String manner, Patience patience) {
    return RemoteBlackBox.process(AnsweringProgram.command(manner), patience);
  }

  @Test
  void aProgramAnswersWithScores() {
    try (BlackBox box = start("scores", ONCE)) {
      assertThat(box.inputs()).isEqualTo(2);
      assertThat(box.classes()).isEqualTo(3);
      assertThat(box.knowledge()).isEqualTo(BlackBox.Knowledge.SCORES);
      assertThat(box.scores(3, PAIRS)).containsExactly(1, 0, 0.5, 0.25, 2, 0.5, 0.125, 0.25, 0.5);
      assertThat(box.scores(1, PAIRS)).startsWith(1, 0, 0.5);
    }
  }

  @Test
  void aProgramAnswersWithLabels() {
    try (BlackBox box = start("labels", ONCE)) {
      assertThat(box.knowledge()).isEqualTo(BlackBox.Knowledge.LABELS);
      assertThat(box.scores(3, PAIRS)).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    }
  }

  @Test
  void longBatchesTravelInPartsAndLoseNoDigit() {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = random.doubles(2 * 1000, -1, 1).toArray();
    try (BlackBox box = start("scores", ONCE)) {
      double[] scores = box.scores(1000, x);
      for (int r = 0; r < 1000; r++) {
        assertThat(Arrays.copyOfRange(scores, 3 * r, 3 * r + 2))
            .containsExactly(x[2 * r], x[2 * r + 1]);
      }
    }
  }

  @Test
  void aProgramThatDiedIsStartedAgain(@TempDir Path folder) throws Exception {
    String file = Files.createFile(folder.resolve("once")).toString();
    List<String> command = AnsweringProgram.command("dies-once", file);
    try (BlackBox box = RemoteBlackBox.process(command, new Patience(60_000, 1, 0))) {
      assertThat(box.scores(1, PAIRS)).startsWith(1, 0, 0.5);
      assertThat(Path.of(file)).doesNotExist();
    }
  }

  @Test
  void silenceIsATimeOut() {
    try (BlackBox box = RemoteBlackBox.process(AnsweringProgram.command("scores"), ONCE)) {
      assertThat(box.inputs()).isEqualTo(2);
    }
    try (Transport silent = new ProcessTransport(AnsweringProgram.command("silent"))) {
      assertThat(silent.exchange(JsonProtocol.describe(0), 60_000)).contains("\"inputs\":2");
      assertThatThrownBy(() -> silent.exchange("{\"id\":1}", 200))
          .hasMessage("no answer within 200 ms");
      assertThat(silent.exchange(JsonProtocol.describe(0), 60_000)).contains("\"inputs\":2");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dies | ended with exit code 3 (asked 2 times)",
        "garbage | makes no sense",
        "garbage | 'Segmentation fault ? [[1,2'",
        "wrong-id | \"id\" is not 1",
        "no-numbers | makes no sense",
        "too-few | makes no sense",
        "too-large | a score is too large",
        "two-objects | more than one object",
        "error | it reports an error: 'out of paper'",
      })
  void badAnswersAreErrorsThatSayWhat(String manner, String message) {
    try (BlackBox box = start(manner, new Patience(60_000, 1, 0))) {
      assertThatThrownBy(() -> box.scores(1, PAIRS))
          .isInstanceOf(BlackBoxException.class)
          .hasMessageStartingWith("program ")
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one-class | \"classes\" is 1",
        "dies-at-once | ended with exit code 7 (asked 2 times)",
      })
  void aBadIntroductionIsAnErrorToo(String manner, String message) {
    assertThatThrownBy(() -> start(manner, new Patience(60_000, 1, 0)).close())
        .isInstanceOf(BlackBoxException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> RemoteBlackBox.process(List.of("/no/such/program"), ONCE).close())
        .isInstanceOf(BlackBoxException.class)
        .hasMessageContaining("cannot start")
        .hasMessageContaining("/no/such/program");
  }
}
