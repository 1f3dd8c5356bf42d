package org.plumbline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The library as a program meets it, on the network that the examples ship. */
class VerificationTest {
  private static final Path DIGITS = Path.of("../examples/digits");
  private static final Path NETWORK = DIGITS.resolve("digits.onnx");
  private static final Path HOLDS = DIGITS.resolve("four-noise-2.vnnlib");
  private static final Path VIOLATED = DIGITS.resolve("four-noise-3.vnnlib");

  @TempDir private Path folder;

  private static VnnLib reaching(String limit) {
    return VnnLib.of(
        "reaching.vnnlib",
        "(declare-const X_0 Real)(declare-const X_1 Real)(declare-const Y_0 Real)"
            + "(assert (>= X_0 0))(assert (<= X_0 1))(assert (>= X_1 0))(assert (<= X_1 1))"
            + "(assert (>= Y_0 "
            + limit
            + "))");
  }

  /** {@code y = relu(x0 − x1) + 2 relu(x0 + 1) − 3}: at most 2 on the unit square. */
  private static Model small() {
    String text =
        """
        2,2,1,2,
        2,2,1,
        0,
        -1.0,-1.0,
        1.0,1.0,
        0.0,0.0,0.0,
        1.0,1.0,1.0,
        1.0,-1.0,
        1.0,0.0,
        0.0,
        1.0,
        1.0,2.0,
        -3.0,
        """;
    return Model.of("small.nnet", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateIsHandedOver(Semantics semantics) throws IOException {
    Verification question = Verification.of(NETWORK, HOLDS).semantics(semantics);
    Holds holds = (Holds) question.run();
    assertThat(holds.assurance()).isEqualTo(Assurance.CERTIFIED);
    assertThat(holds.semantics()).isEqualTo(semantics);
    assertThat(holds.key()).isEqualTo(question.key());
    assertThat(holds.cost().time()).isPositive();
    Path file = folder.resolve("four.proof");
    holds.certificate().orElseThrow().write(file);
    Certificate handed = Certificate.read(file);
    assertThat(check(HOLDS, handed).run())
        .isInstanceOfSatisfying(
            CheckAnswer.Proved.class,
            proved -> assertThat(proved.semantics()).isEqualTo(semantics));
    assertThat(check(VIOLATED, handed).run())
        .isInstanceOfSatisfying(
            CheckAnswer.Rejected.class,
            rejected -> assertThat(rejected.reason()).contains("another property file"));
    Semantics other = semantics == Semantics.REAL ? Semantics.FLOAT32 : Semantics.REAL;
    assertThat(check(HOLDS, handed).semantics(other).run())
        .isInstanceOf(CheckAnswer.Rejected.class);
  }

  private static CertificateCheck check(Path property, Certificate certificate) {
    return CertificateCheck.of(Model.read(NETWORK), VnnLib.read(property), certificate);
  }

  @Test
  void aCounterexampleIsReadable() {
    Violated violated = (Violated) Verification.of(small(), reaching("1.75")).run();
    Counterexample found = violated.counterexample();
    assertThat(found.inputs()).hasSize(2).allMatch(x -> x >= 0 && x <= 1);
    double x0 = found.inputs().get(0);
    double x1 = found.inputs().get(1);
    double y = Math.max(0, x0 - x1) + 2 * (x0 + 1) - 3;
    assertThat(found.outputs()).hasSize(1);
    assertThat(found.outputs().get(0)).isEqualTo(y, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(found.margin()).isEqualTo(y - 1.75, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(found.standing()).isEqualTo(Counterexample.Standing.REAL_AND_FLOAT32);
    assertThat(found.reached()).contains("Y_0");
  }

  @Test
  void aTimeLimitLeavesAQuestionOpen() {
    Answer answer = Verification.of(NETWORK, VIOLATED).timeout(Duration.ofMillis(1)).run();
    assertThat(answer)
        .isInstanceOfSatisfying(
            Undecided.class, open -> assertThat(open.cause()).isEqualTo(Undecided.Cause.TIMEOUT));
  }

  @Test
  void aRunCanBeCancelled() {
    Run[] run = new Run[1];
    CompletableFuture<Run> started = new CompletableFuture<>();
    ProgressListener cancelling =
        new ProgressListener() {
          @Override
          public void note(String what) {
            started.join().cancel();
          }
        };
    run[0] =
        Verification.of(NETWORK, HOLDS).timeout(Duration.ofHours(1)).progress(cancelling).start();
    started.complete(run[0]);
    assertThat(run[0].answer())
        .isInstanceOfSatisfying(
            Undecided.class, open -> assertThat(open.cause()).isEqualTo(Undecided.Cause.CANCELLED));
    assertThat(run[0].isDone()).isTrue();
  }

  @Test
  void severalRunAtOnce() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(Verification.of(small(), reaching(i % 2 == 0 ? "1.75" : "2.25")).start());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(runs.get(i).answer()).isInstanceOf(i % 2 == 0 ? Violated.class : Holds.class);
    }
  }

  @Test
  void robustnessOfNumbers() {
    // y0 = 2 x0, y1 = x0 + x1 + 1/4 on [0.4, 0.6]²: y1 is greater everywhere within 1/16.
    Model two =
        Model.of(
            "two.nnet",
            "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    LocalRobustness near = LocalRobustness.around(0.5, 0.5);
    assertThat(Verification.of(two, near.epsilon("1/16")).run()).isInstanceOf(Holds.class);
    assertThat(Verification.of(two, near.epsilon("1/4")).run()).isInstanceOf(Violated.class);
    assertThat(Verification.of(two, near.epsilon("1/4").range("0.5", "0.5")).run())
        .isInstanceOf(Holds.class);
    assertThat(Verification.of(two, near.epsilon("0").label(0)).run()).isInstanceOf(Violated.class);
    assertThat(Verification.of(two, near.epsilon("1/16").label(1)).run())
        .isInstanceOfSatisfying(Holds.class, holds -> assertThat(holds.certificate()).isPresent());
    assertThat(Verification.of(two, near.epsilon("0")).run().asked())
        .hasValueSatisfying(asked -> assertThat(asked.isOwn()).isTrue())
        .contains(new AskedClass(1, List.of(1)));
    assertThat(Verification.of(two, near.label(0)).run().asked())
        .hasValueSatisfying(asked -> assertThat(asked.isOwn()).isFalse())
        .contains(new AskedClass(0, List.of(1)));
    assertThat(Verification.of(two, LocalRobustness.around(0.25, 0).label(0)).run().asked())
        .hasValueSatisfying(asked -> assertThat(asked.isOwn()).isFalse())
        .contains(new AskedClass(0, List.of(0, 1)));
    assertThat(Verification.of(NETWORK, HOLDS).run().asked()).isEmpty();
  }

  @Test
  void keysTellQuestionsApart() throws IOException {
    Verification question = Verification.of(NETWORK, HOLDS);
    Path copy = Files.copy(NETWORK, folder.resolve("copy.onnx"));
    assertThat(Verification.of(copy, HOLDS).key()).isEqualTo(question.key());
    assertThat(question.timeout(Duration.ofDays(1)).threads(1).key()).isEqualTo(question.key());
    assertThat(question.key())
        .isNotEqualTo(Verification.of(NETWORK, VIOLATED).key())
        .isNotEqualTo(question.semantics(Semantics.FLOAT32).key())
        .isNotEqualTo(question.engine(Engine.INPUTS).key())
        .isNotEqualTo(question.seed(2).key());
    LocalRobustness near = LocalRobustness.around(0.5, 0.25);
    QuestionKey key = Verification.of(small(), near.epsilon("0.5")).key();
    assertThat(Verification.of(small(), near.epsilon("0.50")).key()).isEqualTo(key);
    assertThat(Verification.of(small(), near.epsilon("1/2")).key()).isEqualTo(key);
    assertThat(key)
        .isNotEqualTo(Verification.of(small(), near.epsilon("0.25")).key())
        .isNotEqualTo(Verification.of(small(), near.epsilon("0.5").label(0)).key())
        .isNotEqualTo(Verification.of(small(), near.epsilon("0.5").range("0", "1")).key());
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThatThrownBy(() -> Verification.of(folder.resolve("no.onnx"), HOLDS))
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("no.onnx: there is no such file");
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
    assertThatThrownBy(() -> Verification.of(broken, HOLDS).run())
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("broken.onnx");
    assertThatThrownBy(() -> Verification.of(small(), VnnLib.read(HOLDS)).run())
        .isInstanceOf(UnreadableInputException.class);
    assertThatThrownBy(() -> Verification.of(small(), LocalRobustness.around(1.0)).run())
        .isInstanceOf(UnreadableInputException.class);
    assertThatThrownBy(() -> LocalRobustness.around(1.0).epsilon("-1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LocalRobustness.around(1.0).epsilon("1e999999999"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> check(HOLDS, Certificate.of(new byte[] {1, 2})).run())
        .isInstanceOf(UnreadableInputException.class)
        .hasMessageContaining("no certificate");
  }

  @Test
  void progressIsHeard() {
    List<String> notes = Collections.synchronizedList(new ArrayList<>());
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void note(String what) {
            notes.add(what);
          }
        };
    Verification.of(NETWORK, HOLDS).progress(listener).run();
    assertThat(notes).anyMatch(note -> note.contains("a second reading of the files agrees"));
  }
}
