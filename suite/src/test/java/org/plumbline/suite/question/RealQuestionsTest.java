package org.plumbline.suite.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.suite.Origin;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.run.EvidenceCheck;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;

/** Suites about networks that can be checked by hand. */
class RealQuestionsTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    network("two.nnet", "0.25");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n0,0.75,0.25\n\n1,0.5,0.75\n");
  }

  /** {@code y0 = 2 x0, y1 = x0 + x1 + shift}: class 1 where x0 < x1 + shift. */
  private void network(String name, String shift) throws IOException {
    String text =
        """
        1,2,2,2,
        2,2,
        0,
        0,0,
        1,1,
        0,0,0,
        1,1,1,
        2,0,
        1,1,
        0,
        %s,
        """;
    Files.writeString(folder.resolve(name), text.formatted(shift));
  }

  private Suite suite(String questions) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("suite.yaml"), "network: two.nnet\nquestions:\n" + questions);
    return SuiteParser.parse(file, Parameters.none());
  }

  private AskedSuite asked(String questions) throws IOException {
    return AskedSuite.of(suite(questions));
  }

  private Map<String, SuiteAnswer> run(String questions) throws IOException {
    return run(asked(questions));
  }

  private Map<String, SuiteAnswer> run(AskedSuite asked) {
    Map<String, SuiteAnswer> answers = new java.util.TreeMap<>();
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"))) {
      new SuiteRun(
              ledger,
              new LocalThreads(2),
              org.plumbline.suite.file.Limits.DEFAULT,
              Retry.WITH_MORE_TIME,
              Progress.NONE)
          .answers(asked.questions())
          .forEach(a -> answers.put(a.question().id(), a));
    }
    return answers;
  }

  private static final String ROBUST =
      "- {id: R, robustness: {dataset: points.csv, epsilons: [1/16, 1/4], range: [0, 1]}}\n";

  @Test
  void robustnessOfLines() throws IOException {
    Map<String, SuiteAnswer> answers = run(ROBUST);
    assertThat(answers.keySet())
        .containsExactlyInAnyOrder(
            "R/image-0 at 1÷16",
            "R/image-1 at 1÷16",
            "R/image-2 at 1÷16",
            "R/image-0 at 1÷4",
            "R/image-1 at 1÷4",
            "R/image-2 at 1÷4");
    // x0 − x1 is 0, 0.5 and −0.25, and moves by twice ε; 0.25 is the edge.
    assertThat(answers.get("R/image-0 at 1÷16").isCertified()).isTrue();
    assertThat(answers.get("R/image-2 at 1÷16").isCertified()).isTrue();
    assertThat(answers.get("R/image-0 at 1÷4").verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(answers.get("R/image-1 at 1÷16").isCertified()).isTrue();
    assertThat(answers.get("R/image-1 at 1÷4").verdict()).isEqualTo(Verdict.VIOLATED);
    SuiteAnswer violated = answers.get("R/image-0 at 1÷4");
    Path file = violated.evidence().counterexample().orElseThrow().path();
    StoredCounterexample shown = StoredCounterexample.of(Files.readAllBytes(file));
    assertThat(shown.original()).containsExactly(0.5, 0.5);
    List<Double> x = shown.counterexample().inputs();
    assertThat(x.get(0) - x.get(1)).isGreaterThanOrEqualTo(0.25);
    assertThat(violated.question().label()).hasValue(1);
    assertThat(answers.get("R/image-0 at 1÷16").evidence().property()).isPresent();
  }

  @Test
  void aSecondRunChecksAndAChangedWeightAsksAgain() throws IOException {
    run(ROBUST);
    assertThat(run(ROBUST).values())
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED));
    network("two.nnet", "0.26");
    Map<String, SuiteAnswer> changed = run(ROBUST);
    assertThat(changed.get("R/image-0 at 1÷16").origin()).isEqualTo(Origin.EARLIER_PROOF);
    assertThat(changed.get("R/image-0 at 1÷16").isCertified()).isTrue();
    assertThat(changed.get("R/image-0 at 1÷4").origin()).isEqualTo(Origin.EARLIER_COUNTEREXAMPLE);
    assertThat(changed.get("R/image-0 at 1÷4").verdict()).isEqualTo(Verdict.VIOLATED);
    network("two.nnet", "0.8");
    Map<String, SuiteAnswer> mended = run(ROBUST);
    assertThat(mended.get("R/image-0 at 1÷4").isCertified()).isTrue();
  }

  /** A certificate of another question, under the name and hash that the ledger gives it. */
  @Test
  void aCertificateOfSomethingElseIsNotBelieved() throws IOException {
    Map<String, SuiteAnswer> answers = run(ROBUST);
    String right = answers.get("R/image-0 at 1÷16").evidence().certificate().orElseThrow().sha256();
    String wrong = answers.get("R/image-2 at 1÷16").evidence().certificate().orElseThrow().sha256();
    Path ledger = folder.resolve("ledger").resolve(Ledger.FILE);
    Files.writeString(ledger, Files.readString(ledger).replace(right, wrong));
    AskedSuite asked = asked(ROBUST);
    try (Ledger read = Ledger.read(folder.resolve("ledger"))) {
      List<EvidenceCheck.Checked> checked =
          new EvidenceCheck(read, java.time.Duration.ofSeconds(60)).of(asked.questions());
      assertThat(checked).hasSize(6);
      assertThat(checked.stream().filter(c -> c.objection().isPresent()))
          .extracting(EvidenceCheck.Checked::id)
          .containsExactly("R/image-0 at 1÷16");
    }
    SuiteAnswer again = run(asked).get("R/image-0 at 1÷16");
    assertThat(again.origin()).isEqualTo(Origin.SEARCHED);
    assertThat(again.notes()).hasSize(1).first().asString().contains("the certificate is rejected");
    assertThat(again.isCertified()).isTrue();
  }

  /** The edge is at a distance of 0.125 from the first point. */
  @Test
  void aRadiusIsEnclosed() throws IOException {
    String radius =
        "- {id: %s, radius: {dataset: points.csv, images: 0, range: [0, 1], precision: 0.1},"
            + " require: {least: %s}}\n";
    Map<String, SuiteAnswer> answers =
        run(radius.formatted("near", "0.05") + radius.formatted("far", "1/4"));
    SuiteAnswer near = answers.get("near/image-0");
    assertThat(near.isCertified()).isTrue();
    assertThat(Double.parseDouble(near.measured().orElseThrow().lower())).isBetween(0.11, 0.125);
    assertThat(Double.parseDouble(near.measured().orElseThrow().upper().orElseThrow()))
        .isBetween(0.125, 0.14);
    SuiteAnswer far = answers.get("far/image-0");
    assertThat(far.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(Double.parseDouble(far.measured().orElseThrow().lower())).isBetween(0.11, 0.125);
    Map<String, SuiteAnswer> again =
        run(radius.formatted("near", "0.05") + radius.formatted("far", "1/4"));
    assertThat(again.values())
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED))
        .extracting(SuiteAnswer::measured)
        .containsExactlyElementsOf(answers.values().stream().map(SuiteAnswer::measured).toList());
  }

  @Test
  void networksAreCompared() throws IOException {
    network("other.nnet", "0.5");
    String compare =
        "- {id: %s, compare: {with: other.nnet, dataset: points.csv, images: 0, radius: 0.1, %s}}\n";
    Map<String, SuiteAnswer> answers =
        run(
            compare.formatted("close", "epsilon: 0.3")
                + compare.formatted("far", "epsilon: 0.2")
                + compare.formatted("class", "same_class: true"));
    assertThat(answers.get("close/image-0").isCertified()).isTrue();
    assertThat(answers.get("far/image-0").verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(answers.get("class/image-0").isCertified()).isTrue();
    assertThat(answers.get("close/image-0").question().networks()).hasSize(2);
    assertThat(run(compare.formatted("close", "epsilon: 0.3")).get("close/image-0").origin())
        .isEqualTo(Origin.RECHECKED);
  }

  /** Class 1 where x0 < x1 + 0.25: of four cells of the unit square one reaches further. */
  @Test
  void aDomainIsCutIntoCells() throws IOException {
    String domain =
        "- id: D\n  domain:\n    inputs:\n"
            + "      speed: {unit: m/s, range: [0, 1], cells: 2}\n"
            + "      height: {unit: m, range: [0, 1], cells: 2}\n"
            + "    output: {%s}\n";
    Map<String, SuiteAnswer> answers = run(domain.formatted("label: 1"));
    assertThat(answers.get("D/cell-0-1").isCertified()).isTrue();
    assertThat(answers.get("D/cell-1-0").verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(answers.get("D/cell-1-0").question().words())
        .contains("speed from 0.5 to 1 m/s", "height from 0 to 0.5 m");
    assertThat(answers.values().stream().map(a -> a.question().volume().orElseThrow()))
        .allSatisfy(v -> assertThat(v).isEqualByComparingTo("0.25"));
    Map<String, SuiteAnswer> never = run(domain.formatted("never: (>= Y_1 2.5)"));
    assertThat(never.values()).allSatisfy(a -> assertThat(a.isCertified()).isTrue());
  }

  @Test
  void propertiesOfOneNetworkAndOfSeveral() throws IOException {
    network("other.nnet", "0.5");
    Files.writeString(
        folder.resolve("one.vnnlib"),
        "(declare-const X_0 Real)(declare-const X_1 Real)(declare-const Y_0 Real)"
            + "(declare-const Y_1 Real)(assert (>= X_0 0))(assert (<= X_0 1))(assert (>= X_1 0))"
            + "(assert (<= X_1 1))(assert (>= Y_0 2.5))");
    Files.writeString(
        folder.resolve("pair.vnnlib"),
        """
        (vnnlib-version <2.0>)
        (declare-network f (declare-input Xf Real [2]) (declare-output Yf Real [2]))
        (declare-network g (declare-input Xg Real [2]) (declare-output Yg Real [2]))
        (assert (and (>= Xf[0] 0.0) (<= Xf[0] 1.0) (>= Xf[1] 0.0) (<= Xf[1] 1.0)))
        (assert (and (== Xg[0] Xf[0]) (== Xg[1] Xf[1])))
        (assert (>= (- Yg[1] Yf[1]) 0.5))
        """);
    String questions =
        "- {id: one, properties: one.vnnlib}\n"
            + "- {id: two, networks: {f: two.nnet, g: other.nnet}, properties: [pair.vnnlib]}\n";
    Map<String, SuiteAnswer> answers = run(questions);
    assertThat(answers.get("one/one").isCertified()).isTrue();
    assertThat(answers.get("two/pair").isCertified()).isTrue();
    assertThat(answers.get("two/pair").question().command().orElseThrow())
        .contains("--network f=", "--network g=");
    assertThat(run(questions).values())
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED));
  }

  @Test
  void imagesOfAFolderHaveTheirClassesByIt() throws IOException {
    for (String name : List.of("0/a.txt", "1/a.txt", "1/b.txt")) {
      Path file = folder.resolve("images").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name.startsWith("0") ? "0.75 0.25" : "0.5 0.5");
    }
    AskedSuite asked = asked("- {id: R, robustness: {input: images, epsilon: 0.01}}\n");
    assertThat(asked.questions())
        .extracting(q -> q.question().id())
        .containsExactly("R/0-a.txt", "R/1-a.txt", "R/1-b.txt");
    assertThat(run(asked).values()).allSatisfy(a -> assertThat(a.isCertified()).isTrue());
    assertThat(asked.requirements().get(0).demand().isSample()).isFalse();
    AskedSuite some = asked("- {id: R, robustness: {input: images, images: 1, epsilon: 0.01}}\n");
    assertThat(some.requirements().get(0).demand().isSample()).isTrue();
  }

  @Test
  void idxImagesAreScaled() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 51, 51, (byte) 204, 51};
    Files.write(folder.resolve("images.idx"), images);
    Files.write(folder.resolve("labels.idx"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 0});
    String robust =
        "- {id: R, robustness: {dataset: images.idx, labels: labels.idx, epsilon: 0.01%s}}\n";
    assertThat(run(robust.formatted("")).values())
        .allSatisfy(a -> assertThat(a.isCertified()).isTrue());
    assertThat(run(robust.formatted(", pixels: bytes, range: [0, 255]")).values())
        .extracting(SuiteAnswer::verdict)
        .containsExactly(Verdict.HOLDS, Verdict.HOLDS);
    assertThat(run(robust.formatted(", label: 1")).values())
        .extracting(SuiteAnswer::verdict)
        .containsExactly(Verdict.HOLDS, Verdict.VIOLATED);
    assertThat(run(robust.formatted(", label: own")).values())
        .extracting(SuiteAnswer::verdict)
        .containsExactly(Verdict.HOLDS, Verdict.HOLDS);
  }

  @Test
  void whatIsNotThereIsNamed() throws IOException {
    Map<String, String> refusals =
        Map.of(
            "- {id: R, robustness: {dataset: no.csv, epsilon: 1}}", "no.csv: there is no such file",
            "- {id: R, robustness: {dataset: points.csv, images: 3, epsilon: 1}}",
                "there is no 3 in",
            "- {id: R, robustness: {dataset: points.csv, label_column: last, epsilon: 1}}",
                "is no class",
            "- {id: R, network: no.onnx, robustness: {dataset: points.csv, epsilon: 1}}",
                "no.onnx: there is no such file",
            "- {id: D, domain: {inputs: {a: {range: [0, 1]}}, output: {label: 0}}}",
                "the domain has 1 inputs",
            "- {id: D, domain: {inputs: {a: {range: [0, 1]}, b: {range: [0, 1]}}, output: {label: 2}}}",
                "there is no class 2");
    for (var refusal : refusals.entrySet()) {
      assertThatThrownBy(() -> asked(refusal.getKey() + "\n"))
          .as(refusal.getKey())
          .hasMessageContaining(refusal.getValue());
    }
  }

  /** The first line counts behind a mark of the order of bytes, or where a quote begins it. */
  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF1,0.5,0.5\n0,0.75,0.25\n", "1,0.5,0.5\n0,0.75,0.25\n"})
  void noInputIsTakenForAHeading(String text) throws IOException {
    Files.writeString(folder.resolve("marked.csv"), text);
    assertThat(run("- {id: R, robustness: {dataset: marked.csv, epsilon: 1/16, range: [0, 1]}}\n"))
        .hasSize(2);
  }

  @Test
  void aQuestionThatDoesNotFitBreaksDownAlone() throws IOException {
    Files.writeString(folder.resolve("short.csv"), "1,0.5\n");
    Map<String, SuiteAnswer> answers =
        run("- {id: S, robustness: {dataset: short.csv, epsilon: 1}}\n" + ROBUST);
    assertThat(answers.get("S/image-0").verdict()).isEqualTo(Verdict.ERROR);
    assertThat(answers.get("R/image-0 at 1÷16").verdict()).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void questionsAreSelectedByTagsAndIds() throws IOException {
    AskedSuite all =
        asked(
            "- {id: REQ-1 first, tags: [a], robustness: {dataset: points.csv, epsilon: 1}}\n"
                + "- {id: REQ-2, tags: [a, b], robustness: {dataset: points.csv, epsilon: 1}}\n");
    assertThat(ids(all, List.of("b"), List.of())).hasSize(3);
    assertThat(ids(all, List.of(), List.of("REQ-1/image-2")))
        .containsExactly("REQ-1 first/image-2");
    assertThat(ids(all, List.of("a"), List.of("REQ-1", "REQ-2/image-0"))).hasSize(4);
    assertThatThrownBy(() -> ids(all, List.of("c"), List.of()))
        .hasMessageContaining("no question has the tag 'c'");
    assertThatThrownBy(() -> ids(all, List.of(), List.of("REQ")))
        .hasMessageContaining("no requirement and no question has the id 'REQ'");
    assertThatThrownBy(() -> ids(all, List.of("b"), List.of("REQ-1")))
        .hasMessageContaining("no question has both");
  }

  private static List<String> ids(AskedSuite all, List<String> tags, List<String> ids) {
    List<String> found = new ArrayList<>();
    new Selection(tags, ids)
        .of(all, "suite.yaml")
        .questions()
        .forEach(asked -> found.add(asked.question().id()));
    return found;
  }

  /** Of what holds and of what is violated: evidence is complete without the suite. */
  @Test
  void theStoreHasTheProperty() throws IOException {
    AskedSuite asked = asked(ROBUST);
    Map<String, SuiteAnswer> answers = run(asked);
    for (Asked question : asked.questions()) {
      Path stored =
          answers.get(question.question().id()).evidence().property().orElseThrow().path();
      assertThat(Files.readAllBytes(stored)).isEqualTo(question.property());
    }
  }
}
