package org.plumbline.cli;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * What an attack did to one image.
 *
 * @param image its name
 * @param given the label of the data set
 * @param label what the classifier answers
 * @param outcome how it ended
 * @param adversarial what the classifier answers to the adversarial image
 * @param distance of the attack's kind, as L0, L1, L2 and L∞ below; NaN without adversarial image
 * @param isMinimal whether no single manipulation can be undone, as was checked
 * @param values of the adversarial image, channel by channel; empty without
 * @param queries images that the classifier was asked about
 * @param ending why the search ended
 */
record Finding(
    String image,
    OptionalInt given,
    int label,
    Outcome outcome,
    OptionalInt adversarial,
    Distances distance,
    boolean isMinimal,
    double[] values,
    long queries,
    double seconds,
    String ending) {
  /** How an attack ended. */
  enum Outcome {
    /** There is an adversarial image; the classifier was asked about it twice. */
    ADVERSARIAL,
    /** None was found, which says nothing. */
    NONE,
    /** Not attacked: its class is not the label, or is the target already. */
    SKIPPED,
    /** The classifier failed. */
    FAILURE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Of an adversarial image from the original. */
  record Distances(double l0, double l1, double l2, double lInfinity) {
    static final Distances NONE = new Distances(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  boolean isAdversarial() {
    return outcome == Outcome.ADVERSARIAL;
  }

  /** For people. */
  String line() {
    String known = given.isPresent() ? " (label " + given.getAsInt() + ")" : "";
    String what =
        switch (outcome) {
          case ADVERSARIAL ->
              String.format(
                  Locale.ROOT,
                  "becomes %d: L0 %.0f, L1 %.4g, L2 %.4g, L∞ %.4g%s",
                  adversarial.getAsInt(),
                  distance.l0(),
                  distance.l1(),
                  distance.l2(),
                  distance.lInfinity(),
                  isMinimal ? ", 1-minimal" : "");
          case NONE -> "nothing found" + (ending.equals("finished") ? "" : " (" + ending + ")");
          case SKIPPED -> "not attacked, " + ending;
          case FAILURE -> ending;
        };
    return String.format(
        Locale.ROOT,
        "%s%s: class %d %s; %,d queries, %.1f s",
        image,
        known,
        label,
        what,
        queries,
        seconds);
  }
}
