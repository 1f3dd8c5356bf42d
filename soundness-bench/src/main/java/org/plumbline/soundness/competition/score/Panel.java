package org.plumbline.soundness.competition.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.competition.ResultLine;
import org.plumbline.soundness.competition.ResultTable;
import org.plumbline.soundness.competition.witness.Judgement;
import org.plumbline.soundness.competition.witness.Validation;
import org.plumbline.soundness.competition.witness.WitnessValidator;

/**
 * All tools' answers to one instance. A sat is worth what its witness is worth; where no witnesses
 * are kept it is believed. An unsat is wrong where there is evidence of a counterexample: a witness
 * that replays without tolerance, whoever found it and how late; the list's own {@code sat};
 * another tool's word. {@code sat_tol}, {@code unknown} and {@code unsat_claimed} of a list are no
 * evidence.
 */
final class Panel {
  private final CompetitionInstance instance;
  private final List<Given> answers = new ArrayList<>();
  private final Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);

  /**
   * A tool's answer.
   *
   * @param validation of its witness, if it says sat and witnesses are kept
   */
  private record Given(
      String tool, ResultLine.Answer answer, boolean isLate, Validation validation) {}

  Panel(CompetitionInstance instance) {
    this.instance = instance;
    if (instance.expected().equals("sat")) {
      evidence.add(Evidence.EXPECTED);
    }
  }

  /** Hears a tool; one without a line has said nothing. */
  void hear(String tool, ResultTable table, WitnessValidator validator) throws IOException {
    Optional<ResultLine> line = table.line(instance);
    ResultLine.Answer answer = line.map(ResultLine::answer).orElse(ResultLine.Answer.OPEN);
    double limit = table.header().map(run -> run.seconds(instance)).orElse(instance.seconds());
    Validation validation = null;
    if (answer == ResultLine.Answer.SAT && table.keepsWitnesses()) {
      validation = validator.validate(instance, table.witness(instance));
      if (validation.judgement() == Judgement.REPLAYS) {
        evidence.add(Evidence.WITNESS);
      }
    } else if (answer == ResultLine.Answer.SAT) {
      evidence.add(Evidence.WORD);
    }
    boolean isLate = line.isPresent() && line.get().seconds() > limit;
    answers.add(new Given(tool, answer, isLate, validation));
  }

  List<Judged> judged() {
    return answers.stream().map(this::judged).toList();
  }

  private Judged judged(Given given) {
    if (given.answer() == ResultLine.Answer.OPEN) {
      return judged(given, Outcome.OPEN, "");
    } else if (given.isLate()) {
      return judged(given, Outcome.OPEN, "late");
    }
    return given.answer() == ResultLine.Answer.SAT ? sat(given) : unsat(given);
  }

  private Judged sat(Given given) {
    Validation found = given.validation();
    if (found == null) {
      return judged(given, Outcome.SAT, "");
    }
    return switch (found.judgement()) {
      case UNSUPPORTED -> judged(given, Outcome.OPEN, "sat, not judged: " + found.remark());
      case FAILS -> judged(given, Outcome.WRONG, "sat, but its witness fails: " + found.remark());
      case TOLERATED -> judged(given, Outcome.SAT, "its inputs are within 1e-4 of their bounds");
      case REPLAYS ->
          judged(
              given, Outcome.SAT, instance.expected().equals("unsat") ? "unsat is expected" : "");
    };
  }

  /** The strongest evidence comes first. */
  private Judged unsat(Given given) {
    return evidence.stream()
        .findFirst()
        .map(known -> judged(given, Outcome.WRONG, "unsat, against " + known.words(), known))
        .orElseGet(() -> judged(given, Outcome.UNSAT, ""));
  }

  private Judged judged(Given given, Outcome outcome, String remark) {
    return judged(given, outcome, remark, null);
  }

  private Judged judged(Given given, Outcome outcome, String remark, Evidence known) {
    return new Judged(
        given.tool(), instance.category().name(), instance.name(), outcome, remark, known);
  }
}
