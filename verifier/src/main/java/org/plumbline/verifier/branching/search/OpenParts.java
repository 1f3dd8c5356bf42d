package org.plumbline.verifier.branching.search;

import java.util.Optional;
import org.plumbline.verifier.branching.space.Outcome;

/** What a search cannot prove, and the reason that is given for it. */
final class OpenParts {
  /** Bounds that miss by no more are at their limits but for rounding. */
  private static final double TIE = 1e-9;

  private long count;
  private double worst;
  private String undefined;

  void add(Outcome.OpenEnd end) {
    count++;
    worst = Double.isNaN(end.miss()) ? Double.POSITIVE_INFINITY : Math.max(worst, end.miss());
    undefined = undefined == null ? end.undefined() : undefined;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** What the network is asked for that is not defined: nothing that holds can be proved then. */
  Optional<String> undefined() {
    return Optional.ofNullable(undefined);
  }

  /** Why nothing is decided when all else is proved. */
  String reason() {
    if (worst <= TIE) {
      return "parts too small to be split stayed open: " + tie(worst);
    }
    String miss =
        Double.isInfinite(worst)
            ? "; some have no bound"
            : "; the worst misses by " + (float) worst;
    return "parts too small to be split stayed open" + miss;
  }

  /**
   * Why nothing was decided in time.
   *
   * @param miss what the worst part that waits misses by
   */
  String reasonAtTheLimit(double miss) {
    boolean isTie = miss <= TIE && worst <= TIE;
    return "the time limit was reached" + (isTie ? ", and " + tie(Math.max(miss, worst)) : "");
  }

  private static String tie(double miss) {
    return "what is left misses by at most "
        + (float) miss
        + ", so that the property holds by less than rounding errors, or is violated by less than"
        + " that";
  }
}
