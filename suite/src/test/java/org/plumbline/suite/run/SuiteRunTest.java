package org.plumbline.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.api.Assurance;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.Origin;
import org.plumbline.suite.SampleAnswers;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteAnswer;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.file.Limits;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.question.Remembered;

class SuiteRunTest {
  private static final Limits LONG = limits(60);

  @TempDir private Path folder;

  private static Limits limits(int seconds) {
    return new Limits(Duration.ofSeconds(seconds), Optional.empty());
  }

  static Found found(Verdict verdict, Optional<Assurance> assurance) {
    boolean isProved = assurance.filter(a -> a == Assurance.CERTIFIED).isPresent();
    return new Found(
        verdict,
        assurance,
        "found",
        Optional.empty(),
        Optional.empty(),
        isProved ? Optional.of("proof".getBytes(StandardCharsets.UTF_8)) : Optional.empty(),
        isProved ? Optional.of("(property)".getBytes(StandardCharsets.UTF_8)) : Optional.empty(),
        verdict == Verdict.VIOLATED ? Optional.of(counterexample()) : Optional.empty(),
        5,
        List.of());
  }

  private static StoredCounterexample counterexample() {
    Counterexample found =
        new Counterexample(
            List.of(new java.math.BigDecimal("0.1")),
            List.of(0.1),
            List.of(Double.POSITIVE_INFINITY),
            List.of(2f),
            Counterexample.Standing.REAL_ONLY,
            0.5,
            "Y_0 >= 1");
    return new StoredCounterexample(found, List.of(0.5), List.of(1, 1), List.of(), List.of());
  }

  /** A question that counts how often it is asked, and says of evidence what it is told to say. */
  private static final class Counting implements Asked {
    private final SuiteQuestion question;
    private final Supplier<Found> answer;
    private final AtomicInteger searches = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();
    private Optional<String> objection = Optional.empty();
    private Optional<Found> retried = Optional.empty();
    private Optional<Found> inherited = Optional.empty();
    private int proofs;

    Counting(String id, String key, Supplier<Found> answer) {
      this.question = SampleAnswers.question("R", id, key);
      this.answer = answer;
    }

    @Override
    public SuiteQuestion question() {
      return question;
    }

    @Override
    public Found search(Duration limit) {
      searches.incrementAndGet();
      return answer.get();
    }

    @Override
    public Optional<String> objection(Remembered earlier, Duration limit) {
      checks.incrementAndGet();
      return objection;
    }

    @Override
    public Optional<Found> retried(List<Double> input, Duration limit) {
      assertThat(input).containsExactly(0.1);
      return retried;
    }

    @Override
    public Optional<Found> inherited(byte[] certificate, Duration limit) {
      proofs++;
      return inherited;
    }

    @Override
    public byte[] property() {
      return new byte[0];
    }
  }

  private static Counting certified(String key) {
    return new Counting("R/1", key, () -> found(Verdict.HOLDS, Optional.of(Assurance.CERTIFIED)));
  }

  private static Counting violated(String key) {
    return new Counting("R/1", key, () -> found(Verdict.VIOLATED, Optional.empty()));
  }

  private static Counting undecided() {
    return new Counting("R/1", "k", () -> found(Verdict.UNDECIDED, Optional.empty()));
  }

  private List<SuiteAnswer> run(Limits limits, Retry retry, Asked... questions) {
    try (Ledger ledger = Ledger.open(folder)) {
      return new SuiteRun(ledger, new LocalThreads(2), limits, retry, Progress.NONE)
          .answers(List.of(questions));
    }
  }

  private SuiteAnswer run(Asked question) {
    return run(LONG, Retry.WITH_MORE_TIME, question).get(0);
  }

