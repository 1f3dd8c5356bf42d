package org.plumbline.suite.evidence;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.suite.SuiteQuestion;

/**
 * What goes into an archive.
 *
 * @param property the VNN-LIB of a question, for those whose evidence does not have it; empty where
 *     there is none
 * @param mostNetworkBytes networks up to this size are packed, larger ones are handed along
 * @param limit for the check of each answer
 */
public record Packing(
    Function<SuiteQuestion, Optional<String>> property, long mostNetworkBytes, Duration limit) {
  private static final long MOST_NETWORK_BYTES = 64L << 20;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /**
   * Networks up to 64 MiB, ten minutes for a check.
   *
   * @param property as above
   */
  public static Packing usual(Function<SuiteQuestion, Optional<String>> property) {
    return new Packing(property, MOST_NETWORK_BYTES, LIMIT);
  }
}
