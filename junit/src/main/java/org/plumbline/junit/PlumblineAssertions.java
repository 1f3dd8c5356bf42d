package org.plumbline.junit;

import java.nio.file.Path;
import java.time.Duration;
import org.opentest4j.AssertionFailedError;
import org.plumbline.api.CertificateCheck;
import org.plumbline.api.CheckAnswer;
import org.plumbline.api.Holds;
import org.plumbline.api.LocalRobustness;
import org.plumbline.api.Model;
import org.plumbline.api.Verification;

/** Assertions about networks for any test. What is undecided fails, unless it is to be aborted. */
public final class PlumblineAssertions {
  private static final Duration LONG = Duration.ofDays(1);
  private static final int DIGITS = 16;
  private static final Path FOLDER = Path.of("target", "plumbline", "assertions");

  private PlumblineAssertions() {}

  /**
   * Passes if the property holds within a minute.
   *
   * @param verification the question
   * @return the answer
   * @throws AssertionFailedError if it is violated or undecided
   */
  public static Holds assertHolds(Verification verification) {
    return assertHolds(verification, Duration.ofMinutes(1), WhenUndecided.FAIL);
  }

  /**
   * Passes if the property holds.
   *
   * @param verification the question
   * @param limit of time
   * @param undecided what becomes of the test then
   * @return the answer
   * @throws AssertionFailedError if it is violated, or undecided and that is to fail
   * @throws org.opentest4j.TestAbortedException if it is undecided and that is to abort
   */
  public static Holds assertHolds(
      Verification verification, Duration limit, WhenUndecided undecided) {
    Budget budget = new Budget(limit, LONG, System::nanoTime);
    return new Questions(budget, undecided, new CounterexampleFiles(FOLDER))
        .assertHolds("question-" + verification.key().sha256().substring(0, DIGITS), verification);
  }

  /**
   * Passes if the class stays near an input.
   *
   * @param network the network
   * @param near the input, how far it moves, and the class
   * @return the answer
   * @throws AssertionFailedError if it does not, or that is undecided after a minute
   */
  public static Holds assertRobust(Model network, LocalRobustness near) {
    return assertHolds(Verification.of(network, near));
  }

  /**
   * Passes if the checker accepts a certificate.
   *
   * @param check of a certificate
   * @return what was proved
   * @throws AssertionFailedError if it is rejected or incomplete
   */
  public static CheckAnswer.Proved assertProved(CertificateCheck check) {
    CheckAnswer answer = check.run();
    if (answer instanceof CheckAnswer.Proved proved) {
      return proved;
    }
    throw new AssertionFailedError(
        answer instanceof CheckAnswer.Rejected rejected
            ? "The certificate is rejected: " + rejected.reason()
            : "The check is incomplete: " + ((CheckAnswer.Incomplete) answer).reason());
  }
}
