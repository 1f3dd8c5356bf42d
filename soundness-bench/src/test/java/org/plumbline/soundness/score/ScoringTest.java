package org.plumbline.soundness.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.ListedInstance;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.soundness.run.Claim;
import org.plumbline.soundness.run.Ending;
import org.plumbline.soundness.run.ResultsFile;
import org.plumbline.soundness.run.RunHeader;
import org.plumbline.soundness.run.RunResult;
import org.plumbline.soundness.run.WitnessReplay;
import org.plumbline.specs.property.Decimals;

/** What Plumbline's own replay may read, add or round otherwise is judged by what is stated. */
class ScoringTest {
  private static final Tolerance NONE = new Tolerance(BigDecimal.ZERO);

  @TempDir private Path folder;
  private BenchmarkFolder benchmark;
  private final List<Instance> instances = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    instances.addAll(AnalyticSuite.family("reading", 5));
    instances.addAll(AnalyticSuite.family("deployment", 5));
    benchmark = new BenchmarkFolder(folder);
    benchmark.write(instances, "seed 5", 20);
  }

  /** What a verifier says of those that are unsafe. */
  private List<Finding> findings(Semantics semantics, Claim.Word word) throws IOException {
    ResultsFile results =
        ResultsFile.of(
            folder.resolve("results.jsonl"), new RunHeader("one", "one", semantics, "none"));
    for (Instance instance : instances) {
      if (instance.answer().truth(semantics) == Truth.SAT) {
        results.add(result(instance, semantics, word));
      }
    }
    return new Scoring(benchmark).score(results, NONE).findings();
  }

  private RunResult result(Instance instance, Semantics semantics, Claim.Word word)
      throws IOException {
    ListedInstance listed =
        new ListedInstance("onnx/" + instance.name() + ".onnx", instance.name(), 20);
    List<String> witness =
        word == Claim.Word.SAT
            ? Arrays.stream(instance.answer().unsafePoint(semantics).orElseThrow())
                .map(Decimals::text)
                .toList()
            : List.of();
    return new RunResult(
        instance.name(),
        benchmark.digest(listed),
        new Claim(word, witness, ""),
        new Ending(Ending.Reason.EXIT, 1, 1, 0),
        witness.isEmpty()
            ? null
            : new WitnessReplay(benchmark.network(listed), benchmark.property(instance.name()))
                .replay(witness)
                .orElse(null),
        "");
  }

  @ParameterizedTest
  @EnumSource(Semantics.class)
  void whoCallsAllOfThemSafeIsConvictedOfEach(Semantics semantics) throws IOException {
    List<Finding> findings = findings(semantics, Claim.Word.UNSAT);
    assertThat(findings).hasSizeGreaterThan(60);
    assertThat(findings)
        .allSatisfy(found -> assertThat(found.judgement()).isEqualTo(Judgement.WRONG_UNSAT));
  }

  @ParameterizedTest
  @EnumSource(Semantics.class)
  void whoNamesThePlantedPointsIsRight(Semantics semantics) throws IOException {
    assertThat(findings(semantics, Claim.Word.SAT))
        .allSatisfy(found -> assertThat(found.judgement()).isEqualTo(Judgement.RIGHT));
  }
}
