package org.plumbline.cli.nap;

import org.plumbline.verifier.pattern.Vacuity;

/** Whether a question about a pattern was about anything, in words. */
final class VacuityWords {
  private VacuityWords() {}

  static String of(Vacuity vacuity, KnownFollowers known, boolean hasData) {
    String data = hasData ? known.count() + " samples of the data set follow" : "";
    if (vacuity.isEmpty()) {
      return "Vacuous: it was proved that no input follows.";
    } else if (known.follower().isPresent()) {
      return "Not vacuous: " + data + ", sample " + known.follower().get().number() + " is one.";
    } else if (vacuity.follower().isPresent()) {
      return "Not vacuous: an input that follows was found" + (hasData ? "; " + data : "") + ".";
    }
    return "Not known whether an input follows" + (hasData ? "; " + data : "") + ".";
  }
}
