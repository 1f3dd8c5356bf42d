package org.plumbline.soundness.score;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.RunHeader;

/**
 * All verdicts of a verifier, judged.
 *
 * @param effects of other tolerances
 */
public record Score(
    RunHeader run, Tolerance tolerance, List<Finding> findings, List<Effect> effects) {
  public Score {
    findings = List.copyOf(findings);
    effects = List.copyOf(effects);
  }

  /** What a tolerance makes of the verdicts. */
  public record Effect(Tolerance tolerance, int wrongUnsat, int wrongSat, int forgiven) {
    static Effect of(Tolerance tolerance, List<Finding> findings) {
      Map<Judgement, Integer> tally = tally(findings);
      return new Effect(
          tolerance,
          tally.get(Judgement.WRONG_UNSAT),
          tally.get(Judgement.WRONG_SAT),
          tally.get(Judgement.ROUNDING) + tally.get(Judgement.TOLERANCE));
    }
  }

  /** How many there are of each judgement; zero where there is none. */
  public static Map<Judgement, Integer> tally(List<Finding> findings) {
    Map<Judgement, Integer> tally = new EnumMap<>(Judgement.class);
    for (Judgement judgement : Judgement.values()) {
      tally.put(judgement, 0);
    }
    findings.forEach(finding -> tally.merge(finding.judgement(), 1, Integer::sum));
    return tally;
  }

  public Map<Judgement, Integer> tally() {
    return tally(findings);
  }

  /** Findings by family, in the order in which families come. */
  public Map<String, List<Finding>> families() {
    Map<String, List<Finding>> families = new LinkedHashMap<>();
    for (Finding finding : findings) {
      families.computeIfAbsent(finding.family(), name -> new ArrayList<>()).add(finding);
    }
    return families;
  }

  public List<Finding> wrong() {
    return findings.stream().filter(finding -> finding.judgement().isWrong()).toList();
  }

  /** Those that contradict or do not confirm the answer, and are not wrong. */
  public List<Finding> excused() {
    return findings.stream()
        .filter(
            finding ->
                switch (finding.judgement()) {
                  case ROUNDING, TOLERANCE, UNCONFIRMED -> true;
                  default -> false;
                })
        .toList();
  }

  /** How many of the questions with an answer were asked, and how many verdicts are right. */
  public record Share(int right, int asked) {
    /** {@code 3 of 4}. */
    @Override
    public String toString() {
      return right + " of " + asked;
    }
  }

  /** Of {@code SAT} the share falsified, of {@code UNSAT} the share proved. */
  public Share share(Truth answer) {
    List<Finding> asked = findings.stream().filter(one -> one.answer() == answer).toList();
    return new Share(tally(asked).get(Judgement.RIGHT), asked.size());
  }

  /** Of those judged right, the seconds in ascending order. */
  public double[] rightSeconds() {
    return findings.stream()
        .filter(finding -> finding.judgement() == Judgement.RIGHT)
        .mapToDouble(Finding::seconds)
        .sorted()
        .toArray();
  }
}
