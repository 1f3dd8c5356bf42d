package org.plumbline.suite.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.suite.BaselineDifference;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Outcome.Standing;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;

/**
 * What a run's answers mean: an outcome for each requirement, the failures that are new, and the
 * gate. The gate is open where each requirement is met, or fails only by questions whose failure
 * was known.
 *
 * @param outcomes in the order of the requirements
 */
public record Gate(List<Outcome> outcomes, BaselineDifference difference, Standing standing) {

  /** Judges answers. */
  public static Gate of(
      List<Requirement> requirements, List<SuiteAnswer> answers, Optional<Baseline> baseline) {
    BaselineDifference difference = difference(requirements, answers, baseline);
    Set<String> fresh = Set.copyOf(difference.fresh());
    List<Outcome> outcomes = new ArrayList<>();
    Standing gate = Standing.MET;
    for (Requirement requirement : requirements) {
      List<SuiteAnswer> own = answers.stream().filter(a -> isOf(requirement, a)).toList();
      Outcome outcome = new Judgement(requirement, own).outcome();
      outcomes.add(outcome);
      List<SuiteAnswer> failures =
          own.stream().filter(a -> fresh.contains(a.question().id())).toList();
      gate = Judgement.worse(gate, counted(outcome.standing(), failures, baseline.isPresent()));
    }
    return new Gate(outcomes, difference, gate);
  }

  private static boolean isOf(Requirement requirement, SuiteAnswer answer) {
    return answer.question().requirement().equals(requirement.id());
  }

  /**
   * What a requirement does to the gate.
   *
   * @param fresh its failures that are new
   */
  private static Standing counted(Standing standing, List<SuiteAnswer> fresh, boolean hasBaseline) {
    if (standing == Standing.MET || !hasBaseline) {
      return standing;
    } else if (fresh.isEmpty()) {
      return Standing.MET;
    }
    boolean isViolated = fresh.stream().anyMatch(a -> a.verdict() == Verdict.VIOLATED);
    return isViolated ? standing : Standing.CANNOT_BE_SAID;
  }

  private static BaselineDifference difference(
      List<Requirement> requirements, List<SuiteAnswer> answers, Optional<Baseline> baseline) {
    Failing failing = Failing.of(requirements);
    List<String> fresh = new ArrayList<>();
    List<String> known = new ArrayList<>();
    List<String> fixed = new ArrayList<>();
    for (SuiteAnswer answer : answers) {
      String id = answer.question().id();
      if (failing.is(answer)) {
        (baseline.filter(b -> b.knows(answer)).isPresent() ? known : fresh).add(id);
      } else if (baseline.filter(b -> b.failures().containsKey(id)).isPresent()) {
        fixed.add(id);
      }
    }
    return new BaselineDifference(baseline.isPresent(), fresh, known, fixed);
  }
}
