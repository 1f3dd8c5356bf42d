package org.plumbline.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.suite.ledger.Ledger;
import picocli.CommandLine;

class SuiteCommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String file;

  @BeforeEach
  void write() throws IOException {
    network("0.25");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n1,0.5,0.75\n");
    file = folder.resolve("suite.yaml").toString();
    suite("require: holds");
  }

  /** {@code y0 = 2 x0, y1 = x0 + x1 + shift}: class 1 where x0 < x1 + shift. */
  private void network(String shift) throws IOException {
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
    Files.writeString(folder.resolve("two.nnet"), text.formatted(shift));
  }

  private void suite(String more) throws IOException {
    String text =
        """
        network: two.nnet
        baseline: known.json
        questions:
          - id: REQ-1 small
            tags: [quick]
            robustness: {dataset: points.csv, epsilon: "${E:-0.1}", range: [0, 1]}
            %s
        """;
    Files.writeString(Path.of(file), text.formatted(more));
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    String[] all = Stream.concat(Stream.of("suite"), Stream.of(words)).toArray(String[]::new);
    return command.execute(all);
  }

  private int runSuite(String... options) {
    return run(Stream.concat(Stream.of("run", file), Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void aGateOpensAndASecondRunChecks() {
    assertThat(runSuite()).as("%s", err).isZero();
    assertThat(out.toString()).contains("MET", "2 of 2, 100.0 %", "Gate: PASSED", "2 asked");
    assertThat(runSuite("-v")).isZero();
    assertThat(out.toString()).contains("2 from the ledger and checked again, 0 asked");
    assertThat(err.toString()).contains("2/2", "rechecked");
    assertThat(folder.resolve(".plumbline").resolve(Ledger.FILE)).exists();
  }

  @Test
  void aViolationClosesTheGateUnlessItIsKnown() throws IOException {
    assertThat(runSuite("--set", "E=0.2")).isEqualTo(10);
    assertThat(out.toString())
        .contains("NOT MET", "VIOLATED   REQ-1 small/image-0", "suite explain", "because of viol");
    assertThat(runSuite("--set", "E=0.2", "--update-baseline")).isEqualTo(10);
    assertThat(folder.resolve("known.json")).content().contains("REQ-1 small/image-0");
    assertThat(runSuite("--set", "E=0.2")).as("%s", out).isZero();
    assertThat(out.toString()).contains("KNOWN           REQ-1 small").doesNotContain("NOT MET");
    assertThat(out.toString()).contains("Known failures, which the baseline has: 1");
    assertThat(runSuite("--set", "E=0.3")).isEqualTo(10);
    assertThat(out.toString()).contains("New failures:", "REQ-1 small/image-1");
    assertThat(runSuite()).isZero();
    assertThat(out.toString()).contains("Fixed since the baseline: REQ-1 small/image-0");
  }

  /** The numbers of the last line add up: no answer is forgotten in it. */
  @Test
  void aChangedWeightFailsWhatItChangesAndNothingElse() throws IOException {
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n1,0.5,0.75\n0,0.9,0.1\n");
    assertThat(runSuite("--update-baseline")).as("%s", out).isZero();
    network("0.1"); // the first line's class is lost where x0 - x1 reaches 0.1
    assertThat(runSuite()).isEqualTo(10);
    assertThat(out.toString())
        .containsOnlyOnce("VIOLATED")
        .contains(
            "VIOLATED   REQ-1 small/image-0",
            "0 from the ledger and checked again, 2 proved by the proof about an earlier network,"
                + " 1 asked");
    network("0.0");
    assertThat(runSuite("--update-baseline")).isEqualTo(10);
    assertThat(out.toString())
        .contains(
            "1 refuted by a counterexample to an earlier network,"
                + " 2 proved by the proof about an earlier network, 0 asked");
    network("0.25");
    assertThat(runSuite()).isZero();
    assertThat(out.toString())
        .contains("Fixed since the baseline: REQ-1 small/image-0", "3 from the ledger");
  }

  @Test
  void whatARequirementAllowsForIsNoFailure() throws IOException {
    suite("require: {violated: \"<= 50 %\", undecided: allow}");
    assertThat(runSuite("--set", "E=0.2")).as("%s", out).isZero();
    assertThat(out.toString())
        .contains("Allowed for by the requirements: 1 violated, 0 undecided, 0 broke down")
        .contains(
            "Note: The parameter E is '0.2', as it was set for this run; the suite says '0.1'.")
        .doesNotContain("ailures", "suite explain");
    assertThat(runSuite("--timeout", "0.001", "--set", "E=0.15")).isZero();
    assertThat(out.toString())
        .contains("0 violated, 2 undecided")
        .doesNotContain("ailures", "UNDECIDED");
    String page = folder.resolve("page.md").toString();
    assertThat(run("report", file, "--set", "E=0.2", "--markdown", page)).as("%s", err).isZero();
    assertThat(Path.of(page)).content().contains("The parameter E is '0.2'");
    assertThat(run("check", file, "--set", "E=0.2")).isZero();
    assertThat(out.toString()).contains("Note: The parameter E is '0.2'");
  }

  @Test
  void aReportThatCannotBeWrittenIsNamedAfterTheOthersAreWritten() throws IOException {
    assertThat(runSuite()).isZero();
    String json = folder.resolve("all.json").toString();
    assertThat(run("report", file, "--junit", "/dev/full", "--json", json)).isEqualTo(4);
    assertThat(err.toString()).contains("the report junit: /dev/full");
    assertThat(Path.of(json)).content().contains("REQ-1 small/image-0");
  }

  @Test
  void whatIsNotAskedLeavesTheGateShut() {
    assertThat(runSuite("--timeout", "0.001")).isEqualTo(20);
    assertThat(out.toString()).contains("2 not asked");
    assertThat(out.toString()).contains("CANNOT BE SAID", "the suite's time is used up");
  }

  @Test
  void aChangedNetworkIsAskedAnewAndDamagedEvidenceIsSaid() throws IOException {
    assertThat(runSuite()).isZero();
    try (Stream<Path> store = Files.list(folder.resolve(".plumbline/store"))) {
      for (Path evidence : store.toList()) {
        Files.writeString(evidence, "nothing");
      }
    }
    assertThat(run("check", file)).isEqualTo(11);
    assertThat(out.toString()).contains("DOES NOT STAND", "missing from the store, or damaged");
    assertThat(runSuite()).isZero();
    assertThat(out.toString()).contains("WARNING: REQ-1 small/image-0", "2 asked");
    assertThat(run("check", file)).isZero();
    assertThat(out.toString()).contains("2 of 2 answers have evidence that stands");
    network("0");
    assertThat(runSuite()).isEqualTo(10);
    assertThat(run("explain", file, "REQ-1/image-0")).isZero();
    assertThat(out.toString()).contains("Answer:    VIOLATED");
  }

  @Test
  void aQuestionIsExplained() throws IOException {
    String property = folder.resolve("asked.vnnlib").toString();
    assertThat(run("explain", file, "REQ-1/image-1", "--property", property)).isZero();
    assertThat(out.toString())
        .contains("two.nnet gives class 1", "suite.yaml:4:5", "Key:", "plumbline verify")
        .contains("Answer:    none yet");
    assertThat(Path.of(property)).content().contains("(declare-const X_0 Real)");
    assertThat(run("explain", file, "REQ-1")).isEqualTo(3);
    assertThat(err.toString()).contains("has 2 questions; name one");
    assertThat(run("explain", file, "REQ-9")).isEqualTo(3);
    assertThat(err.toString()).contains("no requirement and no question has the id 'REQ-9'");
  }

  @Test
  void aFirstSuiteIsWrittenAndUnderstood() throws IOException {
    Path images = Files.createDirectories(folder.resolve("some images/1"));
    Files.writeString(images.resolve("a.txt"), "0.5 0.5");
    String first = folder.resolve("first.yaml").toString();
    String[] init = {
      "init",
      first,
      "--network",
      folder.resolve("two.nnet").toString(),
      "--images",
      folder.resolve("some images").toString()
    };
    assertThat(run(init)).as("%s", err).isZero();
    String written = Files.readString(Path.of(first));
    assertThat(run("run", first)).as("%s%s", out, err).isZero();
    assertThat(run(init)).as("never over a file").isEqualTo(2);
    assertThat(Path.of(first)).content().isEqualTo(written);
  }

  @Test
  void aRunWritesWhatItsSuiteNames() throws IOException {
    Files.writeString(
        Path.of(file),
        Files.readString(Path.of(file))
            + "reports: {junit: build/out.xml, html: build/out.html}\n");
    assertThat(runSuite()).as("%s", err).isZero();
    assertThat(folder.resolve("build/out.xml")).content().contains("<testsuite", "image-1");
    assertThat(folder.resolve("build/out.html")).content().contains("<html", "REQ-1 small");
    assertThat(runSuite("--set", "E=lots")).isEqualTo(3);
    assertThat(folder.resolve("build/out.xml")).as("no stale report").doesNotExist();
  }

  @Test
  void evidenceIsHandedOverAndChecked() throws IOException {
    String archive = folder.resolve("evidence.zip").toString();
    String json = folder.resolve("all.json").toString();
    assertThat(run("report", file, "--json", json)).isZero();
    assertThat(Path.of(json)).content().contains("the ledger has no answer");
    assertThat(runSuite()).isZero();
    assertThat(run("report", file, "--json", json, "--evidence", archive)).as("%s", err).isZero();
    assertThat(Path.of(json)).content().contains("REQ-1 small/image-0");
    assertThat(run("check", archive)).as("%s%s", out, err).isZero();
    assertThat(out.toString()).contains("2 answers are proved");
    byte[] bytes = Files.readAllBytes(Path.of(archive));
    bytes[bytes.length / 2] ^= 1;
    Files.write(Path.of(archive), bytes);
    assertThat(run("check", archive)).isEqualTo(11);
    assertThat(out.toString()).contains("REJECTED");
    bytes[0] ^= 1;
    Files.write(Path.of(archive), bytes);
    assertThat(run("check", archive)).as("is an archive by its name").isEqualTo(11);
    assertThat(out.toString()).contains("REJECTED", "byte 0");
    assertThat(run("report", file)).isEqualTo(2);
    assertThat(err.toString()).contains("name a report to write");
  }

  @Test
  void whatAnArchiveDoesNotShowIsListed() {
    String archive = folder.resolve("evidence.zip").toString();
    assertThat(run("report", file, "--evidence", archive)).as("%s", err).isZero();
    assertThat(run("check", archive)).as("%s%s", out, err).isZero();
    assertThat(out.toString())
        .contains(
            "  NOT SHOWN  REQ-1 small/image-0: ", "0 answers are proved", "2 answers are not");
  }

  @ParameterizedTest
  @CsvSource({
    "run FILE --threads 0,2",
    "run FILE --timeout -1,2",
    "run FILE --only REQ-7,3",
    "run FILE --select slow,3",
    "run FILE --set E=lots,3",
    "run no.yaml,3",
    "check no.yaml,3",
    "init --network no.onnx --images nowhere,2",
    "'',2",
  })
  void whatIsWrongIsTold(String words, int code) {
    String[] all =
        Stream.of(words.split(" "))
            .map(w -> w.equals("FILE") ? file : w)
            .filter(w -> !w.isEmpty())
            .toArray(String[]::new);
    assertThat(run(all)).as("%s", err).isEqualTo(code);
    assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
  }

  @Test
  void aLedgerThatIsInUseOrCannotBeWrittenIsNamed() throws IOException {
    try (Ledger ledger = Ledger.open(folder.resolve(".plumbline"))) {
      assertThat(runSuite()).isEqualTo(4);
      assertThat(err.toString()).contains("another run writes this ledger");
    }
    String taken = Files.writeString(folder.resolve("taken"), "").toString();
    assertThat(runSuite("--ledger", taken)).isEqualTo(2);
    assertThat(err.toString()).contains("is no folder");
  }

  @Test
  void partsAreMergedAndJudged() {
    String[] ledgers = {folder.resolve("one").toString(), folder.resolve("two").toString()};
    for (int i = 1; i <= 2; i++) {
      assertThat(run("run", file, "--shard", i + "/2", "--ledger", ledgers[i - 1])).isZero();
    }
    assertThat(out.toString()).contains("Part 2/2: 1 questions", "nothing was judged");
    String all = folder.resolve("all").toString();
    assertThat(run("merge", "--into", all, ledgers[0], ledgers[1])).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("run", file, "--ledger", all)).isZero();
    assertThat(out.toString()).contains("2 from the ledger and checked again, 0 asked");
    assertThat(run("run", file, "--shard", "1/2")).as("no ledger").isEqualTo(2);
    assertThat(run("run", file, "--shard", "3/2", "--ledger", all)).isEqualTo(2);
    assertThat(run("merge", "--into", all, all)).isEqualTo(2);
    assertThat(run("merge", "--into", all, folder.toString())).isEqualTo(2);
  }
}
