package org.plumbline.suite.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.FileContent;
import org.plumbline.suite.Requirement;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;

/**
 * Failures that are known, by the ids of their questions. One that is worse than it was is a new
 * one.
 *
 * @param failures verdicts; {@link Verdict#HOLDS} of what holds without the certificate that is
 *     required
 */
public record Baseline(Map<String, Verdict> failures) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORMAT = "plumbline-baseline-1";
  private static final long MOST_BYTES = 1L << 26;

  /** Sorts the map. */
  public Baseline {
    failures = new TreeMap<>(failures);
  }

  /**
   * @throws ParseException if it cannot be read, or is none
   */
  public static Baseline read(Path file) {
    FileContent content = FileContent.read(file, MOST_BYTES);
    try {
      JsonNode root = JSON.readTree(new String(content.bytes(), StandardCharsets.UTF_8));
      if (!root.path("format").asText().equals(FORMAT) || !root.path("failures").isArray()) {
        throw new ParseException(
            content.name(), "is no baseline; suite run --update-baseline writes one");
      }
      Map<String, Verdict> failures = new TreeMap<>();
      for (JsonNode failure : root.path("failures")) {
        failures.put(
            failure.path("id").asText(), Verdict.valueOf(failure.path("verdict").asText()));
      }
      return new Baseline(failures);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ParseException(content.name(), "is no baseline: " + firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Whether it is a failure that was known. */
  boolean knows(SuiteAnswer answer) {
    Verdict known = failures.get(answer.question().id());
    return known != null && badness(answer.verdict()) <= badness(known);
  }

  private static int badness(Verdict verdict) {
    return switch (verdict) {
      case HOLDS -> 0;
      case UNDECIDED, ERROR -> 1;
      case VIOLATED -> 2;
    };
  }

  /** These, but for the questions that were asked, of which the answers count. */
  public Baseline updated(List<Requirement> requirements, List<SuiteAnswer> answers) {
    Set<String> failed =
        Set.copyOf(Gate.of(requirements, answers, Optional.empty()).difference().fresh());
    Map<String, Verdict> updated = new TreeMap<>(failures);
    for (SuiteAnswer answer : answers) {
      if (failed.contains(answer.question().id())) {
        updated.put(answer.question().id(), answer.verdict());
      } else {
        updated.remove(answer.question().id());
      }
    }
    return new Baseline(updated);
  }

  /** As a file has it. */
  public String text() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    ArrayNode list = root.putArray("failures");
    failures.forEach(
        (id, verdict) -> list.addObject().put("id", id).put("verdict", verdict.name()));
    return root.toPrettyString() + "\n";
  }
}
