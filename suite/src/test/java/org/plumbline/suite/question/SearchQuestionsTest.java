package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.api.Assurance;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;
import org.plumbline.api.Violated;
import org.plumbline.api.VnnLib;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Outcome.Standing;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.gate.Gate;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;

/** Attacks by queries, and DLV, on a network that can be checked by hand. */
class SearchQuestionsTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    network("0.25");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n0,0.75,0.25\n1,0.5,0.75\n");
  }

  /** Class 1 where x0 < x1 + shift. */
  private void network(String shift) throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n" + shift + ",\n");
  }

  private AskedSuite asked(String questions) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("suite.yaml"), "network: two.nnet\nquestions:\n" + questions);
    return AskedSuite.of(SuiteParser.parse(file, Parameters.none()));
  }

  private Map<String, SuiteAnswer> run(AskedSuite asked) {
    Map<String, SuiteAnswer> answers = new TreeMap<>();
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"))) {
      new SuiteRun(ledger, new LocalThreads(1), Limits.DEFAULT, Retry.WITH_MORE_TIME, Progress.NONE)
          .answers(asked.questions())
          .forEach(a -> answers.put(a.question().id(), a));
    }
    return answers;
  }

  private Map<String, SuiteAnswer> run(String questions) throws IOException {
    return run(asked(questions));
  }

  /** The evidence alone shows the violation, as an archive's check asks. */
  private List<Double> replayed(SuiteAnswer answer) throws IOException {
    Path file = answer.evidence().counterexample().orElseThrow().path();
    List<Double> input =
        StoredCounterexample.of(Files.readAllBytes(file)).counterexample().inputs();
    VnnLib property = VnnLib.read(answer.evidence().property().orElseThrow().path());
    assertThat(Verification.of(Model.read(folder.resolve("two.nnet")), property).replay(input))
        .isInstanceOf(Violated.class);
    return input;
  }

  private static String attack(String fields) {
    return "- {id: A, falsify: {dataset: points.csv, range: [0, 1], queries: 200, "
        + fields
        + "}, require: {violated: \"<= 40 %\", undecided: allow}}\n";
  }

  /** The points lie 0.125, 0.125 and 0.25 from the edge. */
  @Test
  void anAttackFindsOrProvesNothing() throws IOException {
    Map<String, SuiteAnswer> answers = run(attack("epsilon: 3/16"));
    assertThat(answers.values())
        .extracting(SuiteAnswer::verdict)
        .containsExactly(Verdict.VIOLATED, Verdict.VIOLATED, Verdict.UNDECIDED);
    SuiteAnswer open = answers.get("A/image-2");
    assertThat(open.reason()).matches("no adversarial within \\d+ queries, which proves nothing");
    assertThat(open.question().words()).contains("a search of 200 queries finds no input");
    List<Double> x = replayed(answers.get("A/image-0"));
    assertThat(x.get(0) - x.get(1)).isGreaterThanOrEqualTo(0.25);
    assertThat(run(attack("epsilon: 3/16, method: bayes")).values())
        .as("another question, at which what was found for the first is tried")
        .extracting(SuiteAnswer::origin)
        .containsExactly(
            Origin.EARLIER_COUNTEREXAMPLE, Origin.EARLIER_COUNTEREXAMPLE, Origin.SEARCHED);
  }

  @Test
  void aSecondRunReplaysAndAChangedNetworkIsTriedFirst() throws IOException {
    run(attack("epsilon: 3/16"));
    assertThat(run(attack("epsilon: 3/16")).values())
        .extracting(SuiteAnswer::origin)
        .containsExactly(Origin.RECHECKED, Origin.RECHECKED, Origin.REMEMBERED);
    network("0.26");
    assertThat(run(attack("epsilon: 3/16")).get("A/image-0").origin())
        .isEqualTo(Origin.EARLIER_COUNTEREXAMPLE);
  }

  @Test
  void attackedAccuracyIsRequired() throws IOException {
    for (var wanted : Map.of("1/16", Standing.MET, "3/16", Standing.NOT_MET).entrySet()) {
      AskedSuite asked = asked(attack("epsilon: " + wanted.getKey()));
      Gate gate = Gate.of(asked.requirements(), List.copyOf(run(asked).values()), Optional.empty());
      assertThat(gate.standing()).as(wanted.getKey()).isEqualTo(wanted.getValue());
    }
  }

  private static String dlv(String fields) {
    return "- {id: D, dlv: {dataset: points.csv, " + fields + "}}\n";
  }

  @Test
  void whatManipulationsKeepHoldsWithoutACertificate() throws IOException {
    Map<String, SuiteAnswer> answers = run(dlv("span: 0.06, spans: 2, dimensions: 2"));
    assertThat(answers.values())
        .allSatisfy(
            a -> {
              assertThat(a.verdict()).as(a.reason()).isEqualTo(Verdict.HOLDS);
              assertThat(a.assurance()).contains(Assurance.ROUNDED);
              assertThat(a.isCertified()).isFalse();
              assertThat(a.reason())
                  .contains("every input of the region keeps the class", "no certificates");
            });
    assertThat(answers.get("D/image-0").question().words())
        .contains("2 of its values move by up to 2 × 0.06 to either side");
    assertThat(run(dlv("span: 0.06, spans: 2, dimensions: 2")).values())
        .as("nothing stands for it in the ledger")
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.SEARCHED));
  }

  @Test
  void aManipulationThatChangesTheClassIsReplayed() throws IOException {
    String both = dlv("span: 3/16, dimensions: 2, range: [0, 1]");
    Map<String, SuiteAnswer> answers = run(both);
    assertThat(answers.values())
        .extracting(SuiteAnswer::verdict)
        .containsExactly(Verdict.VIOLATED, Verdict.VIOLATED, Verdict.HOLDS);
    List<Double> x = replayed(answers.get("D/image-0"));
    assertThat(x.get(0) - x.get(1)).isGreaterThanOrEqualTo(0.25);
    Map<String, SuiteAnswer> again = run(both);
    assertThat(again.get("D/image-0").origin()).isEqualTo(Origin.RECHECKED);
    network("0.26");
    assertThat(run(both).get("D/image-0").origin()).isEqualTo(Origin.EARLIER_COUNTEREXAMPLE);
    network("0.8");
    assertThat(run(both).get("D/image-0").verdict()).isEqualTo(Verdict.HOLDS);
  }

  /** Outputs are |3x − 1| and 0: a tie at a third, which is no double and no grid point. */
  @Test
  void whatHoldsOnTheGridAloneStaysOpen() throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "2,1,2,2,\n1,2,2,\n0,\n0,\n1,\n0,0,\n1,1,\n3,\n-3,\n-1,\n1,\n1,1,\n0,0,\n0,\n0,\n");
    Files.writeString(folder.resolve("points.csv"), "0,0.5\n");
    SuiteAnswer answer = run(dlv("span: 0.25")).get("D/image-0");
    assertThat(answer.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(answer.reason())
        .isEqualTo(
            "proved on the grid only: no point of the grid of layer 0 (3 points) loses the class;"
                + " between its points it may change");
  }

  /** A value that does not move is no part of the region, whatever is near. */
  @Test
  void onlyTheChosenDimensionsMove() throws IOException {
    Map<String, SuiteAnswer> answers = run(dlv("span: 3/16, dimensions: 1, images: 0"));
    assertThat(answers.get("D/image-0").verdict()).isEqualTo(Verdict.HOLDS);
    SuiteAnswer wider = run(dlv("span: 5/16, dimensions: 1, images: 0")).get("D/image-0");
    assertThat(wider.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(replayed(wider)).contains(0.5);
  }

  @Test
  void anInputOfAnotherClassIsItsOwnCounterexample() throws IOException {
    for (String questions :
        List.of(
            dlv("span: 0.01, label: 0, images: 0"),
            "- {id: D, falsify: {dataset: points.csv, images: 0, label: 0, epsilon: 0.01},"
                + " require: {violated: 1}}\n")) {
      SuiteAnswer answer = run(questions).get("D/image-0");
      assertThat(answer.verdict()).as(questions).isEqualTo(Verdict.VIOLATED);
      assertThat(answer.reason()).contains("the input itself");
      assertThat(replayed(answer)).containsExactly(0.5, 0.5);
    }
  }

  /** A bright corner: keypoints are there, and where they are not, all pixels are alike. */
  @Test
  void siftChoosesPixels() throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,4,2,4,\n4,2,\n0,\n0,0,0,0,\n1,1,1,1,\n0,0,0,0,0,\n1,1,1,1,1,\n2,0,0,0,\n1,1,0,0,\n0,\n0.25,\n");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5,0.5,0.5\n");
    SuiteAnswer near =
        run(dlv("span: 0.06, selection: sift, dimensions: 4, range: [0, 1]")).get("D/image-0");
    assertThat(near.verdict()).as(near.reason()).isEqualTo(Verdict.HOLDS);
    SuiteAnswer far =
        run(dlv("span: 0.2, selection: sift, dimensions: 4, range: [0, 1]")).get("D/image-0");
    assertThat(far.verdict()).as(far.reason()).isEqualTo(Verdict.VIOLATED);
    assertThat(replayed(far)).hasSize(4);
  }

  @Test
  void whatDoesNotFitIsRefusedOrBreaksDown() throws IOException {
    assertThatThrownBy(
            () -> asked("- {id: D, semantics: float32, dlv: {dataset: points.csv, span: 1}}\n"))
        .hasMessageContaining("suite.yaml:3:3")
        .hasMessageContaining("dlv is about real numbers");
    SuiteAnswer answer = run(dlv("span: 1, layer: 7, images: 0")).get("D/image-0");
    assertThat(answer.verdict()).isEqualTo(Verdict.ERROR);
    assertThat(answer.reason()).contains("two.nnet", "layer 7 has no regions of its own");
  }
}
