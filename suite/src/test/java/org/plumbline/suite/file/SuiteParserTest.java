package org.plumbline.suite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.api.Semantics;
import org.plumbline.network.model.ParseException;
import org.plumbline.suite.Place;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.report.ReportKind;

class SuiteParserTest {
  @TempDir private Path folder;

  private Suite parse(String text, Parameters parameters) throws IOException {
    return SuiteParser.parse(Files.writeString(folder.resolve("suite.yaml"), text), parameters);
  }

  private Suite parse(String text) throws IOException {
    return parse(text, Parameters.none());
  }

  private static String robust(String fields) {
    return "network: n.onnx\nquestions:\n- id: R\n  robustness: {dataset: d.idx, epsilon: 0.1"
        + fields
        + "}\n";
  }

  @Test
  void whatAFileSays() throws IOException {
    Files.writeString(folder.resolve("a.vnnlib"), "");
    Files.writeString(folder.resolve("b.vnnlib"), "");
    Suite suite =
        parse(
            """
            network: models/digits.onnx
            semantics: float32
            questions:
              - id: REQ-12 robust to noise
                tags: [quick, release]
                robustness: {dataset: t.idx.gz, labels: l.idx.gz, images: [3, 10..12], epsilon: 8/255,
                             range: [0, 1], mean: 0.5, std: 0.25}
                require: {certified: ">= 90 %", violated: "<= 2 %"}
              - id: REQ-13
                properties: "*.vnnlib"
                semantics: real
            budget: {question: 1.5 s, total: 20 min}
            baseline: known.json
            reports: {junit: out.xml}
            """);
    assertThat(suite.limits().question()).isEqualTo(Duration.ofMillis(1500));
    assertThat(suite.limits().total()).contains(Duration.ofMinutes(20));
    assertThat(suite.baseline()).contains(folder.resolve("known.json"));
    assertThat(suite.reports()).containsEntry(ReportKind.JUNIT, folder.resolve("out.xml"));
    Entry first = suite.entries().get(0);
    assertThat(first.networks()).containsEntry("", folder.resolve("models/digits.onnx"));
    assertThat(first.semantics()).contains(Semantics.FLOAT32);
    assertThat(first.requirement().tags()).containsExactly("quick", "release");
    assertThat(first.requirement().kind()).isEqualTo(QuestionKind.ROBUSTNESS);
    assertThat(first.requirement().place())
        .isEqualTo(new Place(folder.resolve("suite.yaml").toString(), 4, 5));
    assertThat(first.requirement().demand().certified()).contains(new BigDecimal("0.90"));
    assertThat(first.requirement().demand().violated()).contains(new BigDecimal("0.02"));
    assertThat(first.requirement().demand().holds()).isEmpty();
    Ask.Robustness robustness = (Ask.Robustness) first.ask();
    assertThat(robustness.epsilons()).containsExactly("8/255");
    assertThat(robustness.inputs().chosen()).containsExactly(3, 10, 11, 12);
    assertThat(robustness.values().mean()).containsExactly(new BigDecimal("0.5"));
    Entry second = suite.entries().get(1);
    assertThat(second.semantics()).contains(Semantics.REAL);
    assertThat(((Ask.Properties) second.ask()).files())
        .containsExactly(folder.resolve("a.vnnlib"), folder.resolve("b.vnnlib"));
    assertThat(second.requirement().demand().holds()).contains(BigDecimal.ONE);
  }

