package org.plumbline.suite.summary;

import java.util.List;

/** What answers mean and rest on, in short; {@code docs/soundness.md} says it in full. */
public final class Assumptions {
  /** Of what is certified. */
  public static final String CERTIFIED =
      "A checker that shares no code with the search derived every bound of the proof again, with"
          + " rounding accounted for, and a second reading of network and property agreed with the"
          + " first. Trusted are the checker, both readings not being wrong in the same way, and"
          + " Java.";

  /** Of what holds without a certificate. */
  public static final String HOLDS =
      "The search, its native matrix product included. Nobody checked it independently: not enough"
          + " where a high level of integrity is asked for.";

  /** Of what is violated. */
  public static final String VIOLATED =
      "Only the replay: the input was run through the network exactly, or with a proved bound of"
          + " the error, or in binary32, as its line says.";

  /** Of what is undecided. */
  public static final String UNDECIDED = "Nothing follows: the property may hold or not.";

  /** Of what broke down. */
  public static final String ERROR = "Nothing follows.";

  private Assumptions() {}

  /** What goes with every answer. */
  public static List<String> always() {
    return List.of(
        "The network file is the one that is deployed, and what comes before and after it (scaling,"
            + " cropping, the choice of a class) is as the suite says: compare the digests.",
        "The questions say what has to be shown. A proof does not know what was meant.",
        "Answers about real numbers say nothing of rounding in the deployed program; those about"
            + " float32 do, for IEEE binary32 in any order of summation.",
        "What is proved for images of a sample is proved for these images. What their share says of"
            + " others is an estimate with the interval given.");
  }
}
