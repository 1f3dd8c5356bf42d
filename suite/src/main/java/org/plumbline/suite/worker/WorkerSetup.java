package org.plumbline.suite.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.ledger.AnswerJson;
import org.plumbline.suite.question.AskedSuite;

/**
 * Which suite a worker reads.
 *
 * @param file of the suite
 * @param parameters that were set for it; the environment is inherited
 */
public record WorkerSetup(Path file, Map<String, String> parameters) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map. */
  public WorkerSetup {
    parameters = Map.copyOf(parameters);
  }

  AskedSuite suite() {
    return AskedSuite.of(SuiteParser.parse(file, Parameters.of(parameters)));
  }

  /** What a worker is told first. */
  public String line() {
    return line(file.toAbsolutePath());
  }

  /**
   * The same, where the suite's file is called otherwise.
   *
   * @param name absolute, or relative to the folder that the worker starts in
   */
  public String line(Path name) {
    ObjectNode line = JSON.createObjectNode();
    line.put("suite", name.toString());
    ObjectNode set = line.putObject("set");
    parameters.forEach(set::put);
    return AnswerJson.line(line);
  }

  static WorkerSetup read(String line) throws IOException {
    JsonNode node = JSON.readTree(line);
    Map<String, String> set = new HashMap<>();
    node.path("set").fields().forEachRemaining(e -> set.put(e.getKey(), e.getValue().asText()));
    return new WorkerSetup(Path.of(node.path("suite").asText()), set);
  }
}
