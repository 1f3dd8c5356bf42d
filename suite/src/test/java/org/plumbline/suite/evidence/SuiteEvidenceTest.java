package org.plumbline.suite.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.Suite;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.gate.Gate;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;
import org.plumbline.suite.run.ThisMachine;

/** From a suite file over its run to an archive that stands alone, for the kinds of questions. */
class SuiteEvidenceTest {
  private static final String NETWORK =
      "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n";
  private static final String SUITE =
      """
      network: two.nnet
      questions:
        - id: NEAR
          robustness: {dataset: points.csv, epsilons: [0.0625, 0.25], range: [0, 1]}
          require: {certified: 0.5}
        - id: FILE
          properties: bounded.vnnlib
          require: holds
        - id: FAR
          radius: {dataset: points.csv, range: [0, 1]}
          require: {least: 0.0625}
        - id: SAME
          compare: {with: other.nnet, dataset: points.csv, radius: 0.1, range: [0, 1], epsilon: 0.5}
          require: holds
        - id: WHOLE
          domain:
            inputs:
              a: {range: [0, 1], cells: 2}
              b: {range: [0, 1]}
            output: {never: "(>= Y_0 1.5)"}
          require: {holds: 0.5}
        - id: COMPUTER
          semantics: float32
          robustness: {dataset: points.csv, epsilon: 0.0625, range: [0, 1]}
          require: holds
      """;
  private static final String BOUNDED =
      """
      (declare-const X_0 Real)
      (declare-const X_1 Real)
      (declare-const Y_0 Real)
      (declare-const Y_1 Real)
      (assert (>= X_0 0.0))
      (assert (<= X_0 1.0))
      (assert (>= X_1 0.0))
      (assert (<= X_1 1.0))
      (assert (>= Y_1 2.5))
      """;

  @TempDir Path folder;

  @Test
  void everyAnswerWithEvidenceIsShownByTheArchiveAlone() throws IOException {
    Files.writeString(folder.resolve("two.nnet"), NETWORK);
    Files.writeString(folder.resolve("other.nnet"), NETWORK.replace("0.25", "0.375"));
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n");
    Files.writeString(folder.resolve("bounded.vnnlib"), BOUNDED);
    SuiteResult result = run(Files.writeString(folder.resolve("suite.yaml"), SUITE));
    Path archive = folder.resolve("evidence.zip");
    EvidenceArchive.write(result, Packing.usual(question -> Optional.empty()), archive);
    CheckedArchive checked = EvidenceArchive.check(archive, List.of(), Duration.ofMinutes(1));
    assertThat(checked.stands()).isTrue();
    for (int n = 0; n < result.answers().size(); n++) {
      SuiteAnswer answer = result.answers().get(n);
      CheckedQuestion shown = checked.questions().get(n);
      assertThat(shown.id()).isEqualTo(answer.question().id());
      assertThat(shown.standing())
          .as("%s", shown)
          .isEqualTo(
              answer.isCertified()
                  ? CheckedQuestion.Standing.PROVED
                  : answer.evidence().counterexample().isPresent()
                      ? CheckedQuestion.Standing.REPLAYED
                      : CheckedQuestion.Standing.OPEN);
    }
    assertThat(checked.count(CheckedQuestion.Standing.PROVED)).isGreaterThanOrEqualTo(6);
    assertThat(checked.count(CheckedQuestion.Standing.REPLAYED)).isGreaterThanOrEqualTo(2);
  }

  /** Under one name in different folders, in the order of reading. */
  @Test
  void includedSuitesAreInTheArchiveAndSealed() throws IOException {
    Files.writeString(folder.resolve("two.nnet"), NETWORK);
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n");
    String question = "- {id: %s, robustness: {dataset: %spoints.csv, epsilon: 0.0625}}\n";
    Path inner = Files.createDirectories(folder.resolve("inner/deep"));
    Files.writeString(
        inner.resolve("more.yaml"), "questions:\n" + question.formatted("A", "../../"));
    Files.writeString(
        folder.resolve("inner/more.yaml"),
        "include: deep/more.yaml\nquestions:\n" + question.formatted("B", "../"));
    String own =
        "network: two.nnet\ninclude: inner/more.yaml\nquestions:\n" + question.formatted("C", "");
    SuiteResult result = run(Files.writeString(folder.resolve("suite.yaml"), own));
    Path archive = folder.resolve("evidence.zip");
    Packing packing = Packing.usual(q -> Optional.empty());
    EvidenceArchive.write(result, packing, archive);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Map<String, String> packed =
          Map.of(
              "suite/suite.yaml", own,
              "suite/included/1-more.yaml", Files.readString(folder.resolve("inner/more.yaml")),
              "suite/included/2-more.yaml", Files.readString(inner.resolve("more.yaml")));
      for (var one : packed.entrySet()) {
        assertThat(zip.getInputStream(zip.getEntry(one.getKey()))).hasContent(one.getValue());
      }
      assertThat(zip.getInputStream(zip.getEntry("manifest.json")))
          .asString(StandardCharsets.UTF_8)
          .contains(packed.keySet());
    }
    assertThat(EvidenceArchive.check(archive, List.of(), Duration.ofMinutes(1)).stands()).isTrue();
    Files.writeString(inner.resolve("more.yaml"), "# later\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> EvidenceArchive.write(result, packing, archive))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("has changed since the suite ran");
  }

  private SuiteResult run(Path file) {
    Suite suite = SuiteParser.parse(file, Parameters.of(Map.of()));
    AskedSuite asked = AskedSuite.of(suite);
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"))) {
      List<SuiteAnswer> answers =
          new SuiteRun(
                  ledger, new LocalThreads(1), suite.limits(), Retry.WITH_MORE_TIME, Progress.NONE)
              .answers(asked.questions());
      Gate gate = Gate.of(asked.requirements(), answers, Optional.empty());
      return new SuiteResult(
          suite.file(),
          asked.requirements(),
          answers,
          gate.outcomes(),
          gate.difference(),
          gate.standing(),
          ThisMachine.environment(1),
          List.of(),
          Instant.EPOCH,
          Instant.EPOCH);
    }
  }
}
