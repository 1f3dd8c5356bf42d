package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.ListedInstance;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.run.Adapter;
import org.plumbline.soundness.run.Claim;
import org.plumbline.soundness.run.CommandTemplate;
import org.plumbline.soundness.run.Ending;
import org.plumbline.soundness.run.NetworkCell;
import org.plumbline.soundness.run.ResultsFile;
import org.plumbline.soundness.run.RunHeader;
import org.plumbline.soundness.run.RunResult;
import org.plumbline.soundness.run.WitnessReplay;
import org.plumbline.soundness.score.Judgement;
import org.plumbline.soundness.score.Score;
import org.plumbline.soundness.score.Scoring;
import org.plumbline.soundness.score.Tolerance;
import org.plumbline.soundness.training.ShippedModels;
import picocli.CommandLine;

/**
 * Plumbline put to its own test, with nothing forgiven: some instances of each family, about real
 * and about binary32 numbers. {@code -Dplumbline.soundness.perFamily=1000} asks about all of them,
 * {@code -Dplumbline.soundness.results=FOLDER} keeps the results for {@code plumbline soundness}.
 */
@Tag("slow")
class OwnSoundnessTest {
  private static final int PER_FAMILY = Integer.getInteger("plumbline.soundness.perFamily", 5);
  private static final int SECONDS = Integer.getInteger("plumbline.soundness.seconds", 2);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Semantics.class)
  void noVerdictIsWrong(Semantics semantics) throws IOException {
    Path kept = Path.of(System.getProperty("plumbline.soundness.results", folder.toString()));
    BenchmarkFolder benchmark =
        new BenchmarkFolder(Files.createDirectories(kept.resolve("benchmark")));
    List<Instance> all = new ArrayList<>(AnalyticSuite.generate(1));
    all.addAll(ShippedModels.instances());
    benchmark.write(all, "plumbline soundness generate --trained", 20);
    Map<String, AnswerFile.Entry> answers = AnswerFile.read(benchmark.answers());
    String word = semantics.name().toLowerCase(Locale.ROOT);
    RunHeader header =
        new RunHeader("plumbline-" + word, "plumbline verify", semantics, SECONDS + " s");
    ResultsFile results = ResultsFile.of(kept.resolve(word + ".jsonl"), header);
    Map<String, Integer> asked = new HashMap<>();
    for (ListedInstance instance : benchmark.instances()) {
      String family = answers.get(instance.name()).family();
      if (asked.merge(family, 1, Integer::sum) <= PER_FAMILY) {
        results.add(result(benchmark, instance, word));
      }
    }
    Score score = new Scoring(benchmark).score(results, new Tolerance(BigDecimal.ZERO));
    assertThat(score.wrong()).isEmpty();
    assertThat(score.tally().get(Judgement.RIGHT)).isGreaterThan(score.findings().size() / 4);
  }

  private RunResult result(BenchmarkFolder benchmark, ListedInstance instance, String semantics)
      throws IOException {
    Path network = benchmark.network(instance);
    Path property = benchmark.property(instance.name());
    WitnessReplay replay = new WitnessReplay(network, property);
    Adapter.Job job =
        new Adapter.Job(
            instance.name(),
            "soundness",
            folder,
            NetworkCell.of(network),
            property,
            SECONDS,
            replay.inputs());
    CommandTemplate template =
        new CommandTemplate(
            List.of(
                "verify",
                "{onnx}",
                "{vnnlib}",
                "--timeout",
                "{timeout}",
                "--result-file",
                "{result}",
                "--semantics",
                semantics));
    StringWriter output = new StringWriter();
    CommandLine line = Plumbline.commandLine();
    line.setOut(new PrintWriter(output, true));
    line.setErr(new PrintWriter(output, true));
    long start = System.nanoTime();
    int code = line.execute(template.command(job).toArray(new String[0]));
    double seconds = (System.nanoTime() - start) / 1e9;
    Claim claim = template.claim(job);
    return new RunResult(
        instance.name(),
        benchmark.digest(instance),
        claim,
        new Ending(Ending.Reason.EXIT, seconds, 0, code),
        claim.witness().isEmpty() ? null : replay.replay(claim.witness()).orElse(null),
        claim.word() == Claim.Word.NONE ? output.toString() : "");
  }
}
