package org.plumbline.cli.suite;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Origin;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.Words;

/** The result of a suite for people: requirements, then failures, then the gate. */
record SuiteWords(SuiteResult result, Path file) {
  private static final int MOST_FAILURES = 20;
  private static final List<Origin> ORIGINS =
      List.of(
          Origin.RECHECKED,
          Origin.EARLIER_COUNTEREXAMPLE,
          Origin.EARLIER_PROOF,
          Origin.REMEMBERED,
          Origin.SEARCHED,
          Origin.NOT_ASKED);

  void print(PrintWriter out) {
    out.println(
        "Suite: " + result.file().name() + ", " + count(result.answers().size(), "question"));
    result.notes().forEach(note -> out.println("Note: " + note));
    out.println();
    for (Section section : Sections.of(result)) {
      Outcome outcome = section.outcome();
      String standing = Words.standing(section).toUpperCase(Locale.ROOT);
      out.printf("%-14s  %s%n", standing, outcome.requirement().id());
      out.printf("%-14s  %s%n", "", outcome.requirement().asked());
      for (Outcome.Condition condition : outcome.conditions()) {
        out.printf("%-14s  %s: %s%n", "", condition.demanded(), condition.found());
      }
      out.printf("%-14s  %s%n", "", outcome.words());
    }
    failures(out);
    List<String> fixed = result.baseline().fixed();
    if (!fixed.isEmpty()) {
      out.println();
      out.println("Fixed since the baseline: " + String.join(", ", fixed));
    }
    answersThatFell(out);
    out.println();
    out.println(gate());
  }

  private void failures(PrintWriter out) {
    Set<String> fresh = Set.copyOf(result.baseline().fresh());
    List<SuiteAnswer> failures =
        result.answers().stream().filter(a -> fresh.contains(a.question().id())).toList();
    if (!failures.isEmpty()) {
      out.println();
      out.println(result.baseline().isGiven() ? "New failures:" : "Failures:");
    }
    for (SuiteAnswer failure : failures.subList(0, Math.min(MOST_FAILURES, failures.size()))) {
      out.printf("  %-9s  %s%n", failure.verdict(), failure.question().id());
      out.printf("  %-9s  %s%n", "", failure.reason());
    }
    if (failures.size() > MOST_FAILURES) {
      out.println("  and " + (failures.size() - MOST_FAILURES) + " more");
    }
    if (!failures.isEmpty()) {
      out.println(
          "  Look at one: plumbline suite explain "
              + file
              + " '"
              + failures.get(0).question().id()
              + "'");
    }
    allowed(out);
    if (!result.baseline().known().isEmpty()) {
      out.println("Known failures, which the baseline has: " + result.baseline().known().size());
    }
  }

  /** What does not hold and closes no gate, since the requirements allow for it. */
  private void allowed(PrintWriter out) {
    Set<String> others = new HashSet<>(result.baseline().fresh());
    others.addAll(result.baseline().known());
    List<SuiteAnswer> allowed =
        result.answers().stream()
            .filter(a -> a.verdict() != Verdict.HOLDS && !others.contains(a.question().id()))
            .toList();
    if (!allowed.isEmpty()) {
      Counts counts = Counts.of(allowed);
      out.printf(
          "Allowed for by the requirements: %d violated, %d undecided, %d broke down%n",
          counts.violated(), counts.undecided(), counts.errors());
    }
  }

  /** Answers of the ledger that did not stand are said loudly. */
  private void answersThatFell(PrintWriter out) {
    for (SuiteAnswer answer : result.answers()) {
      answer
          .notes()
          .forEach(note -> out.println("WARNING: " + answer.question().id() + ": " + note));
    }
  }

  private String gate() {
    double seconds = Duration.between(result.begun(), result.ended()).toMillis() / 1000.0;
    String gate =
        switch (result.gate()) {
          case MET -> "PASSED";
          case NOT_MET -> "FAILED, because of violations";
          case CANNOT_BE_SAID -> "FAILED, because of what is undecided or broke down";
        };
    return String.format(
        Locale.ROOT,
        "Gate: %s. %s; %s; %.2f s.",
        gate,
        result.counts().words(),
        origins(),
        seconds);
  }

  /** Where the answers come from; the numbers add up to the number of questions. */
  private String origins() {
    List<String> parts = new ArrayList<>();
    for (Origin origin : ORIGINS) {
      long count = result.answers().stream().filter(a -> a.origin() == origin).count();
      if (count > 0 || origin == Origin.RECHECKED || origin == Origin.SEARCHED) {
        parts.add(count + " " + words(origin));
      }
    }
    return String.join(", ", parts);
  }

  private static String words(Origin origin) {
    return switch (origin) {
      case RECHECKED -> "from the ledger and checked again";
      case EARLIER_COUNTEREXAMPLE -> "refuted by a counterexample to an earlier network";
      case EARLIER_PROOF -> "proved by the proof about an earlier network";
      case REMEMBERED -> "undecided before and not asked again";
      case SEARCHED -> "asked";
      case NOT_ASKED -> "not asked";
    };
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** For people. */
  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