  private int lines() {
    try {
      return java.nio.file.Files.readAllLines(folder.resolve(Ledger.FILE)).size();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsProvedIsCheckedAndNotProvedAgain() {
    Counting question = certified("k");
    SuiteAnswer first = run(question);
    SuiteAnswer second = run(question);
    assertThat(question.searches).hasValue(1);
    assertThat(question.checks).hasValue(1);
    assertThat(first.origin()).isEqualTo(Origin.SEARCHED);
    assertThat(second.origin()).isEqualTo(Origin.RECHECKED);
    assertThat(second.isCertified()).isTrue();
    assertThat(second.evidence()).isEqualTo(first.evidence());
    assertThat(second.evidence().property()).isPresent();
    assertThat(second.begun()).isEqualTo(first.begun());
    assertThat(lines()).isEqualTo(1);
  }

  @Test
  void aCounterexampleIsReplayedAndNotSearchedAgain() throws java.io.IOException {
    Counting question = violated("k");
    run(question);
    SuiteAnswer second = run(question);
    assertThat(question.searches).hasValue(1);
    assertThat(second.origin()).isEqualTo(Origin.RECHECKED);
    Path file = second.evidence().counterexample().orElseThrow().path();
    assertThat(StoredCounterexample.of(java.nio.file.Files.readAllBytes(file)))
        .isEqualTo(counterexample());
  }

  @Test
  void whatDoesNotStandIsSaidAndAskedAnew() {
    Counting question = certified("k");
    run(question);
    question.objection = Optional.of("the certificate is rejected");
    SuiteAnswer second = run(question);
    assertThat(question.searches).hasValue(2);
    assertThat(second.origin()).isEqualTo(Origin.SEARCHED);
    assertThat(second.notes())
        .hasSize(1)
        .first()
        .asString()
        .contains("the certificate is rejected");
    assertThat(lines()).isEqualTo(2);
  }

  @Test
  void damagedEvidenceIsAskedAnew() throws java.io.IOException {
    Counting question = certified("k");
    SuiteAnswer first = run(question);
    java.nio.file.Files.writeString(
        first.evidence().certificate().orElseThrow().path(), "no proof");
    SuiteAnswer second = run(question);
    assertThat(question.searches).hasValue(2);
    assertThat(second.notes()).hasSize(1).first().asString().contains("evidence");
    assertThat(run(question).origin()).isEqualTo(Origin.RECHECKED);
  }

  @Test
  void whatHoldsWithoutACertificateIsAskedAgain() {
    Counting question =
        new Counting("R/1", "k", () -> found(Verdict.HOLDS, Optional.of(Assurance.ROUNDED)));
    run(question);
    assertThat(run(question).assurance()).contains(Assurance.ROUNDED);
    assertThat(question.searches).hasValue(2);
  }

  @Test
  void whatIsOpenIsAskedAgainWithMoreTimeOrWhenItIsWanted() {
    Counting question = undecided();
    run(question);
    SuiteAnswer same = run(question);
    assertThat(same.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(same.origin()).isEqualTo(Origin.REMEMBERED);
    assertThat(question.searches).hasValue(1);
    run(limits(61), Retry.WITH_MORE_TIME, question);
    assertThat(question.searches).hasValue(2);
    run(LONG, Retry.ALWAYS, question);
    assertThat(question.searches).hasValue(3);
    assertThat(question.checks).hasValue(0);
  }

  @Test
  void whateverIsThrownIsAnErrorAndTheOthersGoOn() {
    List<Counting> questions = new ArrayList<>();
    questions.add(
        new Counting(
            "R/0",
            "k0",
            () -> {
              throw new IllegalStateException("a bug");
            }));
    questions.add(
        new Counting(
            "R/1",
            "k1",
            () -> {
              throw new OutOfMemoryError("heap");
            }));
    questions.add(
        new Counting("R/2", "k2", () -> found(Verdict.HOLDS, Optional.of(Assurance.CERTIFIED))));
    List<SuiteAnswer> answers = run(LONG, Retry.WITH_MORE_TIME, questions.toArray(Asked[]::new));
    assertThat(answers)
        .extracting(SuiteAnswer::verdict)
        .containsExactly(Verdict.ERROR, Verdict.ERROR, Verdict.HOLDS);
    assertThat(answers.get(0).reason()).contains("a bug");
    assertThat(answers.get(1).reason()).contains("more memory");
    run(LONG, Retry.WITH_MORE_TIME, questions.toArray(Asked[]::new));
    assertThat(questions.get(0).searches).as("errors are asked again").hasValue(2);
  }

  @Test
  void whatHasNoTimeIsNotAskedAndNoAnswer() {
    Counting question = certified("k");
    Limits none = new Limits(Duration.ofSeconds(1), Optional.of(Duration.ofNanos(1)));
    SuiteAnswer answer = run(none, Retry.WITH_MORE_TIME, question).get(0);
    assertThat(answer.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(answer.origin()).isEqualTo(Origin.NOT_ASKED);
    assertThat(answer.reason()).contains("the suite's time is used up");
    assertThat(question.searches).hasValue(0);
    assertThat(lines()).isZero();
  }

  @Test
  void aChangedQuestionTriesTheEarlierProofFirst() {
    run(certified("old"));
    Counting changed = certified("new");
    changed.inherited = Optional.of(found(Verdict.HOLDS, Optional.of(Assurance.CERTIFIED)));
    assertThat(run(changed).origin()).isEqualTo(Origin.EARLIER_PROOF);
    assertThat(changed.searches).hasValue(0);
    assertThat(run(changed).origin()).as("now it is known").isEqualTo(Origin.RECHECKED);
    Counting other = certified("newer");
    assertThat(run(other).origin()).as("the proof is none of it").isEqualTo(Origin.SEARCHED);
    assertThat(other.proofs).isEqualTo(1);
    run(violated("newest"));
    Counting mended = certified("mended");
    run(mended);
    assertThat(mended.proofs).as("the last that was found is a violation").isZero();
  }

  @Test
  void aChangedQuestionTriesTheEarlierCounterexampleFirst() {
    run(violated("old"));
    Counting changed = violated("new");
    changed.retried = Optional.of(found(Verdict.VIOLATED, Optional.empty()));
    SuiteAnswer again = run(changed);
    assertThat(again.origin()).isEqualTo(Origin.EARLIER_COUNTEREXAMPLE);
    assertThat(changed.searches).hasValue(0);
    assertThat(run(changed).origin()).as("now it is known").isEqualTo(Origin.RECHECKED);
    Counting mended = certified("newer");
    assertThat(run(mended).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(mended.searches).hasValue(1);
  }

  @Test
  void everyQuestionIsHeardOnce() {
    List<String> heard = new ArrayList<>();
    Asked[] questions = new Asked[50];
    for (int i = 0; i < questions.length; i++) {
      questions[i] =
          new Counting(
              "R/" + i, "k" + i, () -> found(Verdict.HOLDS, Optional.of(Assurance.CERTIFIED)));
    }
    try (Ledger ledger = Ledger.open(folder)) {
      List<SuiteAnswer> answers =
          new SuiteRun(
                  ledger,
                  new LocalThreads(4),
                  LONG,
                  Retry.WITH_MORE_TIME,
                  (result, done, total) -> heard.add(result.question().id() + done + "/" + total))
              .answers(List.of(questions));
      assertThat(answers).extracting(a -> a.question().id()).doesNotHaveDuplicates().hasSize(50);
      assertThat(answers.get(7).question().id()).isEqualTo("R/7");
    }
    assertThat(heard).hasSize(50);
    assertThat(lines()).isEqualTo(50);
  }
}
