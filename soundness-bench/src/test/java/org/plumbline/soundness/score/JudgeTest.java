package org.plumbline.soundness.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.Claim;
import org.plumbline.soundness.run.Ending;
import org.plumbline.soundness.run.Replay;
import org.plumbline.soundness.run.RunResult;

class JudgeTest {
  private static final Tolerance NONE = new Tolerance(BigDecimal.ZERO);
  private static final Replay INSIDE = replay("0", "0.25", true, 0.25, true);
  private static final Replay MISS = replay("0", "-0.25", false, -0.25, false);
  private static final Replay NEAR = replay("0", "-0.00001", false, -0.00001, false);
  private static final Replay ONLY_FLOAT32 = replay("0", "-0.25", false, 0.25, true);
  private static final Replay OUTSIDE = replay("0.5", "1", false, 1, false);

  private static Replay replay(
      String outside, String margin, boolean violates, double float32, boolean inFloat32) {
    return new Replay(
        new BigDecimal(outside), new BigDecimal(margin), true, violates, float32, inFloat32);
  }

  private static Answer answer(Truth real, Truth float32, String slack) {
    Optional<BigDecimal[]> point = Optional.of(new BigDecimal[] {BigDecimal.ONE});
    Optional<BigDecimal[]> deployed = float32 == Truth.SAT ? point : Optional.empty();
    return new Answer(
        real, float32, point, deployed, Optional.of(new BigDecimal(slack)), "by construction");
  }

  private static RunResult said(Claim.Word word, Replay replay) {
    return new RunResult(
        "i-000",
        "digest",
        new Claim(word, replay == null ? List.of() : List.of("1"), ""),
        new Ending(Ending.Reason.EXIT, 1, 1, 0),
        replay,
        "");
  }

  private static Judgement judge(
      Tolerance tolerance, RunResult result, Answer answer, Replay planted) {
    return new Judge(Semantics.REAL, tolerance)
        .judge(result, new AnswerFile.Entry("i", answer), point -> Optional.ofNullable(planted))
        .judgement();
  }

  private static final Answer SAT = answer(Truth.SAT, Truth.SAT, "0.25");
  private static final Answer UNSAT = answer(Truth.UNSAT, Truth.UNSAT, "-0.25");

  @Test
  void agreement() {
    assertThat(judge(NONE, said(Claim.Word.SAT, INSIDE), SAT, INSIDE)).isEqualTo(Judgement.RIGHT);
    assertThat(judge(NONE, said(Claim.Word.UNSAT, null), UNSAT, MISS)).isEqualTo(Judgement.RIGHT);
  }

  @Test
  void unsatIsWrongWhenThePlantedPointReplays() {
    RunResult unsat = said(Claim.Word.UNSAT, null);
    assertThat(judge(Tolerance.USUAL, unsat, SAT, INSIDE)).isEqualTo(Judgement.WRONG_UNSAT);
    assertThat(judge(Tolerance.USUAL, unsat, SAT, MISS)).isEqualTo(Judgement.UNJUDGED);
    assertThat(judge(Tolerance.USUAL, unsat, SAT, null)).isEqualTo(Judgement.UNJUDGED);
  }

  /** Where Plumbline's replay reads or adds otherwise than the model that is deployed. */
  @Test
  void aClaimOfThePlantedPointIsRightWhereTheAnswerStatesWhatItGives() {
    Answer stated = SAT.withOutputs(BigDecimal.TEN);
    RunResult claimed = said(Claim.Word.SAT, MISS);
    assertThat(judge(NONE, claimed, stated, INSIDE)).isEqualTo(Judgement.RIGHT);
    assertThat(judge(NONE, claimed, stated, MISS)).isEqualTo(Judgement.UNCONFIRMED);
  }

  @Test
  void unsatByAHairIsForgivenUnlessNothingIs() {
    RunResult unsat = said(Claim.Word.UNSAT, null);
    Replay hair = replay("0", "0.00005", true, 0.00005, true);
    Answer answer = answer(Truth.SAT, Truth.SAT, "0.00005");
    assertThat(judge(Tolerance.USUAL, unsat, answer, hair)).isEqualTo(Judgement.TOLERANCE);
    assertThat(judge(NONE, unsat, answer, hair)).isEqualTo(Judgement.WRONG_UNSAT);
  }

