package org.plumbline.suite.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors read, and the parser, are of one mind. */
class SchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode schema() throws IOException {
    try (InputStream in =
        SchemaTest.class.getResourceAsStream("/org/plumbline/suite/plumbline-suite.schema.json")) {
      return JSON.readTree(in);
    }
  }

  private static Set<ValidationMessage> faults(String yaml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(JSON.valueToTree(read));
  }

  @ParameterizedTest
  @EnumSource
  void theKeysAreTheSame(Section section) throws IOException {
    JsonNode part =
        section == Section.SUITE
            ? schema()
            : schema().path("$defs").path(section.name().toLowerCase(Locale.ROOT));
    Set<String> known = new HashSet<>();
    part.path("properties").fieldNames().forEachRemaining(known::add);
    assertThat(known).containsExactlyInAnyOrderElementsOf(section.keys());
    assertThat(part.path("additionalProperties").isBoolean()).isTrue();
    assertThat(part.path("additionalProperties").asBoolean()).isFalse();
  }

  @Test
  void theExamplesAreValid() throws IOException {
    List<Path> examples = new ArrayList<>();
    try (Stream<Path> all = Files.walk(Path.of("../examples"), 2)) {
      all.filter(file -> file.getFileName().toString().equals("suite.yaml")).forEach(examples::add);
    }
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    for (Path example : examples) {
      assertThat(faults(Files.readString(example))).as("%s", example).isEmpty();
      assertThat(SuiteParser.parse(example, Parameters.none()).entries()).isNotEmpty();
    }
  }

  @Test
  void everyKindIsValid() throws IOException {
    String yaml =
        """
        network: n
        questions:
          - id: attacked accuracy
            falsify: {input: a, epsilon: 8/255, range: [0, 1], queries: 5000, seed: 3, method: bayes}
            require: {violated: "<= 5 %", undecided: allow}
          - id: manipulations
            dlv: {input: a, span: 0.1, spans: 2, layer: 0, to_layer: 1, dimensions: 3,
                  selection: gradient, search: single, feature: 1, label: own, range: [0, 1]}
        """;
    assertThat(faults(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "questions: []",
        "questions: [{id: x}]",
        "questions: [{id: x, radius: {input: a}, properties: p}]",
        "questions: [{id: x, robustness: {epsilon: 1}}]",
        "questions: [{id: x, falsify: {input: a}}]",
        "questions: [{id: x, falsify: {input: a, epsilon: 1, queries: 2}}]",
        "questions: [{id: x, dlv: {input: a}}]",
        "questions: [{id: x, dlv: {input: a, span: 1, selection: swift}}]",
        "questions: [{id: x, robustness: {input: a, dataset: b, epsilon: 1}}]",
        "questions: [{id: x, properties: p, requires: holds}]",
        "questions: [{id: x, properties: p, require: some}]",
      })
  void whatTheParserRefusesIsInvalid(String yaml) throws IOException {
    assertThat(faults("network: n\n" + yaml)).isNotEmpty();
  }
}