  /** What stands behind the arrow is at line and column, and says so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "', epsilom: 2'→4:46→did you mean 'epsilon'?",
        "', images: 9..1'→4:54→ends before it begins",
        "', images: some'→4:54→neither a number from 0 nor a run like 0..99",
        "', images: 0..5000000'→4:54→more than 1,000,000 inputs",
        "', label: seven'→4:53→neither a class from 0",
        "', range: [1, 0]'→4:53→the lower one first",
        "', range: [0]'→4:53→two numbers",
        "', mean: 0.5'→4:15→mean and std go together",
        "', mean: 0.5, std: 0'→4:62→deviations are positive",
        "', mean: [1, 2], std: 3'→4:65→as many deviations as means",
        "', norm: l2'→4:52→'l2' is not known",
        "', epsilons: [1]'→4:15→more than one of epsilon, epsilons",
        "', input: x.png'→4:15→more than one of dataset, input",
        "', pixels: byte'→4:54→did you mean 'bytes'?",
        "', sample: maybe'→4:54→'maybe' is not known",
        "', dataset: e.idx'→4:46→stands here twice",
        "', labels: *x'→4:54→anchors and aliases",
        "', labels: !!str x'→4:54→tags",
        "', labels: \"${NO}\"'→4:54→the parameter NO has no value; say --set NO=VALUE",
        "', labels: $x'→4:54→a dollar sign is written $$",
        "', labels: '→4:53→has no value",
        "', labels: [a'→4:56→no YAML",
      })
  void whatIsWrongInRobustness(String fields, String place, String why) {
    assertThatThrownBy(() -> parse(robust(fields)))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("suite.yaml:" + place + ":")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "'require: {least: 1}'→'least' is required of a radius",
        "'require: all'→'all' is neither 'holds' nor a map",
        "'require: {}'→nothing is required",
        "'require: {certified: \"<= 90 %\"}'→no share like \">= 90 %\"",
        "'require: {violated: \">= 2 %\"}'→no share like \"<= 90 %\"",
        "'require: {certified: 90}'→more than all; write 90 % or 0.9",
        "'require: {holds: 1, undecided: maybe}'→nor 'fail' nor 'allow'",
        "'require: {undecided: fail}'→nothing is required of what is violated",
        "'require: {certifed: 1}'→did you mean 'certified'?",
        "'radius: {input: x}'→more than one of",
        "'networks: {f: a.onnx, g: b.onnx}'→several networks go with properties",
        "'semantics: double'→'double' is not known",
        "'tag: x'→did you mean 'tags'?",
      })
  void whatIsWrongInAQuestion(String line, String why) {
    assertThatThrownBy(() -> parse(robust("") + "  " + line + "\n"))
        .isInstanceOf(ParseException.class)
        .hasMessageMatching("(?s).*suite\\.yaml:\\d+:\\d+: .*")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "'budget: {question: 30}'→no time like 30 s",
        "'budget: {question: 0 s}'→a time is positive",
        "'questons: []'→did you mean 'questions'?",
        "'network: a\nnetwork: b'→stands here twice",
        "'network: n\nquestions: {id: x}'→a list of questions is wanted",
        "'network: n\nquestions: [{id: a/b, radius: {}}]'→no '/'",
        "'network: n\nquestions: [{radius: {}}]'→'id' is missing",
        "'network: n\nquestions: [{id: x}]'→none of",
        "'network: n\nquestions: [{id: x, radius: {input: a}}]'→require: {least",
        "'network: n\nquestions: [{id: x, falsify: {input: a, epsilon: 1}}]'→a search proves nothing, so nothing ever holds",
        "'network: n\nquestions: [{id: x, falsify: {input: a, epsilon: 1}, require: {certified: 1}}]'→say require: {violated: \"<= 5 %\", undecided: allow}",
        "'network: n\nquestions: [{id: x, falsify: {input: a, epsilon: 1, queries: 2}, require: {violated: 1}}]'→no whole number from 3 to",
        "'network: n\nquestions: [{id: x, falsify: {input: a, epsilon: 1, method: magic}, require: {violated: 1}}]'→'magic' is not known",
        "'network: n\nquestions: [{id: x, falsify: {input: a, querys: 1}}]'→did you mean 'queries'?",
        "'network: n\nquestions: [{id: x, dlv: {input: a}}]'→'span' is missing",
        "'network: n\nquestions: [{id: x, dlv: {input: a, span: 0}}]'→a span is positive",
        "'network: n\nquestions: [{id: x, dlv: {input: a, span: 1, layer: 2, to_layer: 1}}]'→no whole number from 2 to",
        "'network: n\nquestions: [{id: x, dlv: {input: a, span: 1, selection: swift}}]'→'swift' is not known",
        "'network: n\nquestions: [{id: x, dlv: {input: a, span: 1}, require: {certified: 1}}]'→dlv makes no certificates",
        "'network: n\nquestions: [{id: x, properties: no/*.vnnlib}]'→no file matches",
        "'questions: [{id: x, radius: {input: a}, require: {least: 1}}]'→is about no network",
        "'network: n\nnetworks: {f: g}\nquestions: []'→one of them is wanted",
        "'network: n\nquestions: []'→no questions are asked",
        "'[1]'→keys with values are wanted",
        "'network: n\nquestions: [{id: x, domain: {inputs: {a: {range: [0, 1], cells: 9}, b: {range: [0, 1], cells: 99999}}, output: {label: 1}}}]'→more than 100000 cells",
        "'network: n\nquestions: [{id: x, domain: {inputs: {a: {range: [1, 1], cells: 2}}, output: {label: 1}}}]'→has one cell",
        "'network: n\nquestions: [{id: x, domain: {inputs: {a: {range: [0, 1]}}, output: {never: (>= Y_0 1)) (assert (<= X_0 0)}}}]'→not one expression",
        "'network: n\nquestions: [{id: x, domain: {inputs: {a: {range: [0, 1]}}, output: {never: (>= Y_0 X_0)}}}]'→not one expression",
        "'include: suite.yaml'→includes itself",
      })
  void whatIsWrongInAFile(String text, String why) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ParseException.class)
        .hasMessageMatching("(?s).*suite\\.yaml(:\\d+:\\d+)?: .*")
        .hasMessageContaining(why);
  }

  @Test
  void aDeepOrEmptyOrBinaryFileIsRefused() throws IOException {
    assertThatThrownBy(() -> parse("")).hasMessageContaining("is empty");
    String deep = "[".repeat(100_000);
    assertThatThrownBy(() -> parse(deep)).hasMessageContaining("values inside each other");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', (byte) 0xff});
    assertThatThrownBy(() -> SuiteParser.parse(binary, Parameters.none()))
        .hasMessageContaining("is not in UTF-8");
    Path large = Files.write(folder.resolve("l.yaml"), new byte[YamlText.MOST_BYTES + 1]);
    assertThatThrownBy(() -> SuiteParser.parse(large, Parameters.none()))
        .hasMessageContaining("has more than");
    assertThatThrownBy(() -> SuiteParser.parse(folder.resolve("no.yaml"), Parameters.none()))
        .hasMessageContaining("no.yaml: there is no such file");
  }

  @Test
  void anIdIsTakenOnce() {
    assertThatThrownBy(() -> parse(robust("") + robust("").substring(robust("").indexOf("- id"))))
        .hasMessageContaining("suite.yaml:5:3")
        .hasMessageContaining("the id 'R' is taken by")
        .hasMessageContaining("suite.yaml:3:3");
  }

  @Test
  void parametersComeFromTheCommandLineThenTheEnvironmentThenTheFile() throws IOException {
    String text =
        "parameters: {E: 0.1, F: 0.2, G: 0.3}\nnetwork: n.onnx\nquestions:\n- id: R $$\n"
            + "  robustness: {dataset: d.idx, epsilons: ['${E}', '${F}', '${G}', '${H:-0.4}']}\n";
    Suite suite = parse(text, new Parameters(Map.of("E", "1"), Map.of("E", "5", "F", "2")::get));
    assertThat(suite.notes())
        .as("what the file does not say is said")
        .containsExactly(
            "The parameter E is '1', as it was set for this run; the suite says '0.1'.",
            "The parameter F is '2', from the environment; the suite says '0.2'.");
    assertThat(parse(text).notes()).isEmpty();
    assertThat(((Ask.Robustness) suite.entries().get(0).ask()).epsilons())
        .containsExactly("1", "2", "0.3", "0.4");
    assertThat(suite.entries().get(0).requirement().id()).isEqualTo("R $");
  }

  @Test
  void includedQuestionsComeFirstAndPathsAreOfTheirFolder() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.writeString(
        inner.resolve("more.yaml"),
        "questions:\n- {id: A, robustness: {dataset: d.idx, epsilon: 1}}\n"
            + "- {id: B, network: own.onnx, robustness: {dataset: d.idx, epsilon: 1}}\n");
    Suite suite = parse("include: inner/more.yaml\n" + robust(""));
    assertThat(suite.entries())
        .extracting(e -> e.requirement().id())
        .containsExactly("A", "B", "R");
    assertThat(suite.entries().get(0).networks()).containsEntry("", folder.resolve("n.onnx"));
    assertThat(suite.entries().get(1).networks())
        .containsEntry("", folder.resolve("inner/own.onnx"));
    assertThat(((Ask.Robustness) suite.entries().get(0).ask()).inputs().data())
        .isEqualTo(inner.resolve("d.idx"));
    String sha = suite.file().sha256();
    Files.writeString(inner.resolve("more.yaml"), "budget: {total: 1 s}\n");
    assertThatThrownBy(() -> parse("include: inner/more.yaml\n" + robust("")))
        .hasMessageContaining("not in one that it includes");
    Files.writeString(inner.resolve("more.yaml"), "semantics: real\n");
    assertThat(parse("include: inner/more.yaml\n" + robust("")).file().sha256()).isNotEqualTo(sha);
  }

  @Test
  void manyFilesAreOnePattern() throws IOException {
    Path specs = Files.createDirectories(folder.resolve("specs/deep"));
    for (int i : IntStream.range(0, 3).toArray()) {
      Files.writeString(specs.resolve(i + ".vnnlib"), "");
    }
    String text = "network: n\nquestions: [{id: x, properties: '%s'}]";
    assertThat(
            ((Ask.Properties) parse(text.formatted("specs/**.vnnlib")).entries().get(0).ask())
                .files())
        .hasSize(3);
    assertThat(
            ((Ask.Properties)
                    parse(text.formatted("specs/deep/[01].vnnlib")).entries().get(0).ask())
                .files())
        .hasSize(2);
  }
}
