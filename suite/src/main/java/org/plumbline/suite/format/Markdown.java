package org.plumbline.suite.format;

import java.util.Comparator;
import java.util.List;
import org.plumbline.suite.Counts;
import org.plumbline.suite.Outcome;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Characters;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.Summary;
import org.plumbline.suite.summary.Words;

/** A summary for people in GitHub's Markdown: the gate, the requirements, and what fails. */
public final class Markdown {
  private static final int MOST_LISTED = 50;

  private final SuiteResult result;
  private final List<Section> sections;
  private final StringBuilder text = new StringBuilder();

  private Markdown(SuiteResult result) {
    this.result = result;
    this.sections = Sections.of(result);
  }

  /** The summary. */
  public static String of(SuiteResult result) {
    return new Markdown(result).text();
  }

  private String text() {
    text.append("## ").append(headline(result, sections)).append("\n\n");
    text.append(escaped(Summary.counts(result))).append("\n\n");
    text.append(
        "| | requirement | asked | required | found | certified | violated | undecided |\n");
    text.append("|---|---|---|---|---|--:|--:|--:|\n");
    sections.forEach(this::row);
    failures();
    baseline();
    for (String note : result.notes()) {
      text.append("\n- ").append(escaped(note));
    }
    return text.append('\n').toString();
  }

  private static String headline(SuiteResult result, List<Section> sections) {
    return escaped(Summary.headline(result, sections));
  }

  private void row(Section section) {
    Counts counts = section.outcome().counts();
    String sign = section.isMet() ? "✅" : section.isExcused() ? "🟡" : "❌";
    cell(sign + " " + Words.standing(section));
    cell(section.requirement().id());
    cell(section.requirement().asked());
    cell(section.requirement().demand().words());
    cell(found(section.outcome()));
    cell(counts.certified() + " of " + counts.all());
    cell(Integer.toString(counts.violated()));
    cell(Integer.toString(counts.undecided() + counts.errors()));
    text.append("|\n");
  }

  private static String found(Outcome outcome) {
    List<String> found = outcome.conditions().stream().map(Outcome.Condition::found).toList();
    return found.isEmpty() ? outcome.words() : String.join("; ", found);
  }

  private void cell(String content) {
    text.append("| ").append(escaped(content)).append(' ');
  }

  private void failures() {
    List<Finding> bad =
        sections.stream()
            .flatMap(s -> s.findings().stream())
            .filter(f -> f.mark().isBad())
            .sorted(Comparator.comparing(f -> f.answer().verdict()))
            .toList();
    if (bad.isEmpty()) {
      return;
    }
    text.append("\n### What fails\n\n");
    for (Finding finding : bad.subList(0, Math.min(bad.size(), MOST_LISTED))) {
      text.append("- **").append(escaped(finding.answer().question().id())).append("** ");
      text.append(escaped(finding.message())).append('\n');
      finding
          .answer()
          .question()
          .command()
          .ifPresent(c -> text.append("  `").append(c.replace("`", "'")).append("`\n"));
    }
    if (bad.size() > MOST_LISTED) {
      text.append("- and ").append(bad.size() - MOST_LISTED).append(" more\n");
    }
  }

  private void baseline() {
    if (!result.baseline().fixed().isEmpty()) {
      text.append("\nFixed, and to be taken out of the baseline: ");
      text.append(escaped(String.join(", ", result.baseline().fixed()))).append('\n');
    }
  }

  /** What has a meaning in Markdown or HTML loses it. */
  private static String escaped(String content) {
    return Characters.legal(content)
        .replaceAll("\\s+", " ")
        .replaceAll("([\\\\`*_\\[\\]#|~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
