package org.plumbline.cli.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import picocli.CommandLine;

/** The commands as a user meets them, on a small benchmark. */
@Tag("slow")
class SoundnessCommandTest {
  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String benchmark;

  @BeforeEach
  void generate() {
    benchmark = folder.resolve("benchmark").toString();
    assertThat(run("generate", benchmark, "--families", "smooth,sawtooth", "--timeout", "50"))
        .isZero();
  }

  private int run(String command, String... args) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = Plumbline.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("soundness", command));
    all.addAll(List.of(args));
    return line.execute(all.toArray(new String[0]));
  }

  private String results(String name) {
    return folder.resolve(name + ".jsonl").toString();
  }

  private int runLiar(String word) {
    String command = "sh -c 'echo " + word + " >$3' sh {onnx} {vnnlib} {result}";
    return run("run", benchmark, results(word), "--command", command, "--name", word);
  }

  @Test
  void generateIncludesAnotherBenchmark() {
    String both = folder.resolve("both").toString();
    assertThat(run("generate", both, "--families", "spike", "--include", benchmark)).isZero();
    assertThat(folder.resolve("both/answers.json"))
        .content()
        .contains("\"spike-000\"", "\"smooth-000\"");
  }

  @Test
  void generateLeavesNothingHalfWritten() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    String target = folder.resolve("target").toString();
    assertThat(run("generate", target, "--include", broken.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("answers.json", "no such file");
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("benchmark", "broken");
    }
  }

  @Test
  void generateRefusesWhatItDoesNotUnderstand() {
    assertThat(run("generate", benchmark)).isEqualTo(2);
    assertThat(err.toString()).contains("exists");
    assertThat(run("generate", folder.resolve("x").toString(), "--families", "spikes"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("no family spikes");
  }

  @Test
  void runPutsInstancesToPlumbline() throws IOException {
    assertThat(run("run", benchmark, results("own"), "--per-family", "1")).isZero();
    assertThat(Files.readAllLines(Path.of(results("own")))).hasSize(3);
    assertThat(out.toString()).doesNotContain("none").contains("smooth-000", "sawtooth-000");
  }

  @Test
  void runNamesOneVerifier() {
    assertThat(run("run", benchmark, results("x"), "--command", "a", "--vnnlib2", "b"))
        .isEqualTo(2);
    assertThat(run("run", benchmark, results("x"), "--command", "a {onnx}")).isEqualTo(2);
    assertThat(err.toString()).contains("{vnnlib} is missing");
    assertThat(run("run", benchmark, results("x"), "--scripts", benchmark)).isEqualTo(2);
    assertThat(err.toString()).contains("run_instance.sh");
    assertThat(run("run", benchmark, results("x"), "--install")).isEqualTo(2);
  }

  @Test
  void auditFindsNoWrongBound() {
    String network = folder.resolve("benchmark/onnx/smooth-000.onnx").toString();
    String property = folder.resolve("benchmark/vnnlib/smooth-000.vnnlib").toString();
    assertThat(run("audit", network, property, "--engine", "inputs", "--inputs", "5")).isZero();
    assertThat(out.toString()).contains("No bound is wrong").doesNotContain(" 0 times");
    assertThat(run("audit", network, property, "--inputs", "0")).isEqualTo(2);
    assertThat(run("audit", property, property)).isEqualTo(3);
  }

  @Test
  void runWantsABenchmark() {
    assertThat(run("run", folder.toString(), results("x"))).isEqualTo(3);
    assertThat(err.toString()).contains("instances.csv");
  }

  @Test
  void aLiarIsConvictedByThePlantedPoint() throws IOException {
    assertThat(runLiar("unsat")).isZero();
    String json = folder.resolve("score.json").toString();
    assertThat(run("score", benchmark, results("unsat"), "--json", json)).isEqualTo(12);
    assertThat(out.toString()).contains("wrong unsat, margin", "falsified 0 of");
    assertThat(Path.of(json)).content().contains("\"judgement\" : \"wrong unsat\"");
  }

  @Test
  void whoSaysNothingIsNotWrong() {
    assertThat(runLiar("unknown")).isZero();
    assertThat(run("score", benchmark, results("unknown"), "--tolerance", "0")).isZero();
    assertThat(out.toString()).contains("missed");
  }

  @Test
  void theReportShowsAllVerifiersAndTheirEvidence() throws IOException {
    runLiar("unsat");
    runLiar("sat");
    Path html = folder.resolve("report.html");
    Path evidence = folder.resolve("evidence");
    assertThat(
            run(
                "report",
                benchmark,
                results("unsat"),
                results("sat"),
                "--html",
                html.toString(),
                "--evidence",
                evidence.toString()))
        .isEqualTo(12);
    assertThat(out.toString())
        .containsPattern("\\d+ asked, \\d+ right, [1-9]\\d* wrong \\([1-9]\\d* unsat, 0 sat\\)")
        .contains("Page: " + html, "Evidence: " + evidence);
    assertThat(html).content().contains("<svg", "wrong unsat", "unconfirmed", "</html>");
    try (var files = Files.list(evidence.resolve("unsat"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              one -> {
                assertThat(one.resolve("witness.txt")).content().startsWith("sat\n((X_0 ");
                assertThat(one.resolve("network.onnx")).exists();
                assertThat(one.resolve("property.vnnlib")).exists();
              });
    }
    assertThat(evidence.resolve("sat")).doesNotExist();
  }

  @Test
  void scoreRefusesWhatItCannotRead() throws IOException {
    assertThat(run("score", benchmark, results("none"))).isEqualTo(3);
    Files.writeString(Path.of(results("bad")), "{}\n");
    assertThat(run("score", benchmark, results("bad"))).isEqualTo(3);
    assertThat(err.toString()).contains("bad.jsonl:1");
    runLiar("unknown");
    String inside = Path.of(benchmark, "score.json").toString();
    assertThat(run("score", benchmark, results("unknown"), "--json", inside)).isEqualTo(2);
    assertThat(run("score", benchmark, results("unknown"), "--tolerance", "-1")).isEqualTo(2);
  }

  @Test
  void answersOfAnotherSeedConvictNobody() {
    runLiar("unsat");
    String other = folder.resolve("other").toString();
    run("generate", other, "--families", "smooth,sawtooth", "--seed", "2");
    assertThat(run("score", other, results("unsat"))).isEqualTo(3);
    assertThat(err.toString()).contains("is not what unsat was asked");
  }
}
