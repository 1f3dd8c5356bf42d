package org.plumbline.soundness.score;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.Replay;
import org.plumbline.soundness.run.RunResult;
import org.plumbline.specs.property.Decimals;

/**
 * Judges verdicts by known answers. Nobody is convicted without a replay: {@code unsat} is wrong
 * when the planted point, replayed, is unsafe; {@code sat} is wrong when the counterexample that it
 * came with, replayed, is none, and the answer proves that no other is.
 */
final class Judge {
  private final Semantics semantics;
  private final Tolerance tolerance;

  Judge(Semantics semantics, Tolerance tolerance) {
    this.semantics = semantics;
    this.tolerance = tolerance;
  }

  /** A judgement with what supports it. */
  private record Ruling(
      Judgement judgement, String evidence, List<String> witness, BigDecimal margin) {
    static Ruling of(Judgement judgement, String evidence) {
      return new Ruling(judgement, evidence, List.of(), null);
    }
  }

  /**
   * @param planted replays decimals on the instance; at the planted point it also knows what the
   *     answer states
   * @throws ParseException when a claimed counterexample proves the answer wrong
   */
  Finding judge(
      RunResult result, AnswerFile.Entry entry, Function<List<String>, Optional<Replay>> planted) {
    Answer answer = entry.answer();
    Ruling ruling =
        switch (result.claim().word()) {
          case UNKNOWN, TIMEOUT -> Ruling.of(Judgement.MISSED, result.claim().remark());
          case NONE -> Ruling.of(Judgement.UNSUPPORTED, said(result));
          case UNSAT -> unsat(answer, planted);
          case SAT -> sat(result, answer, planted);
        };
    return new Finding(
        result.instance(),
        entry.family(),
        truth(answer),
        result.claim().word(),
        ruling.judgement(),
        ruling.evidence(),
        ruling.witness(),
        ruling.margin(),
        result.ending().seconds());
  }

  private static String said(RunResult result) {
    return result.claim().remark() + (result.output().isEmpty() ? "" : ": " + result.output());
  }

  private Truth truth(Answer answer) {
    return answer.truth(semantics);
  }

  private Truth otherTruth(Answer answer) {
    return semantics == Semantics.REAL ? answer.float32() : answer.real();
  }

  private boolean isViolation(Replay replay) {
    return semantics == Semantics.REAL ? replay.isViolation() : replay.isFloat32Violation();
  }

  private boolean isViolationOfOther(Replay replay) {
    return semantics == Semantics.REAL ? replay.isFloat32Violation() : replay.isViolation();
  }

  private BigDecimal margin(Replay replay) {
    if (semantics == Semantics.REAL) {
      return replay.margin();
    }
    return Double.isFinite(replay.float32Margin()) ? new BigDecimal(replay.float32Margin()) : null;
  }

  private Ruling unsat(Answer answer, Function<List<String>, Optional<Replay>> planted) {
    if (truth(answer) != Truth.SAT) {
      return Ruling.of(truth(answer) == Truth.UNSAT ? Judgement.RIGHT : Judgement.UNJUDGED, "");
    }
    List<String> point =
        answer
            .unsafePoint(semantics)
            .map(values -> Arrays.stream(values).map(Decimals::text).toList())
            .orElse(List.of());
    Optional<Replay> replay = planted.apply(point);
    if (replay.isEmpty() || !isViolation(replay.get())) {
      return Ruling.of(Judgement.UNJUDGED, "the planted point does not replay here");
    }
    BigDecimal margin = margin(replay.get());
    Judgement judgement =
        !tolerance.isZero() && otherTruth(answer) == Truth.UNSAT
            ? Judgement.ROUNDING
            : tolerance.covers(margin) ? Judgement.TOLERANCE : Judgement.WRONG_UNSAT;
    return new Ruling(judgement, "the planted point is unsafe: " + answer.proof(), point, margin);
  }

  private Ruling sat(
      RunResult result, Answer answer, Function<List<String>, Optional<Replay>> planted) {
    Optional<Replay> replay = result.replay();
    boolean isConfirmed =
        replay.filter(this::isViolation).isPresent()
            || answer.unsafeOutputs(semantics).isPresent()
                && planted.apply(result.claim().witness()).filter(this::isViolation).isPresent();
    if (isConfirmed && truth(answer) == Truth.UNSAT) {
      throw new ParseException(
          result.instance(),
          "the benchmark's answer is unsat, but this counterexample replays: "
              + result.claim().witness());
    }
    if (isConfirmed || truth(answer) == Truth.SAT && replay.filter(this::isForgiven).isPresent()) {
      return Ruling.of(Judgement.RIGHT, "");
    }
    if (truth(answer) != Truth.UNSAT) {
      Judgement judgement = truth(answer) == Truth.SAT ? Judgement.UNCONFIRMED : Judgement.UNJUDGED;
      return claimed(judgement, result, "its counterexample does not replay");
    }
    return wrongSat(result, answer);
  }

  private Ruling wrongSat(RunResult result, Answer answer) {
    if (result.claim().witness().isEmpty()) {
      return Ruling.of(Judgement.UNCONFIRMED, "sat without a counterexample: " + answer.proof());
    }
    Optional<Replay> replay = result.replay();
    boolean isOther =
        otherTruth(answer) == Truth.SAT || replay.filter(this::isViolationOfOther).isPresent();
    boolean isNear =
        replay.filter(this::isForgiven).isPresent()
            || answer.slack().filter(slack -> tolerance.covers(slack.negate())).isPresent();
    Judgement judgement =
        !tolerance.isZero() && isOther
            ? Judgement.ROUNDING
            : isNear ? Judgement.TOLERANCE : Judgement.WRONG_SAT;
    return claimed(judgement, result, "its counterexample is none: " + answer.proof());
  }

  private boolean isForgiven(Replay replay) {
    return !tolerance.isZero()
        && (replay.isWithin(tolerance.value()) || replay.isFloat32Within(tolerance.value()));
  }

  private Ruling claimed(Judgement judgement, RunResult result, String evidence) {
    return new Ruling(
        judgement,
        evidence,
        result.claim().witness(),
        result.replay().map(this::margin).orElse(null));
  }
}