  @Test
  void rightAboutTheOtherArithmeticIsForgivenUnlessNothingIs() {
    RunResult unsat = said(Claim.Word.UNSAT, null);
    Answer answer = answer(Truth.SAT, Truth.UNSAT, "0.25");
    assertThat(judge(Tolerance.USUAL, unsat, answer, INSIDE)).isEqualTo(Judgement.ROUNDING);
    assertThat(judge(NONE, unsat, answer, INSIDE)).isEqualTo(Judgement.WRONG_UNSAT);
  }

  @Test
  void satIsWrongWhenItsCounterexampleIsNone() {
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, MISS), UNSAT, MISS))
        .isEqualTo(Judgement.WRONG_SAT);
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, OUTSIDE), UNSAT, MISS))
        .isEqualTo(Judgement.WRONG_SAT);
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, NEAR), UNSAT, MISS))
        .isEqualTo(Judgement.TOLERANCE);
    assertThat(judge(NONE, said(Claim.Word.SAT, NEAR), UNSAT, MISS)).isEqualTo(Judgement.WRONG_SAT);
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, ONLY_FLOAT32), UNSAT, MISS))
        .isEqualTo(Judgement.ROUNDING);
  }

  @Test
  void satWithoutACounterexampleConvictsNobody() {
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, null), UNSAT, MISS))
        .isEqualTo(Judgement.UNCONFIRMED);
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, null), SAT, INSIDE))
        .isEqualTo(Judgement.UNCONFIRMED);
  }

  @Test
  void aCounterexampleIsTakenUpToTheTolerance() {
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, NEAR), SAT, INSIDE))
        .isEqualTo(Judgement.RIGHT);
    assertThat(judge(NONE, said(Claim.Word.SAT, NEAR), SAT, INSIDE))
        .isEqualTo(Judgement.UNCONFIRMED);
    assertThat(judge(Tolerance.USUAL, said(Claim.Word.SAT, MISS), SAT, INSIDE))
        .isEqualTo(Judgement.UNCONFIRMED);
  }

  @Test
  void noVerdictIsNotWrong() {
    assertThat(judge(NONE, said(Claim.Word.UNKNOWN, null), SAT, INSIDE))
        .isEqualTo(Judgement.MISSED);
    assertThat(judge(NONE, said(Claim.Word.TIMEOUT, null), UNSAT, MISS))
        .isEqualTo(Judgement.MISSED);
    assertThat(judge(NONE, said(Claim.Word.NONE, null), SAT, INSIDE))
        .isEqualTo(Judgement.UNSUPPORTED);
  }

  @Test
  void whatIsUnstatedIsNotJudged() {
    Answer unstated = answer(Truth.UNSTATED, Truth.UNSTATED, "0");
    assertThat(judge(NONE, said(Claim.Word.UNSAT, null), unstated, MISS))
        .isEqualTo(Judgement.UNJUDGED);
    assertThat(judge(NONE, said(Claim.Word.SAT, MISS), unstated, MISS))
        .isEqualTo(Judgement.UNJUDGED);
    assertThat(judge(NONE, said(Claim.Word.SAT, INSIDE), unstated, MISS))
        .isEqualTo(Judgement.RIGHT);
  }

  @Test
  void aCounterexampleToTheAnswerConvictsTheBenchmark() {
    assertThatThrownBy(() -> judge(NONE, said(Claim.Word.SAT, INSIDE), UNSAT, MISS))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("replays");
  }

  @Test
  void binary32IsJudgedByItsOwnAnswer() {
    Judge judge = new Judge(Semantics.FLOAT32, NONE);
    Answer answer = answer(Truth.UNSAT, Truth.SAT, "-0.25");
    Finding finding =
        judge.judge(
            said(Claim.Word.UNSAT, null),
            new AnswerFile.Entry("i", answer),
            point -> Optional.of(ONLY_FLOAT32));
    assertThat(finding.judgement()).isEqualTo(Judgement.WRONG_UNSAT);
    assertThat(finding.margin()).contains(new BigDecimal("0.25"));
    assertThat(finding.witness()).containsExactly("1");
  }
}
