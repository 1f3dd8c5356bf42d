package org.plumbline.suite.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.Origin;
import org.plumbline.suite.SampleAnswers;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.file.Parameters;
import org.plumbline.suite.file.SuiteParser;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.AskedSuite;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.question.Remembered;
import org.plumbline.suite.run.EvidenceCheck;
import org.plumbline.suite.run.Executor;
import org.plumbline.suite.run.LocalThreads;
import org.plumbline.suite.run.Progress;
import org.plumbline.suite.run.Retry;
import org.plumbline.suite.run.SuiteRun;

/** Workers as processes: those of the project, and some that misbehave. */
class LocalProcessesTest {
  private static final WorkerCommand COMMAND = WorkerCommand.likeThis();

  @TempDir private Path folder;

  private static WorkerCommand faulty() {
    return new WorkerCommand(COMMAND.program(), FaultyWorker.class.getName(), COMMAND.heap());
  }

  /** A question that only workers answer. */
  private record Elsewhere(SuiteQuestion question) implements Asked {
    @Override
    public Found search(Duration limit) {
      throw new AssertionError("this is asked elsewhere");
    }

    @Override
    public Optional<String> objection(Remembered earlier, Duration limit) {
      return Optional.of("nobody knows such a certificate");
    }

    @Override
    public Optional<Found> retried(List<Double> input, Duration limit) {
      return Optional.empty();
    }

    @Override
    public Optional<Found> inherited(byte[] certificate, Duration limit) {
      return Optional.empty();
    }

    @Override
    public byte[] property() {
      return new byte[0];
    }
  }

  private Map<String, SuiteAnswer> run(Executor executor, Duration limit, List<Asked> questions) {
    return run(executor, new Limits(limit, Optional.empty()), questions);
  }

  private Map<String, SuiteAnswer> run(Executor executor, Limits limits, List<Asked> questions) {
    Map<String, SuiteAnswer> answers = new TreeMap<>();
    try (Ledger ledger = Ledger.open(folder.resolve("ledger"))) {
      new SuiteRun(ledger, executor, limits, Retry.WITH_MORE_TIME, Progress.NONE)
          .answers(questions)
          .forEach(a -> answers.put(a.question().id(), a));
    }
    return answers;
  }

  private static List<Asked> elsewhere(String... names) {
    return Stream.of(names)
        .map(name -> (Asked) new Elsewhere(SampleAnswers.question("R", "R/" + name, "k" + name)))
        .toList();
  }

