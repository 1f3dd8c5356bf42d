package org.plumbline.verifier.branching.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.ProofHoles;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.Verdict;

/** Parts that are searched apart, by workers that tell the truth and by others. */
class DividedSearchTest {
  private static final int ACTIVATIONS = 11;
  private static final int INPUTS = 12;
  private static final int VIOLATED = 11;

  private static DividedQuestion question(Splitting splitting) {
    int seed = splitting == Splitting.INPUTS ? INPUTS : ACTIVATIONS;
    return new DividedQuestion(DividedQuestion.query(seed, splitting), splitting);
  }

  private static DividedQuestion question() {
    return question(Splitting.ACTIVATIONS);
  }

  /** A worker that changes the proofs of one part. */
  private static WorkersHere.Answering forging(UnaryOperator<List<ProofNode>> forgery) {
    return (search, number, again, part) -> {
      PartAnswer answer = WorkersHere.answer(search, part);
      List<ProofNode> proofs = number == 1 ? forgery.apply(answer.proofs()) : answer.proofs();
      PartAnswer forged =
          new PartAnswer(answer.evaluated(), proofs, answer.open(), new double[0], "");
      return new PartWorkers.Ended(number, forged.bytes());
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Splitting.class,
      names = {"INPUTS", "ACTIVATIONS"})
  void proofsOfPartsMakeOneThatTheCheckerAccepts(Splitting splitting) {
    DividedQuestion question = question(splitting);
    Verdict verdict = question.verdict(WorkersHere::honest);
    assertThat(question.tally.cut()).isEqualTo(DividedQuestion.PARTS);
    assertThat(question.tally.evaluated()).hasSize(DividedQuestion.PARTS);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
    assertThat(verdict)
        .as("nothing holds before it is checked")
        .isInstanceOf(Verdict.Unknown.class);
    assertThat(question.recorder.proof()).isEmpty();
  }

  @Test
  void oneSeedHasOneAnswer() {
    DividedQuestion first = question();
    DividedQuestion second = question();
    first.verdict(WorkersHere::honest);
    second.verdict(WorkersHere::honest);
    assertThat(second.tally.evaluated()).isEqualTo(first.tally.evaluated());
    assertThat(bytes(second)).isEqualTo(bytes(first));
  }

  private static byte[] bytes(DividedQuestion question) {
    ProofNode proof = question.recorder.claim().orElseThrow().get(0).root();
    return new PartAnswer(0, List.of(proof), List.of(), new double[0], "").bytes();
  }

  @Test
  void aPartThatIsNotProvedIsRefused() {
    DividedQuestion question = question();
    question.verdict(
        forging(
            proofs ->
                proofs.stream().map(p -> (ProofNode) new ProofNode.Closed(List.of())).toList()));
    assertThat(question.checked()).isInstanceOf(CheckResult.Incomplete.class);
  }

  @Test
  void aPartThatIsMissingIsRefused() {
    DividedQuestion question = question();
    question.verdict(
        forging(
            proofs -> {
              List<ProofNode> some = new ArrayList<>(proofs);
              some.set(0, new ProofNode.Unjustified("believe me"));
              return some;
            }));
    assertThat(question.checked()).isInstanceOf(CheckResult.Incomplete.class);
  }

  @Test
  void proofsInEachOthersPlacesAreRefused() {
    DividedQuestion question = question();
    question.verdict(
        forging(
            proofs -> {
              List<ProofNode> turned = new ArrayList<>(proofs);
              Collections.reverse(turned);
              return turned;
            }));
    assertThat(question.checked()).isNotInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void aWorkerThatDiesIsReplaced() {
    DividedQuestion question = question();
    WorkersHere workers =
        new WorkersHere(
            question.query,
            (search, number, again, part) ->
                number == 1 && again == 0
                    ? new PartWorkers.Failed(number, "killed")
                    : WorkersHere.honest(search, number, again, part));
    question.verdict(workers);
    assertThat(question.tally.failures()).isEqualTo(1);
    assertThat(workers.given).filteredOn(number -> number == 1).hasSize(2);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void aCounterexampleThatIsNoInputIsNone(int size) {
    DividedQuestion question = question();
    question.verdict(
        (search, number, again, part) ->
            number == 1
                ? new PartWorkers.Ended(
                    number, new PartAnswer(0, List.of(), List.of(), new double[size], "").bytes())
                : WorkersHere.honest(search, number, again, part));
    assertThat(question.tally.here()).isEqualTo(1);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void whatUnpacksToMoreThanItsShareIsRefused() {
    byte[] packed = PartBytes.written(out -> PartBytes.doubles(new double[100_000], out));
    assertThat(packed.length).isLessThan(2_000);
    assertThatThrownBy(() -> PartBytes.read(packed, PartBytes::doubles, 500_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unpacks to more than 500000 bytes");
  }

  @Test
  void whatNoWorkerAnswersIsSearchedHere() {
    DividedQuestion question = question();
    question.verdict(
        (search, number, again, part) ->
            number == 1
                ? new PartWorkers.Ended(number, new byte[] {1, 2, 3})
                : WorkersHere.honest(search, number, again, part));
    assertThat(question.tally.failures()).isEqualTo(2);
    assertThat(question.tally.here()).isEqualTo(1);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void aSearchThatIsDoneHereNeedsNobodysWord() {
    DividedQuestion question = question();
    Verdict verdict =
        question.verdict((search, number, again, part) -> new PartWorkers.Failed(number, "killed"));
    assertThat(verdict).isInstanceOf(Verdict.Holds.class);
    assertThat(question.recorder.claim()).isEmpty();
    assertThat(question.recorder.proof()).isPresent();
  }

  /** An input that violates nothing is no answer. */
  @Test
  void aCounterexampleIsReplayed() {
    DividedQuestion question = question();
    double[] middle = middle(question.query);
    Verdict verdict =
        question.verdict(
            (search, number, again, part) ->
                number == 0
                    ? new PartWorkers.Ended(
                        number, new PartAnswer(1, List.of(), List.of(), middle, "").bytes())
                    : WorkersHere.honest(search, number, again, part));
    assertThat(verdict).isNotInstanceOf(Verdict.Violated.class);
    assertThat(question.tally.failures()).isEqualTo(2);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
  }

  /** The search here has not found it when the parts are dealt out; a worker says it. */
  @Test
  void aCounterexampleInAPartEndsTheSearch() {
    Query holds = DividedQuestion.query(VIOLATED, Splitting.ACTIVATIONS);
    double[] low = DividedQuestion.lowest(holds, VIOLATED);
    DividedQuestion question =
        new DividedQuestion(DividedQuestion.violated(VIOLATED, low), Splitting.ACTIVATIONS);
    WorkersHere workers =
        new WorkersHere(
            question.query,
            (search, number, again, part) ->
                new PartWorkers.Ended(
                    number, new PartAnswer(1, List.of(), List.of(), low, "").bytes()));
    Verdict verdict = question.verdict(workers);
    assertThat(question.tally.cut()).isEqualTo(DividedQuestion.PARTS);
    assertThat(verdict).isInstanceOf(Verdict.Violated.class);
    assertThat(((Verdict.Violated) verdict).counterexample().inputs()).isEqualTo(low);
    assertThat(question.recorder.claim()).isEmpty();
  }

  private static double[] middle(Query query) {
    double[] middle = query.boxes().get(0).lower().clone();
    for (int i = 0; i < middle.length; i++) {
      middle[i] = 0.5 * middle[i] + 0.5 * query.boxes().get(0).upper()[i];
    }
    return middle;
  }

  @Test
  void whatAWorkerLeavesOpenGoesToOthers() {
    DividedQuestion question = question();
    WorkersHere workers =
        new WorkersHere(
            question.query,
            (search, number, again, part) ->
                number == 1
                    ? new PartWorkers.Ended(number, search.begin(part).answer().bytes())
                    : WorkersHere.honest(search, number, again, part));
    question.verdict(workers);
    assertThat(question.tally.again()).isEqualTo(1);
    assertThat(workers.given).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
  }

  /** Of a part that was cut again the second half is lost, and with it the whole part. */
  @Test
  void aPieceThatNobodyAnswersTakesItsPartBack() {
    DividedQuestion question = question();
    question.verdict(
        (search, number, again, part) -> {
          if (number == 4) {
            return new PartWorkers.Failed(number, "killed");
          }
          return number == 1
              ? new PartWorkers.Ended(number, search.begin(part).answer().bytes())
              : WorkersHere.honest(search, number, again, part);
        });
    assertThat(question.tally.here()).isEqualTo(1);
    assertThat(question.checked()).isInstanceOf(CheckResult.Accepted.class);
  }

  @Test
  void holesAreThoseThatAreSaidToBe() {
    PartAnswer twice =
        new PartAnswer(
            0,
            List.of(ProofHoles.hole(0), ProofHoles.hole(0)),
            List.of(new byte[] {1}),
            new double[0],
            "");
    PartAnswer none =
        new PartAnswer(
            0,
            List.of(new ProofNode.Closed(List.of())),
            List.of(new byte[] {1}),
            new double[0],
            "");
    assertThat(refusal(twice, 2)).contains("leaves open");
    assertThat(refusal(none, 1)).contains("leaves open");
    assertThat(refusal(none, 2)).contains("1 proofs for 2");
  }

  private static String refusal(PartAnswer answer, int subproblems) {
    try {
      PartAnswer.read(answer.bytes(), subproblems);
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void onlyPartsThatTakeLongAreCutAgain() {
    PartPace pace = new PartPace();
    List.of(900L, 1000L).forEach(pace::ended);
    assertThat(pace.isLong(100_000, true)).as("too little is known").isFalse();
    pace.ended(1100L);
    assertThat(pace.isLong(3000, false)).isFalse();
    assertThat(pace.isLong(3001, false)).isTrue();
    assertThat(pace.isLong(1001, true)).as("somebody has nothing to do").isTrue();
  }
}
