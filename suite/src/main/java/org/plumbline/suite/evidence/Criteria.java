package org.plumbline.suite.evidence;

import java.util.List;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SuiteResult;

/**
 * Which criteria of ISO/IEC 24029-2:2023 (robustness of neural networks, formal methods) the
 * results serve, in our own words. The standard names four, each over a stated domain: stability,
 * sensitivity, relevance and reachability.
 */
final class Criteria {
  private Criteria() {}

  static String text(SuiteResult result) {
    StringBuilder text =
        new StringBuilder(
            """
            # Criteria of ISO/IEC 24029-2:2023 that the results serve

            - *Stability*: the decision stays the same on a whole set of inputs.
            - *Sensitivity*: how much outputs move when inputs move.
            - *Relevance*: which inputs a decision comes from. No question of a suite asks that.
            - *Reachability*: whether outputs that are forbidden can come about on a set of inputs.

            | requirement | criterion | how | domain | arithmetic |
            |---|---|---|---|---|
            """);
    for (Requirement requirement : result.requirements()) {
      List<String> served = served(requirement.kind());
      text.append("| ").append(cell(requirement.id()));
      text.append(" | ").append(served.get(0)).append(" | ").append(served.get(1));
      text.append(" | ").append(cell(requirement.asked()));
      text.append(" | `semantics` in questions.json: of real numbers or of the computer |\n");
    }
    return text.toString();
  }

  /** The criterion, and how it is served. */
  private static List<String> served(QuestionKind kind) {
    return switch (kind) {
      case ROBUSTNESS -> List.of("stability", "proof or counterexample near inputs");
      case PATTERN ->
          List.of("stability", "proof or counterexample on inputs that follow a pattern");
      case RADIUS ->
          List.of(
              "stability, sensitivity", "the distance up to which a decision is proved to stay");
      case FALSIFY -> List.of("stability", "search for counterexamples; proves nothing");
      case DLV -> List.of("stability", "proof without a certificate, or counterexample");
      case COMPARE -> List.of("sensitivity", "how far two networks are apart on the same inputs");
      case PROPERTIES, DOMAIN ->
          List.of("reachability", "proof or counterexample for forbidden outputs");
    };
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
  }
}
