package org.plumbline.soundness.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.ListedInstance;
import org.plumbline.soundness.instance.Semantics;
import org.plumbline.soundness.run.Replay;
import org.plumbline.soundness.run.ResultsFile;
import org.plumbline.soundness.run.RunResult;
import org.plumbline.soundness.run.WitnessReplay;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** Judges files of results by a benchmark's answers. */
public final class Scoring {
  private final BenchmarkFolder benchmark;
  private final Map<String, AnswerFile.Entry> answers;
  private final Map<String, ListedInstance> instances = new HashMap<>();

  public Scoring(BenchmarkFolder benchmark) throws IOException {
    this.benchmark = benchmark;
    this.answers = AnswerFile.read(benchmark.answers());
    benchmark.instances().forEach(instance -> instances.put(instance.name(), instance));
  }

  /**
   * @throws ParseException when a result is of no instance, or proves an answer wrong
   */
  public Score score(ResultsFile results, Tolerance tolerance) throws IOException {
    Semantics semantics = results.header().semantics();
    Map<String, Function<List<String>, Optional<Replay>>> planted = new HashMap<>();
    for (RunResult result : results.results().values()) {
      requireSame(result, results.header().verifier());
      planted.put(result.instance(), remembered(replay(result.instance(), semantics)));
    }
    List<Score.Effect> effects = new ArrayList<>();
    for (Tolerance shown : Tolerance.SHOWN) {
      effects.add(Score.Effect.of(shown, findings(results, shown, planted)));
    }
    return new Score(results.header(), tolerance, findings(results, tolerance, planted), effects);
  }

  private void requireSame(RunResult result, String verifier) throws IOException {
    ListedInstance instance = instances.get(result.instance());
    if (instance == null
        || !answers.containsKey(result.instance())
        || !benchmark.digest(instance).equals(result.question())) {
      throw new ParseException(
          benchmark.path().toString(),
          "is not what " + verifier + " was asked: it has no such " + result.instance());
    }
  }

  private List<Finding> findings(
      ResultsFile results,
      Tolerance tolerance,
      Map<String, Function<List<String>, Optional<Replay>>> planted) {
    Judge judge = new Judge(results.header().semantics(), tolerance);
    List<Finding> findings = new ArrayList<>();
    for (RunResult result : results.results().values()) {
      String name = result.instance();
      findings.add(judge.judge(result, answers.get(name), planted.get(name)));
    }
    return findings;
  }

  /** A replay does not depend on the tolerance. */
  private static Function<List<String>, Optional<Replay>> remembered(
      Function<List<String>, Optional<Replay>> replay) {
    Map<List<String>, Optional<Replay>> known = new HashMap<>();
    return point -> known.computeIfAbsent(point, replay);
  }

  private Function<List<String>, Optional<Replay>> replay(String name, Semantics semantics) {
    Path network = benchmark.network(instances.get(name));
    Path property = benchmark.property(name);
    return point -> {
      try {
        Optional<Replay> replay = new WitnessReplay(network, property).replay(point);
        return replay.map(
            seen ->
                StatedOutputs.margin(
                        answers.get(name).answer(), semantics, VnnLibParser.parse(property), point)
                    .map(margin -> seen.showing(semantics, margin))
                    .orElse(seen));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
