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

  String line() {
    ObjectNode line = JSON.createObjectNode();
    line.put("suite", file.toAbsolutePath().toString());
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
