package org.plumbline.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.api.Assurance;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.Measured;
import org.plumbline.suite.Origin;
import org.plumbline.suite.QuestionKind;
import org.plumbline.suite.SampleAnswers;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.SuiteQuestion;
import org.plumbline.suite.Verdict;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.Found;
import org.plumbline.suite.question.Remembered;

/** Whoever is not trusted is believed what can be seen here, and nothing else. */
class CheckedReplyTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final byte[] GOOD = {1};

  /** A question whose only certificate is {@link #GOOD}, and that 0.5 violates. */
  private record Half(SuiteQuestion question) implements Asked {
    @Override
    public Found search(Duration limit) {
      throw new AssertionError("nothing is searched");
    }

    @Override
    public Optional<String> objection(Remembered earlier, Duration limit) {
      byte[] certificate = earlier.certificate().orElseThrow();
      if (certificate.length == 0) {
        throw new IllegalStateException("no certificate at all");
      }
      return certificate[0] == GOOD[0] ? Optional.empty() : Optional.of("a forgery");
    }

    @Override
    public Optional<Found> retried(List<Double> input, Duration limit) {
      return input.equals(List.of(0.5))
          ? Optional.of(found(Verdict.VIOLATED, Optional.empty(), Optional.of(own(0.5, "seen"))))
          : Optional.empty();
    }

    @Override
    public byte[] property() {
      return new byte[] {7};
    }
  }

  private static StoredCounterexample own(double input, String reached) {
    return StoredCounterexample.withoutImage(
        new Counterexample(
            List.of(BigDecimal.valueOf(input)),
            List.of(input),
            List.of(1.0),
            List.of(1f),
            Counterexample.Standing.REAL_ONLY,
            0.5,
            reached));
  }

  private static Found found(
      Verdict verdict, Optional<byte[]> certificate, Optional<StoredCounterexample> shown) {
    return new Found(
        verdict,
        verdict == Verdict.HOLDS ? Optional.of(Assurance.CERTIFIED) : Optional.empty(),
        "because",
        Optional.empty(),
        Optional.empty(),
        certificate,
        Optional.of(new byte[] {9}),
        shown,
        3,
        List.of());
  }

  private static CheckedReply checked(Found found) {
    return checked(SampleAnswers.question("R", "R/1", "k"), found);
  }

  private static CheckedReply checked(SuiteQuestion question, Found found) {
    Reply reply =
        new Reply(found, Origin.REMEMBERED, Instant.EPOCH, Duration.ofMillis(5), List.of("a note"));
    return CheckedReply.of(new Half(question), reply, LIMIT);
  }

  private static CheckedReply ofRadius(Measured measured, Found said) {
    SuiteQuestion other = SampleAnswers.question("R", "R/1", "k");
    return checked(
        new SuiteQuestion(
            other.id(),
            other.requirement(),
            other.place(),
            QuestionKind.RADIUS,
            other.networks(),
            other.key(),
            other.words(),
            other.command(),
            other.image(),
            other.label(),
            other.epsilon(),
            other.volume()),
        with(measured, said));
  }

  private static CheckedReply holds(byte... certificate) {
    return checked(found(Verdict.HOLDS, Optional.of(certificate), Optional.empty()));
  }

  @Test
  void aCertificateThatIsAcceptedStandsWithTheOwnProperty() {
    CheckedReply checked = holds(GOOD);
    assertThat(checked.objection()).isEmpty();
    Found found = checked.reply().found();
    assertThat(found.verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(found.certificate()).contains(GOOD);
    assertThat(found.property().orElseThrow()).containsExactly(7);
    assertThat(checked.reply().origin()).as("it is written down").isEqualTo(Origin.SEARCHED);
    assertThat(checked.reply().notes()).containsExactly("a note");
  }

  @Test
  void aForgeryIsAnError() {
    assertThat(holds((byte) 2).objection().orElseThrow()).contains("'HOLDS'", "a forgery");
    assertThat(holds((byte) 2).reply().found().verdict()).isEqualTo(Verdict.ERROR);
    assertThat(holds().objection().orElseThrow()).contains("no certificate at all");
    assertThat(holds().reply().found().verdict()).isEqualTo(Verdict.ERROR);
  }

  @Test
  void whatNothingShowsStaysOpen() {
    CheckedReply checked = checked(found(Verdict.HOLDS, Optional.empty(), Optional.empty()));
    assertThat(checked.objection()).isEmpty();
    assertThat(checked.reply().found().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(checked.reply().found().assurance()).isEmpty();
    assertThat(checked.reply().found().reason()).isEqualTo(CheckedReply.NOTHING_SHOWS_IT);
  }

  @Test
  void aCounterexampleIsWhatTheReplaySees() {
    Found said = found(Verdict.VIOLATED, Optional.empty(), Optional.of(own(0.5, "said")));
    Found found = checked(said).reply().found();
    assertThat(found.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(found.counterexample().orElseThrow().counterexample().reached()).isEqualTo("seen");
    assertThat(found.subproblems()).isEqualTo(3);
  }

  @Test
  void whatDoesNotViolateIsAnError() {
    Found elsewhere = found(Verdict.VIOLATED, Optional.empty(), Optional.of(own(0.25, "said")));
    assertThat(checked(elsewhere).objection().orElseThrow()).contains("when replayed");
    assertThat(checked(elsewhere).reply().found().verdict()).isEqualTo(Verdict.ERROR);
    Found none = found(Verdict.VIOLATED, Optional.empty(), Optional.empty());
    assertThat(checked(none).objection().orElseThrow()).contains("no counterexample");
  }

  @Test
  void evidenceOfAnOpenAnswerIsDropped() {
    Found said = found(Verdict.UNDECIDED, Optional.of(GOOD), Optional.of(own(0.5, "said")));
    Found found = checked(said).reply().found();
    assertThat(found.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(found.certificate()).isEmpty();
    assertThat(found.counterexample()).isEmpty();
    assertThat(found.reason()).isEqualTo("because");
  }

  @Test
  void anEndOfARadiusThatNothingShowsIsSaid() {
    Measured measured = new Measured("radius", "0.25", Optional.of("0.5"));
    CheckedReply checked =
        ofRadius(measured, found(Verdict.HOLDS, Optional.of(GOOD), Optional.empty()));
    assertThat(checked.reply().found().measured()).contains(measured);
    assertThat(checked.reply().notes())
        .containsExactly("a note", "The end 0.5 is what a worker says; nothing here shows it.");
  }

  /** The replay shows that the required distance is too much, and nothing of smaller ones. */
  @Test
  void noEndOfARadiusIsShownByACounterexampleFartherAway() {
    Measured measured = new Measured("radius", "0.125", Optional.of("0.25"));
    Found said = found(Verdict.VIOLATED, Optional.empty(), Optional.of(own(0.5, "said")));
    assertThat(ofRadius(measured, said).reply().notes())
        .contains(
            "The end 0.125 is what a worker says; nothing here shows it.",
            "The end 0.25 is what a worker says; nothing here shows it.");
  }

  @Test
  void nothingButARadiusIsMeasured() {
    Measured measured = new Measured("radius", "100", Optional.empty());
    Found holds = found(Verdict.HOLDS, Optional.of(GOOD), Optional.empty());
    assertThat(checked(with(measured, holds)).reply().found().measured()).isEmpty();
    Found violated = found(Verdict.VIOLATED, Optional.empty(), Optional.of(own(0.5, "said")));
    assertThat(checked(with(measured, violated)).reply().found().measured()).isEmpty();
  }

  private static Found with(Measured measured, Found said) {
    return new Found(
        said.verdict(),
        said.assurance(),
        said.reason(),
        said.asked(),
        Optional.of(measured),
        said.certificate(),
        said.property(),
        said.counterexample(),
        said.subproblems(),
        said.notes());
  }
}
