package org.plumbline.soundness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.analytic.AnalyticSuite;
import org.plumbline.soundness.instance.BenchmarkFolder;
import org.plumbline.soundness.instance.Semantics;

/** Runs of verifiers that are scripts of a line. */
class BenchmarkRunTest {
  private static final RunHeader HEADER = new RunHeader("liar", "liar", Semantics.REAL, "none");

  @TempDir Path folder;
  private BenchmarkFolder benchmark;

  @BeforeEach
  void write() throws IOException {
    benchmark = new BenchmarkFolder(Files.createDirectory(folder.resolve("benchmark")));
    benchmark.write(AnalyticSuite.family("degenerate", 3).subList(0, 3), "seed 3", 20);
  }

  private List<RunResult> run(Adapter adapter) throws IOException, InterruptedException {
    List<RunResult> fresh = new ArrayList<>();
    ResultsFile results = ResultsFile.of(folder.resolve("results.jsonl"), HEADER);
    new BenchmarkRun(benchmark, adapter, 600, 10_000)
        .run(benchmark.instances(), results, fresh::add);
    return fresh;
  }

  private static Adapter template(String script) {
    return new CommandTemplate(
        List.of("sh", "-c", script, "sh", "{onnx}", "{vnnlib}", "{timeout}", "{result}"));
  }

  @Test
  void theAnswerIsReadFromTheResultFile() throws IOException, InterruptedException {
    List<RunResult> results = run(template("echo sat; echo unsat >$4"));
    assertThat(results).hasSize(3);
    assertThat(results).allMatch(result -> result.claim().word() == Claim.Word.UNSAT);
  }

  @Test
  void aVerifierSeesItsInstanceAndNothingElse() throws IOException, InterruptedException {
    List<RunResult> results = run(template("test -f $1 && test -f $2 && ls; cd ..; exit 3"));
    assertThat(results).allMatch(result -> result.claim().word() == Claim.Word.NONE);
    assertThat(results).allMatch(result -> result.ending().exitCode() == 3);
    String name = results.get(0).instance();
    assertThat(results.get(0).output().lines())
        .containsExactly(name + ".onnx", name + ".vnnlib", "output.txt");
  }

  @Test
  void aCounterexampleIsReplayed() throws IOException, InterruptedException {
    String inputs = "i=0; while grep -q \"X_$i \" $2; do echo \"(X_$i 1e9)\"; i=$((i+1)); done";
    List<RunResult> results =
        run(template("{ echo sat; echo '('; " + inputs + "; echo ')'; } >$4"));
    assertThat(results)
        .allMatch(result -> result.replay().isPresent())
        .noneMatch(result -> result.replay().get().isViolation());
  }

  @Test
  void aStoppedRunGoesOn() throws IOException, InterruptedException {
    Adapter adapter = template("echo unknown >$4");
    assertThat(run(adapter)).hasSize(3);
    assertThat(run(adapter)).isEmpty();
    Path file = folder.resolve("results.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 40));
    assertThat(run(adapter)).hasSize(1);
    assertThat(new ResultsFile(file).results()).hasSize(3);
  }

  @Test
  void resultsOfAnotherRunAreRefused() throws IOException, InterruptedException {
    run(template("echo unknown >$4"));
    RunHeader other = new RunHeader("liar", "another", Semantics.REAL, "none");
    assertThatThrownBy(() -> ResultsFile.of(folder.resolve("results.jsonl"), other))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("another run");
  }

  @Test
  void resultsOfAnotherBenchmarkAreRefused() throws IOException, InterruptedException {
    run(template("echo unknown >$4"));
    Path property = benchmark.property(benchmark.instances().get(2).name());
    Files.writeString(property, Files.readString(property) + "; another\n");
    assertThatThrownBy(() -> run(template("echo unknown >$4")))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("another benchmark");
  }

  @Test
  void scriptsOfTheCompetition() throws IOException, InterruptedException {
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    Files.writeString(scripts.resolve("prepare_instance.sh"), "echo $# >\"${3%.onnx}.prepared\"\n");
    Files.writeString(
        scripts.resolve("run_instance.sh"),
        "[ \"$1$(cat ${3%.onnx}.prepared)$6\" = v1420 ] && echo holds >\"$5\"\n");
    assertThat(run(new VnnCompScripts(scripts)))
        .allMatch(result -> result.claim().word() == Claim.Word.UNSAT);
  }

  @Test
  void aFailedPreparationIsNoVerdict() throws IOException, InterruptedException {
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    Files.writeString(scripts.resolve("prepare_instance.sh"), "echo unsupported; exit 1\n");
    Files.writeString(scripts.resolve("run_instance.sh"), "echo unsat >\"$5\"\n");
    assertThat(run(new VnnCompScripts(scripts)))
        .allMatch(result -> result.claim().word() == Claim.Word.NONE)
        .allMatch(result -> result.output().equals("unsupported"));
  }

  @Test
  void theStandardsCommandLine() throws IOException, InterruptedException {
    Path program = folder.resolve("solver");
    Files.writeString(
        program,
        "[ \"$1 $3 $5 $6\" = \"verify --network --timeout 20\" ] && grep -q '<2.0>' $2"
            + " && test -f \"${4#f=}\" && echo timed-out\n");
    assertThat(run(new VnnLib2Command(List.of("sh", program.toString()))))
        .allMatch(result -> result.claim().word() == Claim.Word.TIMEOUT);
  }

  @Test
  void aTemplateSaysWhereTheFilesGo() {
    assertThatThrownBy(() -> new CommandTemplate(List.of("solver", "{onnx}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{vnnlib}");
  }
}