  @Test
  void whoDiesOfAQuestionIsAskedOnceMore() {
    LocalProcesses executor = new LocalProcesses(2, faulty(), new WorkerSetup(folder, Map.of()));
    Map<String, SuiteAnswer> answers =
        run(
            executor,
            Duration.ofSeconds(30),
            elsewhere("a", "dies once", "b", "dies always", "c", "babbles", "d", "e"));
    assertThat(answers).hasSize(8);
    for (String fine : List.of("a", "b", "c", "d", "e")) {
      assertThat(answers.get("R/" + fine).verdict()).isEqualTo(Verdict.HOLDS);
      assertThat(answers.get("R/" + fine).notes()).isEmpty();
    }
    SuiteAnswer once = answers.get("R/dies once");
    assertThat(once.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(once.notes().get(0)).contains("134", "out of luck", "asked once more");
    assertThat(answers.get("R/dies always").verdict()).isEqualTo(Verdict.ERROR);
    assertThat(answers.get("R/dies always").reason()).contains("its process died", "134");
    assertThat(answers.get("R/babbles").verdict()).isEqualTo(Verdict.ERROR);
  }

  private Map<String, SuiteAnswer> pondered(Optional<Duration> total) {
    return run(
        new LocalProcesses(2, faulty(), new WorkerSetup(folder, Map.of())),
        new Limits(Duration.ofSeconds(30), total),
        elsewhere("ponders", "ponders always", "a", "b"));
  }

  @Test
  void whoUsesItsTimeUpHasTwiceAsMuchWhereTheTotalHasIt() {
    Map<String, SuiteAnswer> answers = pondered(Optional.of(Duration.ofMinutes(10)));
    SuiteAnswer longer = answers.get("R/ponders");
    assertThat(longer.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(longer.notes())
        .containsExactly("its limit was used up; it was asked once more, with twice the time.");
    SuiteAnswer never = answers.get("R/ponders always");
    assertThat(never.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(never.reason()).isEqualTo("within 60 s");
    assertThat(answers.get("R/a").notes()).isEmpty();
    try (Ledger ledger = Ledger.read(folder.resolve("ledger"))) {
      assertThat(ledger.of("kponders always").orElseThrow().limit())
          .as("it is not asked again for as little")
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void noTotalIsNoTimeForSecondAttempts() {
    SuiteAnswer once = pondered(Optional.empty()).get("R/ponders");
    assertThat(once.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(once.notes()).isEmpty();
  }

  @Test
  void aTotalThatHasNoMoreThanTheLimitIsNoneEither() {
    SuiteAnswer once = pondered(Optional.of(Duration.ofSeconds(29))).get("R/ponders");
    assertThat(once.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(once.reason()).isIn("within 28 s", "within 27 s", "within 26 s");
    assertThat(once.notes()).isEmpty();
  }

  /** What a worker says is believed as long as nobody looks: the check of a ledger does. */
  @Test
  void aWrongAnswerIsFoundOutByTheCheck() {
    LocalProcesses executor = new LocalProcesses(1, faulty(), new WorkerSetup(folder, Map.of()));
    List<Asked> questions = elsewhere("a");
    run(executor, Duration.ofSeconds(30), questions);
    try (Ledger ledger = Ledger.read(folder.resolve("ledger"))) {
      assertThat(new EvidenceCheck(ledger, Duration.ofSeconds(30)).of(questions))
          .singleElement()
          .satisfies(checked -> assertThat(checked.objection()).isPresent());
    }
  }

  @Test
  void aWorkerThatCannotStartIsAnError() {
    WorkerCommand none =
        new WorkerCommand(COMMAND.program(), "org.plumbline.NoSuchClass", COMMAND.heap());
    Map<String, SuiteAnswer> answers =
        run(
            new LocalProcesses(1, none, new WorkerSetup(folder, Map.of())),
            Duration.ofSeconds(30),
            elsewhere("a"));
    assertThat(answers.get("R/a").verdict()).isEqualTo(Verdict.ERROR);
    assertThat(answers.get("R/a").reason()).contains("did not start", "NoSuchClass");
  }

  private AskedSuite real() throws IOException {
    Files.writeString(
        folder.resolve("two.nnet"),
        "1,2,2,2,\n2,2,\n0,\n0,0,\n1,1,\n0,0,0,\n1,1,1,\n2,0,\n1,1,\n0,\n0.25,\n");
    Files.writeString(folder.resolve("points.csv"), "1,0.5,0.5\n0,0.75,0.25\n1,0.5,0.75\n");
    Files.writeString(
        folder.resolve("suite.yaml"),
        "network: ${NAME}.nnet\nquestions:\n"
            + "- {id: R, robustness: {dataset: points.csv, epsilons: [1/16, 1/4], range: [0, 1]}}\n");
    return AskedSuite.of(
        SuiteParser.parse(
            folder.resolve("suite.yaml"), new Parameters(Map.of("NAME", "two"), name -> null)));
  }

  @Test
  void processesAnswerAsThreadsDo() throws IOException {
    AskedSuite suite = real();
    WorkerSetup setup = new WorkerSetup(folder.resolve("suite.yaml"), Map.of("NAME", "two"));
    Map<String, SuiteAnswer> answers =
        run(new LocalProcesses(2, COMMAND, setup), Duration.ofSeconds(30), suite.questions());
    try (Stream<Path> files = Files.list(folder.resolve("ledger").resolve("store"))) {
      assertThat(files.count()).isPositive();
    }
    assertThat(answers.values())
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.SEARCHED))
        .allSatisfy(a -> assertThat(a.verdict()).isIn(Verdict.HOLDS, Verdict.VIOLATED));
    Map<String, SuiteAnswer> again =
        run(new LocalThreads(1), Duration.ofSeconds(30), suite.questions());
    assertThat(again.values())
        .as("what processes found stands")
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED))
        .allSatisfy(
            a -> {
              SuiteAnswer first = answers.get(a.question().id());
              assertThat(a.verdict()).isEqualTo(first.verdict());
              assertThat(a.evidence()).isEqualTo(first.evidence());
            });
    LocalProcesses starting =
        new LocalProcesses(
            2,
            new WorkerCommand(COMMAND.program(), "org.plumbline.NoSuchClass", COMMAND.heap()),
            setup);
    assertThat(run(starting, Duration.ofSeconds(30), suite.questions()).values())
        .as("what is known needs no worker")
        .allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED));
  }

  /** A run that waited for an answer that nobody gives would never end. */
  @Test
  @Timeout(60)
  void evidenceThatCannotBeReadIsAnErrorOfItsQuestion() throws IOException {
    AskedSuite suite = real();
    WorkerSetup setup = new WorkerSetup(folder.resolve("suite.yaml"), Map.of("NAME", "two"));
    Map<String, SuiteAnswer> answers =
        run(new LocalThreads(1), Duration.ofSeconds(30), suite.questions());
    String broken = "R/image-0 at 1÷16";
    Path proof = answers.get(broken).evidence().certificate().orElseThrow().path();
    Files.delete(proof);
    Files.createDirectory(proof);
    Map<String, SuiteAnswer> again =
        run(new LocalProcesses(2, COMMAND, setup), Duration.ofSeconds(30), suite.questions());
    assertThat(again).hasSameSizeAs(answers);
    assertThat(again.get(broken).verdict()).isEqualTo(Verdict.ERROR);
    assertThat(again.get(broken).reason()).contains("cannot be read");
    again.remove(broken);
    assertThat(again.values()).allSatisfy(a -> assertThat(a.origin()).isEqualTo(Origin.RECHECKED));
  }

  @Test
  void aWorkerThatReadsOtherFilesIsFoundOut() throws IOException {
    AskedSuite suite = real();
    Files.writeString(
        folder.resolve("other.nnet"),
        Files.readString(folder.resolve("two.nnet")).replace("0.25", "0.5"));
    WorkerSetup other = new WorkerSetup(folder.resolve("suite.yaml"), Map.of("NAME", "other"));
    assertThat(
            run(new LocalProcesses(1, COMMAND, other), Duration.ofSeconds(30), suite.questions())
                .values())
        .allSatisfy(a -> assertThat(a.verdict()).isEqualTo(Verdict.ERROR))
        .allSatisfy(a -> assertThat(a.reason()).contains("does not read the same files"));
  }
}
