package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.api.VnnLib;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.Origin;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;

/**
 * All attacks, on class 1, which is where x0 < x1 + 0.25. From the point (0.5, 0.5) it is left at
 * 0.125 in L∞, 0.177 in L2, 0.25 in L1, and by one value.
 */
class AttackQuestionsTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n");
  }

  private AskedSuite asked(String fields) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("suite.yaml"),
            "network: two.nnet\nquestions:\n- {id: A, falsify: {dataset: points.csv, "
                + fields
                + "}, require: {violated: 0, undecided: allow}}\n");
    return AskedSuite.of(SuiteParser.parse(file, Parameters.none()));
  }

  private SuiteAnswer run(String fields) throws IOException {
    AskedSuite asked = asked(fields);
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"))) {
      return new SuiteRun(
              ledger, new LocalThreads(1), Limits.DEFAULT, Retry.WITH_MORE_TIME, Progress.NONE)
          .answers(asked.questions())
          .get(0);
    }
  }

  /** The evidence alone shows the violation, as an archive's check asks. */
  private List<Double> replayed(SuiteAnswer answer) throws IOException {
    assertThat(answer.verdict()).as(answer.reason()).isEqualTo(Verdict.VIOLATED);
    Path file = answer.evidence().counterexample().orElseThrow().path();
    List<Double> input =
        StoredCounterexample.of(Files.readAllBytes(file)).counterexample().inputs();
    VnnLib property = VnnLib.read(answer.evidence().property().orElseThrow().path());
    assertThat(Verification.of(Model.read(folder.resolve("two.nnet")), property).replay(input))
        .isInstanceOf(Violated.class);
    return input;
  }

  @ParameterizedTest
  @CsvSource({
    "fgsm, linf, 3/16, 1/16",
    "pgd, linf, 3/16, 1/16",
    "portfolio, linf, 3/16, 1/16",
    "game, linf, 3/16, 1/16",
    "square, l2, 0.2, 0.15",
    "cgba, l2, 0.2, 0.15",
    "cgba_h, l2, 0.2, 0.15",
    "top_k, l2, 0.2, 0.15",
    "portfolio, l2, 0.2, 0.15",
    "game, l2, 0.3, 0.15",
    "game, l1, 0.3, 0.2",
  })
  void whatIsFoundIsNearEnoughAndReplayed(String method, String norm, String far, String near)
      throws IOException {
    String how =
        "range: [0, 1], queries: 2000, method: " + method + ", norm: " + norm + ", epsilon: ";
    String game = method.equals("game") ? ", features: grid, step: 0.02" : "";
    List<Double> x = replayed(run(how + far + game));
    double first = Math.abs(x.get(0) - 0.5);
    double second = Math.abs(x.get(1) - 0.5);
    double distance =
        switch (norm) {
          case "l1" -> first + second;
          case "l2" -> Math.hypot(first, second);
          default -> Math.max(first, second);
        };
    double limit = far.equals("3/16") ? 3.0 / 16 : Double.parseDouble(far);
    assertThat(distance).isLessThanOrEqualTo(limit * (1 + 1e-15));
    assertThat(run(how + far + game).origin()).isEqualTo(Origin.RECHECKED);
    SuiteAnswer open = run(how + near + game);
    assertThat(open.verdict())
        .as("what was found for the wider one is too far")
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(open.reason()).contains("which proves nothing");
  }

  @ParameterizedTest
  @CsvSource({"pixels", "every_pixel", "game", "portfolio"})
  void inL0PixelsAreCountedBehindANormalisation(String method) throws IOException {
    String how =
        "range: [0, 1], queries: 2000, mean: 0.1, std: 0.3, norm: l0, epsilon: 1, method: ";
    Files.writeString(folder.resolve("points.csv"), "1,0.1,0.3\n");
    List<Double> x =
        replayed(run(how + method + (method.equals("game") ? ", features: grid" : "")));
    double still = (0.3 - 0.1) / 0.3;
    assertThat(x.get(0) == 0 ^ Math.abs(x.get(1) - still) < 1e-12)
        .as("%s: one of two values moved", x)
        .isTrue();
    assertThat(x).allSatisfy(v -> assertThat(v * 0.3 + 0.1).isBetween(-1e-12, 1 + 1e-12));
  }

  /** Both values of what was found in L∞ moved. */
  @Test
  void anEarlierCounterexampleCountsOnlyIfItIsNearEnough() throws IOException {
    List<Double> both = replayed(run("range: [0, 1], epsilon: 3/16"));
    assertThat(both).doesNotContain(0.5);
    SuiteAnswer one = run("range: [0, 1], norm: l0, method: every_pixel, epsilon: 1");
    assertThat(one.origin()).isEqualTo(Origin.SEARCHED);
    assertThat(replayed(one)).contains(0.5);
    SuiteAnswer two = run("range: [0, 1], norm: l0, method: pixels, epsilon: 2");
    assertThat(two.origin()).isEqualTo(Origin.EARLIER_COUNTEREXAMPLE);
  }

  @Test
  void aTargetHasToComeFirst() throws IOException {
    String how = "range: [0, 1], epsilon: 3/16, target: ";
    SuiteAnswer found = run(how + "0");
    assertThat(replayed(found).get(0)).isGreaterThan(0.5);
    assertThat(found.question().words()).contains("gives class 0 before all others");
    assertThat(replayed(run(how + "[0, 1]"))).hasSize(2);
    SuiteAnswer own = run(how + "1");
    assertThat(own.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(own.reason()).contains("has the target's class");
    assertThatThrownBy(() -> asked(how + "2"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("suite.yaml:3:3: target: there is no such class among 2");
  }

  @Test
  void anInputOfAnotherClassIsItsOwnCounterexampleWithoutATarget() throws IOException {
    String how = "range: [0, 1], label: 0, method: pgd, epsilon: 0.01";
    assertThat(replayed(run(how))).containsExactly(0.5, 0.5);
    Files.writeString(folder.resolve("points.csv"), "0,0.5,0.5\n");
    SuiteAnswer open = run("range: [0, 1], method: pgd, epsilon: 0.01, target: 0");
    assertThat(open.verdict()).as(open.reason()).isEqualTo(Verdict.UNDECIDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epsilon: 1, norm: l1 | square knows the norms linf, l2",
        "epsilon: 1, norm: l2 | needs the 'range' of values",
        "epsilon: 1, method: pgd | needs the 'range' of values",
        "epsilon: 1, target: 0 | needs the 'range' of values",
        "epsilon: 0.5, norm: l0, method: pixels, range: [0, 1] | a number of pixels",
        "epsilon: 0, norm: l2, range: [0, 1] | nothing is within 0",
        "epsilon: 1, step: 1 | goes with method: game",
        "epsilon: 1, method: game, step: 0, range: [0, 1] | a step is positive",
        "epsilon: 1, method: pgd, range: [0, 1], mean: 0, std: 1 | without mean and std",
        "epsilon: 1, method: level_set | keeps the class",
        "epsilon: 1, range: [0, 1], target: [0, 0] | a class stands here twice",
        "epsilon: 1, method: gnome | did you mean 'game'?",
      })
  void whatMakesNoSenseIsRefusedWithItsPlace(String fields, String why) {
    assertThatThrownBy(() -> asked(fields))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("suite.yaml:3:")
        .hasMessageContaining(why);
  }
}
