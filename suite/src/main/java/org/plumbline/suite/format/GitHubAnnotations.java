package org.plumbline.suite.format;

import java.util.List;
import org.plumbline.suite.Place;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.SourcePlaces;
import org.plumbline.suite.summary.Words;

/**
 * Workflow commands of GitHub Actions (<em>docs.github.com, Workflow commands</em>), one line each;
 * printed by a job, they become annotations. GitHub shows ten errors and ten warnings of a step, so
 * that requirements come first.
 */
public final class GitHubAnnotations {
  private final SourcePlaces places;
  private final StringBuilder lines = new StringBuilder();

  private GitHubAnnotations(SuiteResult result) {
    this.places = SourcePlaces.of(result.file());
  }

  /** The commands. */
  public static String of(SuiteResult result) {
    GitHubAnnotations report = new GitHubAnnotations(result);
    List<Section> sections = Sections.of(result);
    sections.stream().filter(s -> !s.isMet()).forEach(report::unmet);
    for (Section section : sections) {
      section.findings().stream().filter(f -> f.mark().isBad()).forEach(report::question);
    }
    return report.lines.toString();
  }

  private void unmet(Section section) {
    line(
        section.isBad() ? "error" : "warning",
        section.requirement().place(),
        section.requirement().id() + ": " + Words.standing(section),
        section.outcome().words());
  }

  private void question(Finding finding) {
    SuiteQuestion question = finding.answer().question();
    line("error", question.place(), question.id(), finding.message());
  }

  private void line(String level, Place place, String title, String message) {
    lines.append("::").append(level);
    lines.append(" file=").append(property(places.path(place)));
    lines.append(",line=").append(place.line()).append(",col=").append(place.column());
    lines.append(",title=").append(property(title)).append("::").append(data(message)).append('\n');
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
