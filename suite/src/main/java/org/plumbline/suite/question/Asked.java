package org.plumbline.suite.question;

import java.time.Duration;
import java.util.Optional;
import org.plumbline.suite.SuiteQuestion;

/** One question that can be answered. Its methods may run on any thread, one at a time. */
public interface Asked {
  /** What is asked. */
  SuiteQuestion question();

  /**
   * Searches for the answer, on one thread.
   *
   * @param limit for all of it
   * @throws RuntimeException if a file cannot be read or something is not supported; says nothing
   *     of the network
   */
  Found search(Duration limit);

  /**
   * Checks what showed an earlier answer to the same question, and nothing else.
   *
   * @param earlier that holds and has a certificate, or is violated and has a counterexample
   * @return what is wrong with it; empty where it stands
   */
  Optional<String> objection(Remembered earlier, Duration limit);

  /**
   * Tries what violated the same question about an earlier network.
   *
   * @param input as the network sees it
   * @return the answer where this input violates now, too
   */
  Optional<Found> retried(java.util.List<Double> input, Duration limit);

  /**
   * Tries what proved the same question about an earlier network.
   *
   * @param certificate of that question
   * @return the answer where the checker accepts its proof as one of this question
   */
  default Optional<Found> inherited(byte[] certificate, Duration limit) {
    return Optional.empty(); // of what has no certificates
  }

  /**
   * The property as VNN-LIB, which a certificate is about byte for byte.
   *
   * @throws RuntimeException as of {@link #search}
   */
  byte[] property();
}
