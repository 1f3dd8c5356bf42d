package org.plumbline.cli.falsify;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * What an attack did to one image.
 *
 * @param image its name
 * @param given the label of the data set
 * @param label what the classifier answers
 * @param outcome how it ended
 * @param adversarial what the classifier answers to the image found
 * @param distance of the image found, as L0, L1, L2 and L∞ below; NaN without one
 * @param isMinimal whether no single manipulation can be undone, as was checked
 * @param values of the image found, channel by channel; empty without
 * @param likeness of an image found that keeps the class
 * @param value of the game, if it was bounded
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
    Optional<Likeness> likeness,
    Optional<Value> value,
    long queries,
    double seconds,
    String ending) {
  /** How an attack ended. */
  enum Outcome {
    /** There is an adversarial image; the classifier was asked about it twice. */
    ADVERSARIAL,
    /**
     * There is an image that looks like another one and scores like this one, asked about twice.
     */
    INSENSITIVE,
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

    static Distances between(double[] original, double[] found, ImageDomain domain) {
      return new Distances(
          Distance.L0.between(original, found, domain),
          Distance.L1.between(original, found, domain),
          Distance.L2.between(original, found, domain),
          Distance.LINF.between(original, found, domain));
    }
  }

  /**
   * What an image looks like that scores like the original.
   *
   * @param image the other one's name
   * @param label its class
   * @param distance from it in L2
   * @param between the distance of the original from it
   * @param lead of the original's class at the image found
   * @param ownLead at the original
   */
  record Likeness(
      String image, int label, double distance, double between, double lead, double ownLead) {}

  /** No play of perfect players pays less than the one, none more than the other. */
  record Value(double lower, double upper) {}

  static Finding skipped(
      String name, OptionalInt given, int label, long queries, double seconds, String reason) {
    return new Finding(
        name,
        given,
        label,
        Outcome.SKIPPED,
        OptionalInt.empty(),
        Distances.NONE,
        false,
        new double[0],
        Optional.empty(),
        Optional.empty(),
        queries,
        seconds,
        reason);
  }

  /** Whether there is an image that shows something. */
  boolean isFound() {
    return outcome == Outcome.ADVERSARIAL || outcome == Outcome.INSENSITIVE;
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
          case INSENSITIVE -> seems(likeness.orElseThrow());
          case NONE -> "nothing found" + (ending.equals("finished") ? "" : " (" + ending + ")");
          case SKIPPED -> "not attacked, " + ending;
          case FAILURE -> ending;
        };
    return String.format(
        Locale.ROOT,
        "%s%s: class %d %s%s; %,d queries, %.1f s",
        image,
        known,
        label,
        what,
        value.map(Finding::words).orElse(""),
        queries,
        seconds);
  }

  private static String words(Value value) {
    return value.lower() == value.upper()
        ? String.format(Locale.ROOT, ", the game's value is %.5g", value.lower())
        : String.format(
            Locale.ROOT,
            ", the game's value is between %.5g and %.5g",
            value.lower(),
            value.upper());
  }

  private static String seems(Likeness like) {
    return String.format(
        Locale.ROOT,
        "stays so, with a lead of %.4g (before: %.4g), in an image that looks like %s of class %d:"
            + " L2 %.4g of %.4g",
        like.lead(),
        like.ownLead(),
        like.image(),
        like.label(),
        like.distance(),
        like.between());
  }
}
