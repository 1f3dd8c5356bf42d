package org.plumbline.suite.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.plumbline.suite.Place;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Fingerprint;
import org.plumbline.suite.summary.Json;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.SourcePlaces;
import org.plumbline.suite.summary.Words;

/**
 * GitLab's code quality report (<em>docs.gitlab.com, Code Quality report format</em>): a list of
 * entries with description, check_name, fingerprint, severity and a place.
 */
public final class GitLabQuality {
  private final SourcePlaces places;
  private final ArrayNode list = Json.array();

  private GitLabQuality(SuiteResult result) {
    this.places = SourcePlaces.of(result.file());
  }

  /** The list. */
  public static String of(SuiteResult result) {
    GitLabQuality report = new GitLabQuality(result);
    Sections.of(result).forEach(report::add);
    return Json.text(report.list);
  }

  private void add(Section section) {
    if (!section.isMet()) {
      String id = section.requirement().id();
      entry(
          id,
          id + ": " + Words.standing(section) + ". " + section.outcome().words(),
          "requirement\n" + id,
          section.isBad() ? "blocker" : "minor",
          section.requirement().place());
    }
    section.findings().stream().filter(f -> f.mark() != Mark.PASSED).forEach(this::add);
  }

  private void add(Finding finding) {
    SuiteQuestion question = finding.answer().question();
    entry(
        question.requirement(),
        question.id() + ": " + finding.message(),
        question.kind().key() + "\n" + question.id(),
        severity(finding.mark()),
        question.place());
  }

  private static String severity(Mark mark) {
    return switch (mark) {
      case FAILED -> "critical";
      case BROKEN -> "major";
      case KNOWN -> "minor";
      case ALLOWED, PASSED -> "info";
    };
  }

  private void entry(String check, String text, String identity, String severity, Place place) {
    ObjectNode entry = list.addObject().put("description", text).put("check_name", check);
    entry.put("fingerprint", Fingerprint.of(identity)).put("severity", severity);
    ObjectNode location = entry.putObject("location").put("path", places.path(place));
    location.putObject("lines").put("begin", place.line());
  }
}
