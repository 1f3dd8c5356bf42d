package org.plumbline.suite.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<Outcome> outcomes = new ArrayList<>();
    Map<String, Outcome> byRequirement = new HashMap<>();
    Standing gate = Standing.MET;
    for (Requirement requirement : requirements) {
      List<SuiteAnswer> own = answers.stream().filter(a -> isOf(requirement, a)).toList();
      Outcome outcome = new Judgement(requirement, own).outcome();
      outcomes.add(outcome);
      byRequirement.put(requirement.id(), outcome);
      List<SuiteAnswer> failures = own.stream().filter(outcome::isFailedBy).toList();
      gate = Judgement.worse(gate, counted(outcome.standing(), failures, baseline));
    }
    return new Gate(outcomes, difference(byRequirement, answers, baseline), gate);
  }

  private static boolean isOf(Requirement requirement, SuiteAnswer answer) {
    return answer.question().requirement().equals(requirement.id());
  }

  /**
   * What a requirement does to the gate.
   *
   * @param failures answers that are why it is not met
   */
  private static Standing counted(
      Standing standing, List<SuiteAnswer> failures, Optional<Baseline> baseline) {
    if (standing == Standing.MET || baseline.isEmpty() || failures.isEmpty()) {
      return standing;
    }
    List<SuiteAnswer> fresh =
        failures.stream().filter(answer -> !baseline.get().knows(answer)).toList();
    if (fresh.isEmpty()) {
      return Standing.MET;
    }
    boolean isViolated = fresh.stream().anyMatch(a -> a.verdict() == Verdict.VIOLATED);
    return isViolated ? standing : Standing.CANNOT_BE_SAID;
  }

  /** What a requirement allows for is no failure, but what was known stays known. */
  private static BaselineDifference difference(
      Map<String, Outcome> outcomes, List<SuiteAnswer> answers, Optional<Baseline> baseline) {
    List<String> fresh = new ArrayList<>();
    List<String> known = new ArrayList<>();
    List<String> fixed = new ArrayList<>();
    for (SuiteAnswer answer : answers) {
      String id = answer.question().id();
      Outcome outcome = outcomes.get(answer.question().requirement());
      if (baseline.filter(b -> b.knows(answer)).isPresent() && isBad(answer, outcome)) {
        known.add(id);
      } else if (outcome.isFailedBy(answer)) {
        fresh.add(id);
      } else if (!isBad(answer, outcome)
          && baseline.filter(b -> b.failures().containsKey(id)).isPresent()) {
        fixed.add(id);
      }
    }
    return new BaselineDifference(baseline.isPresent(), fresh, known, fixed);
  }

  /** Whether it is not what is wanted, allowed for or not. */
  private static boolean isBad(SuiteAnswer answer, Outcome outcome) {
    boolean isCertificateWanted = outcome.requirement().demand().certified().isPresent();
    return answer.verdict() != Verdict.HOLDS || isCertificateWanted && !answer.isCertified();
  }
}
