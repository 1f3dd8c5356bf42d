package org.plumbline.suite.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Demand;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.Outcome.Condition;
import org.plumbline.suite.Outcome.Standing;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.Share;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;

/**
 * Whether answers meet a requirement. A least share of n questions that is missed could still be
 * reached if all that is open held; then it cannot be said, else it is not met. A greatest share of
 * violated ones counts those that were found. What broke down counts as undecided.
 */
record Judgement(Requirement requirement, List<SuiteAnswer> answers) {
  private static final Set<Verdict> ANY = EnumSet.allOf(Verdict.class);
  private static final Set<Verdict> NOT_HELD = EnumSet.complementOf(EnumSet.of(Verdict.HOLDS));
  private static final Set<Verdict> OPEN = EnumSet.of(Verdict.UNDECIDED, Verdict.ERROR);

  Outcome outcome() {
    Counts counts = Counts.of(answers);
    int open = counts.undecided() + counts.errors();
    Demand demand = requirement.demand();
    List<Condition> conditions = new ArrayList<>();
    if (demand.least().isPresent()) {
      String words = "radius of at least " + demand.least().get().toPlainString();
      conditions.add(atLeast(words + ": holds", counts.holds(), open, BigDecimal.ONE, NOT_HELD));
    }
    demand
        .holds()
        .ifPresent(s -> conditions.add(atLeast("holds", counts.holds(), open, s, NOT_HELD)));
    demand
        .certified()
        .ifPresent(
            s -> {
              int uncertified = counts.holds() - counts.certified();
              conditions.add(atLeast("certified", counts.certified(), open + uncertified, s, ANY));
            });
    demand.violated().ifPresent(s -> conditions.add(violated(counts.violated(), open, s)));
    demand
        .undecided()
        .ifPresent(
            s -> conditions.add(atMost("undecided", open, s, Standing.CANNOT_BE_SAID, OPEN)));
    Standing standing =
        conditions.stream().map(Condition::standing).reduce(Standing.MET, Judgement::worse);
    return new Outcome(requirement, standing, counts, conditions, words(counts));
  }

  /** What is open may be violated, unless the requirement says how much may be open. */
  private Condition violated(int found, int open, BigDecimal share) {
    boolean countsOpen = requirement.demand().undecided().isEmpty();
    Set<Verdict> against = countsOpen ? NOT_HELD : EnumSet.of(Verdict.VIOLATED);
    Condition condition = atMost("violated", found, share, Standing.NOT_MET, against);
    boolean mayExceed = !isAtMost(found + open, share);
    return condition.standing() == Standing.MET && mayExceed && countsOpen
        ? condition("violated ≤ ", found, share, Standing.CANNOT_BE_SAID, against)
        : condition;
  }

  private boolean isAtMost(int part, BigDecimal share) {
    return BigDecimal.valueOf(part).compareTo(share.multiply(BigDecimal.valueOf(answers.size())))
        <= 0;
  }

  /** What is not met is worse than what cannot be said. */
  static Standing worse(Standing a, Standing b) {
    if (a == Standing.NOT_MET || b == Standing.NOT_MET) {
      return Standing.NOT_MET;
    }
    return a == Standing.MET ? b : a;
  }

  private Condition atLeast(
      String what, int part, int open, BigDecimal share, Set<Verdict> against) {
    boolean isMet = reaches(part, share);
    Standing otherwise = reaches(part + open, share) ? Standing.CANNOT_BE_SAID : Standing.NOT_MET;
    return condition(what + " ≥ ", part, share, isMet ? Standing.MET : otherwise, against);
  }

  private boolean reaches(int part, BigDecimal share) {
    return BigDecimal.valueOf(part).compareTo(share.multiply(BigDecimal.valueOf(answers.size())))
        >= 0;
  }

  private Condition atMost(
      String what, int part, BigDecimal share, Standing otherwise, Set<Verdict> against) {
    Standing standing = isAtMost(part, share) ? Standing.MET : otherwise;
    return condition(what + " ≤ ", part, share, standing, against);
  }

  private Condition condition(
      String what, int part, BigDecimal share, Standing standing, Set<Verdict> against) {
    Share counted = new Share(part, answers.size());
    return new Condition(what + percent(share), found(counted), counted, standing, against);
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private String found(Share share) {
    String counted =
        String.format(
            Locale.ROOT, "%d of %d, %.1f %%", share.part(), share.whole(), 100 * share.rate());
    return requirement.demand().isSample()
        ? String.format(
            Locale.ROOT,
            "%s (95 %% interval %.1f to %.1f)",
            counted,
            100 * share.lower(),
            100 * share.upper())
        : counted;
  }

  private String words(Counts counts) {
    return counts.words() + volume().map(v -> "; " + v).orElse("");
  }

  /** The shares of a domain's volume, where the questions are cells of one. */
  private Optional<String> volume() {
    if (answers.isEmpty() || answers.stream().anyMatch(a -> a.question().volume().isEmpty())) {
      return Optional.empty();
    }
    BigDecimal proved = BigDecimal.ZERO;
    BigDecimal violated = BigDecimal.ZERO;
    for (SuiteAnswer answer : answers) {
      BigDecimal own = answer.question().volume().orElseThrow();
      switch (answer.verdict()) {
        case HOLDS -> proved = proved.add(own);
        case VIOLATED -> violated = violated.add(own);
        default -> {}
      }
    }
    BigDecimal open = BigDecimal.ONE.subtract(proved).subtract(violated);
    return Optional.of(
        "of the domain's volume "
            + rounded(proved)
            + " is proved, "
            + rounded(violated)
            + " lies in cells with a violation, "
            + rounded(open)
            + " is open");
  }

  private static String rounded(BigDecimal share) {
    return share.movePointRight(2).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        + " %";
  }
}
