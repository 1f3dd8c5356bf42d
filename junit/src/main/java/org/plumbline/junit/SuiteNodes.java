package org.plumbline.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.ShownInput;
import org.plumbline.suite.summary.Words;

/** What a run says, as tests. */
final class SuiteNodes {
  private SuiteNodes() {}

  static Stream<DynamicNode> of(SuiteResult result) {
    return Sections.of(result).stream().map(SuiteNodes::container);
  }

  private static DynamicNode container(Section section) {
    List<DynamicNode> nodes = new ArrayList<>();
    nodes.add(
        DynamicTest.dynamicTest(
            "the requirement: " + section.requirement().demand().words(), () -> whole(section)));
    for (Finding finding : section.findings()) {
      nodes.add(DynamicTest.dynamicTest(finding.answer().question().id(), () -> question(finding)));
    }
    return DynamicContainer.dynamicContainer(section.requirement().id(), nodes);
  }

  private static void whole(Section section) {
    String words = Words.capital(Words.standing(section)) + ": " + section.outcome().words();
    if (section.isBad()) {
      throw new AssertionFailedError(words);
    }
    Assumptions.assumeTrue(section.isMet(), words);
  }

  private static void question(Finding finding) {
    String shown = ShownInput.of(finding.answer()).map(s -> " " + s.words()).orElse("");
    String steps = String.join("\n", Words.steps(finding.answer()));
    String words = finding.message() + shown + (steps.isEmpty() ? "" : "\n" + steps);
    if (finding.mark().isBad()) {
      throw new AssertionFailedError(words);
    }
    Assumptions.assumeTrue(finding.mark() == Mark.PASSED, words);
  }
}
