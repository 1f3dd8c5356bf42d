package org.plumbline.soundness.run;

import org.plumbline.soundness.instance.Semantics;

/**
 * All that the results of a run depend on.
 *
 * @param verifier its name in reports
 * @param command how it is started
 * @param semantics the numbers that it claims to speak of
 * @param limits of time and memory
 */
public record RunHeader(String verifier, String command, Semantics semantics, String limits) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+-]*";

  public RunHeader {
    if (!verifier.matches(NAME)) {
      throw new IllegalArgumentException(
          "a verifier's name has letters, digits and . _ + - only, not " + verifier);
    }
  }
}
