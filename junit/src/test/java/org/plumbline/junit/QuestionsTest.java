package org.plumbline.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.plumbline.api.Certificate;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.Holds;
import org.plumbline.api.Model;
import org.plumbline.api.Property;
import org.plumbline.api.Verification;

class QuestionsTest {
  private static final Path FILES = Path.of("src/test/resources");
  private static final Model NETWORK = Model.read(FILES.resolve("two.nnet"));
  private static final Property HOLDS = Property.read(FILES.resolve("never-much.vnnlib"));
  private static final Property VIOLATED = Property.read(FILES.resolve("never.vnnlib"));

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong(42);

  private Questions questions(WhenUndecided undecided) {
    Budget budget = new Budget(Duration.ofSeconds(60), Duration.ofSeconds(100), clock::get);
    return new Questions(budget, undecided, new CounterexampleFiles(folder));
  }

  @Test
  void whatTheBudgetHasNoTimeForFailsOrIsAborted() {
    Verification question = Verification.of(NETWORK, HOLDS);
    for (WhenUndecided undecided : WhenUndecided.values()) {
      Questions questions = questions(undecided);
      questions.assertHolds("first", question);
      clock.addAndGet(Duration.ofSeconds(100).toNanos());
      assertThatThrownBy(() -> questions.assertHolds("late", question))
          .isInstanceOf(
              undecided == WhenUndecided.FAIL
                  ? AssertionFailedError.class
                  : TestAbortedException.class)
          .hasMessageContaining("used up: 'late' was not asked");
    }
  }

  @Test
  void aQuestionGetsItsOwnTimeOrWhatIsLeft() {
    Budget budget = new Budget(Duration.ofSeconds(60), Duration.ofSeconds(100), clock::get);
    assertThat(budget.next()).hasSeconds(60);
    clock.addAndGet(Duration.ofSeconds(70).toNanos());
    assertThat(budget.next()).hasSeconds(30);
    clock.addAndGet(Duration.ofSeconds(31).toNanos());
    assertThat(budget.next()).isZero();
    assertThatThrownBy(() -> new Budget(Duration.ZERO, Duration.ZERO, clock::get))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aViolationFailsEvenWhereUndecidedIsAborted() {
    assertThatThrownBy(
            () ->
                questions(WhenUndecided.ABORT)
                    .assertHolds("a/b c", Verification.of(NETWORK, VIOLATED)))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining(folder.resolve("a_b_c.json").toString());
    assertThat(folder.resolve("a_b_c.txt")).exists();
  }

  @Test
  void aCertificateIsAssertedToo() {
    Holds holds = questions(WhenUndecided.FAIL).assertHolds("x", Verification.of(NETWORK, HOLDS));
    Certificate certificate = holds.certificate().orElseThrow();
    PlumblineAssertions.assertProved(CertificateCheck.of(NETWORK, HOLDS, certificate));
    assertThatThrownBy(
            () ->
                PlumblineAssertions.assertProved(
                    CertificateCheck.of(NETWORK, VIOLATED, certificate)))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("The certificate is rejected: ");
  }
}
