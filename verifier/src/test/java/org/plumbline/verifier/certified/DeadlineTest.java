package org.plumbline.verifier.certified;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;

class DeadlineTest {
  private final Deadline deadline = new Deadline(Budget.unlimited());

  @Test
  void tooLittleMemoryIsUndecided() {
    Verdict undecided = new Verdict.Unknown(Verdict.Cause.INCOMPLETE, Deadline.TOO_LARGE);
    assertThat(deadline.keep(() -> fail(new OutOfMemoryError()))).isEqualTo(undecided);
    assertThat(deadline.keep(() -> fail(new StackOverflowError()))).isEqualTo(undecided);
    assertThat(deadline.keep(() -> fail(new AssertionError(new OutOfMemoryError()))))
        .isEqualTo(undecided);
  }

  @Test
  void aBugIsShownAsOne() {
    assertThatThrownBy(
            () ->
                deadline.keep(
                    () -> {
                      throw new IllegalArgumentException("a bug");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> deadline.keep(() -> fail(new AssertionError())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void passesTheAnswerOn() {
    Verdict holds = new Verdict.Holds(Assurance.ROUNDED);
    assertThat(deadline.keep(() -> holds)).isSameAs(holds);
  }

  private static Verdict fail(Error error) {
    throw error;
  }
}
