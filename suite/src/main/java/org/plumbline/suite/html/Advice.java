package org.plumbline.suite.html;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.suite.Counts;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;

/** What may be done about a requirement that is not met. */
final class Advice {
  private static final int MOST_MESSAGES = 3;

  private Advice() {}

  static List<String> of(Section section) {
    Counts counts = section.outcome().counts();
    List<String> steps = new ArrayList<>();
    if (counts.violated() > 0) {
      steps.add(
          number(counts.violated(), "question is", "questions are")
              + " violated: look at the counterexamples below. They were replayed, so the network"
              + " does fail there. Train the network again, or ask whether these inputs can"
              + " occur.");
    }
    if (counts.undecided() > 0) {
      steps.add(
          number(counts.undecided(), "question is", "questions are")
              + " undecided: nothing is known of them. Give each more time (budget: question), ask"
              + " for a smaller set of inputs, or allow for some in the requirement.");
    }
    steps.addAll(breakdowns(section));
    steps.addAll(shares(section));
    return steps;
  }

  private static List<String> breakdowns(Section section) {
    List<String> steps = new ArrayList<>();
    int broken = section.outcome().counts().errors();
    if (broken > 0) {
      steps.add(
          number(broken, "question", "questions")
              + " broke down: mend what the message names, and run again.");
    }
    section.findings().stream()
        .filter(f -> f.mark() == Mark.BROKEN)
        .limit(MOST_MESSAGES)
        .forEach(f -> steps.add(f.answer().question().id() + ": " + f.message()));
    return steps;
  }

  private static List<String> shares(Section section) {
    Counts counts = section.outcome().counts();
    int uncertified = counts.holds() - counts.certified();
    List<String> steps = new ArrayList<>();
    if (uncertified > 0 && section.requirement().demand().certified().isPresent()) {
      steps.add(
          number(uncertified, "question holds", "questions hold")
              + " without a certificate, which the requirement does not count.");
    }
    if (section.requirement().demand().isSample()) {
      steps.add(
          "The images are a sample: the interval in the table says how far the true share may be."
              + " More images make it narrower.");
    }
    return steps;
  }

  private static String number(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
