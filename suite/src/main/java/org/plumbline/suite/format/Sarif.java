package org.plumbline.suite.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.suite.Place;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.Finding;
import org.plumbline.suite.summary.Fingerprint;
import org.plumbline.suite.summary.Json;
import org.plumbline.suite.summary.Mark;
import org.plumbline.suite.summary.Section;
import org.plumbline.suite.summary.Sections;
import org.plumbline.suite.summary.ShownInput;
import org.plumbline.suite.summary.SourcePlaces;
import org.plumbline.suite.summary.Words;

/**
 * SARIF 2.1.0 (<em>Static Analysis Results Interchange Format</em>, OASIS 2020). Rules are
 * requirements; results are requirements that are not met and questions that are not answered as
 * wanted, at their places in the suite file. A fingerprint is made of the question's id and kind,
 * so that a result is the same one from run to run. GitHub takes 25,000 results; the first ones
 * that count are written, and the rest is told as a notification.
 */
public final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final int MOST_RESULTS = 25_000;

  private final SuiteResult result;
  private final SourcePlaces places;
  private final List<Section> sections;
  private final Map<String, Integer> rules = new LinkedHashMap<>();

  private Sarif(SuiteResult result) {
    this.result = result;
    this.places = SourcePlaces.of(result.file());
    this.sections = Sections.of(result);
    sections.forEach(s -> rules.put(s.requirement().id(), rules.size()));
  }

  /** The log. */
  public static String of(SuiteResult result) {
    return Json.text(new Sarif(result).log());
  }

  private ObjectNode log() {
    ObjectNode log = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Plumbline").put("version", result.environment().plumbline());
    ArrayNode rules = driver.putArray("rules");
    sections.forEach(section -> rule(rules.addObject(), section.requirement()));
    List<ObjectNode> results = results();
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put(
        "executionSuccessful", sections.stream().allMatch(s -> s.count(Mark.BROKEN) == 0));
    invocation.put("startTimeUtc", result.begun().toString());
    invocation.put("endTimeUtc", result.ended().toString());
    if (results.size() > MOST_RESULTS) {
      ObjectNode note = invocation.putArray("toolExecutionNotifications").addObject();
      note.putObject("message")
          .put("text", (results.size() - MOST_RESULTS) + " more results are not listed");
    }
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode listed = run.putArray("results");
    results.stream().limit(MOST_RESULTS).forEach(listed::add);
    return log;
  }

  private static void rule(ObjectNode rule, Requirement requirement) {
    rule.put("id", requirement.id());
    rule.putObject("shortDescription").put("text", requirement.id());
    rule.putObject("fullDescription")
        .put("text", requirement.asked() + " Required: " + requirement.demand().words());
    ObjectNode properties = rule.putObject("properties");
    requirement.tags().forEach(properties.putArray("tags")::add);
  }

  /** What counts against the gate first. */
  private List<ObjectNode> results() {
    List<ObjectNode> results = new ArrayList<>();
    for (Section section : sections) {
      if (!section.isMet()) {
        results.add(unmet(section));
      }
    }
    for (Mark mark : List.of(Mark.FAILED, Mark.BROKEN, Mark.KNOWN, Mark.ALLOWED)) {
      for (Section section : sections) {
        section.findings().stream()
            .filter(f -> f.mark() == mark)
            .forEach(f -> results.add(question(f)));
      }
    }
    return results;
  }

  private ObjectNode unmet(Section section) {
    Requirement requirement = section.requirement();
    String text =
        requirement.id() + ": " + Words.standing(section) + ". " + section.outcome().words();
    String identity = "requirement\n" + requirement.id();
    return entry(
        requirement.id(),
        section.isBad() ? "error" : "warning",
        text,
        requirement.place(),
        identity,
        section.isExcused());
  }

  private ObjectNode question(Finding finding) {
    SuiteQuestion question = finding.answer().question();
    String shown = ShownInput.of(finding.answer()).map(s -> " " + s.words()).orElse("");
    return entry(
        question.requirement(),
        level(finding.mark()),
        question.id() + ": " + finding.message() + shown,
        question.place(),
        question.kind().key() + "\n" + question.id(),
        finding.mark() == Mark.KNOWN);
  }

  private static String level(Mark mark) {
    return switch (mark) {
      case FAILED, BROKEN -> "error";
      case KNOWN -> "warning";
      case ALLOWED, PASSED -> "note";
    };
  }

  private ObjectNode entry(
      String rule, String level, String text, Place place, String identity, boolean isKnown) {
    ObjectNode entry = Json.object().put("ruleId", rule).put("ruleIndex", rules.get(rule));
    entry.put("level", level);
    if (result.baseline().isGiven()) {
      entry.put("baselineState", isKnown ? "unchanged" : "new");
    }
    entry.putObject("message").put("text", text);
    ObjectNode physical = entry.putArray("locations").addObject().putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", places.uri(place));
    physical.putObject("region").put("startLine", place.line()).put("startColumn", place.column());
    entry.putObject("partialFingerprints").put("plumbline/v1", Fingerprint.of(identity));
    return entry;
  }
}
