package org.plumbline.suite.summary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.suite.Demand;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.Verdict;

/**
 * Sorts the answers by requirement and marks each. What is a reason why its requirement is not met
 * fails; anything else that is not wanted, the requirement allows for. What the baseline knows is
 * known. A breakdown says nothing of the network and is always told. While the gate is shut, at
 * least one section is bad.
 */
public final class Sections {
  private final Set<String> fresh;
  private final Set<String> known;
  private final boolean isOpen;

  private Sections(SuiteResult result) {
    this.fresh = new HashSet<>(result.baseline().fresh());
    this.known = result.baseline().isGiven() ? new HashSet<>(result.baseline().known()) : Set.of();
    this.isOpen = result.gate() == Outcome.Standing.MET;
  }

  /** In the order of the file. */
  public static List<Section> of(SuiteResult result) {
    Map<String, List<SuiteAnswer>> answers = new LinkedHashMap<>();
    for (SuiteAnswer answer : result.answers()) {
      answers.computeIfAbsent(answer.question().requirement(), r -> new ArrayList<>()).add(answer);
    }
    Sections sections = new Sections(result);
    List<Section> made = new ArrayList<>();
    for (Outcome outcome : result.outcomes()) {
      made.add(
          sections.section(outcome, answers.getOrDefault(outcome.requirement().id(), List.of())));
    }
    boolean isExplained = sections.isOpen || made.stream().anyMatch(Section::isBad);
    return isExplained
        ? made
        : made.stream().map(s -> new Section(s.outcome(), false, s.findings())).toList();
  }

  private Section section(Outcome outcome, List<SuiteAnswer> answers) {
    boolean isMet = outcome.standing() == Outcome.Standing.MET;
    boolean hasFresh = answers.stream().anyMatch(a -> fresh.contains(a.question().id()));
    boolean hasKnown = answers.stream().anyMatch(a -> known.contains(a.question().id()));
    boolean isExcused = !isMet && (isOpen || (hasKnown && !hasFresh));
    List<Finding> findings = new ArrayList<>();
    for (SuiteAnswer answer : answers) {
      Mark mark = mark(answer, outcome);
      findings.add(new Finding(answer, mark, Words.message(answer, mark)));
    }
    return new Section(outcome, isExcused, findings);
  }

  private Mark mark(SuiteAnswer answer, Outcome outcome) {
    if (isWanted(answer, outcome.requirement().demand())) {
      return Mark.PASSED;
    } else if (answer.verdict() == Verdict.ERROR) {
      return Mark.BROKEN;
    } else if (known.contains(answer.question().id())) {
      return Mark.KNOWN;
    }
    return outcome.isFailedBy(answer) ? Mark.FAILED : Mark.ALLOWED;
  }

  private static boolean isWanted(SuiteAnswer answer, Demand demand) {
    return answer.verdict() == Verdict.HOLDS
        && (demand.certified().isEmpty() || answer.isCertified());
  }
}
