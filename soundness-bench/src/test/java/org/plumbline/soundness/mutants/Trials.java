package org.plumbline.soundness.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.audit.AuditInputs;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.AnswerFile;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

/** Asks mutants the questions of a family, the smallest networks first, until one is wrong. */
final class Trials {
  private static final int AUDITED = 50;

  private final BenchmarkFolder benchmark;
  private final Map<String, AnswerFile.Entry> answers;
  private final Court court;

  private Trials(BenchmarkFolder benchmark, Map<String, AnswerFile.Entry> answers) {
    this.benchmark = benchmark;
    this.answers = answers;
    this.court = new Court(benchmark);
  }

  /** Writes the analytic instances into a folder. */
  static Trials in(Path folder, long seed) throws IOException {
    BenchmarkFolder benchmark = new BenchmarkFolder(folder);
    benchmark.write(AnalyticSuite.generate(seed), "seed " + seed, 20);
    return new Trials(benchmark, AnswerFile.read(benchmark.answers()));
  }

  /** A wrong answer, and what is thought of it. */
  record Kill(String instance, Mutant.Setting setting, Court.Judgement judgement) {}

  /** The first question of a family that a mutant answers wrongly. */
  Optional<Kill> kill(MutatedVerifier verifier, Mutant mutant, String family) {
    for (String instance : questions(family, mutant)) {
      for (Mutant.Setting setting : settings(mutant)) {
        Answer answer = answers.get(instance).answer();
        if (isWorthAsking(answer, setting)
            && (mutant.isChecked() || isLeftToTheSearch(instance, setting))) {
          MutatedVerifier.Claim claim = verifier.ask(benchmark, instance, setting, List.of());
          Court.Judgement judgement = court.judge(instance, setting, claim, answer);
          if (judgement.isWrong()) {
            return Optional.of(new Kill(instance, setting, judgement));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a search alone should not err: it leaves to the checker what the reader takes for
   * granted, and what runtimes make of a model.
   */
  private boolean isLeftToTheSearch(String instance, Mutant.Setting setting) {
    try {
      return setting.isReal()
          ? OnnxReader.read(benchmark.network(instance)).reading().ranges().isEmpty()
          : answers.get(instance).answer().deployment().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Proofs are asked for: an answer that is wrong holds that something is safe. */
  private static boolean isWorthAsking(Answer answer, Mutant.Setting setting) {
    return (setting.isReal() ? answer.real() : answer.float32()) == Truth.SAT;
  }

  private static List<Mutant.Setting> settings(Mutant mutant) {
    String first = mutant.first().map(Mutant.Start::engine).orElse("");
    return mutant.settings().stream()
        .sorted(Comparator.comparing(setting -> !setting.engine().equals(first)))
        .toList();
  }

  private List<String> questions(String family, Mutant mutant) {
    String first = mutant.first().map(Mutant.Start::instance).orElse("");
    return answers.keySet().stream()
        .filter(name -> answers.get(name).family().equals(family))
        .sorted(
            Comparator.comparing((String name) -> !name.equals(first))
                .thenComparingLong(this::size)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private long size(String instance) {
    try {
      return Files.size(benchmark.network(instance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kind of the first layer with a wrong bound on the way to a wrong answer. */
  Optional<String> guilty(MutatedVerifier verifier, Kill kill) throws IOException {
    Property property = VnnLibParser.parse(benchmark.property(kill.instance()));
    List<double[]> inputs = new ArrayList<>();
    for (Case part : property.cases()) {
      inputs.addAll(AuditInputs.of(part.inputs().toBox(), AUDITED, 1));
    }
    BigDecimal[] planted = answers.get(kill.instance()).answer().point().orElseThrow();
    inputs.add(Arrays.stream(planted).mapToDouble(BigDecimal::doubleValue).toArray());
    return verifier.ask(benchmark, kill.instance(), kill.setting(), inputs).guilty();
  }
}
