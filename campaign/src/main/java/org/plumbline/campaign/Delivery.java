package org.plumbline.campaign;

import java.io.Serializable;
import org.plumbline.suite.worker.LineProcess;

/**
 * What became of a {@link Parcel}; whatever goes wrong is one, too, so that no task fails.
 *
 * @param text the line that was answered, or why there is none
 */
record Delivery(long number, Kind kind, String text) implements Serializable {
  /** How it ended. */
  enum Kind {
    /** With a line. */
    ANSWERED,
    /** Its process did not stop in time, and was ended. */
    LATE,
    /** Its process ended, or could not start. */
    DIED,
    /** It was too late to begin. */
    NOT_BEGUN
  }

  static Delivery of(long number, LineProcess.Ending ending) {
    if (ending instanceof LineProcess.Ending.Answered answered) {
      return new Delivery(number, Kind.ANSWERED, answered.line());
    } else if (ending instanceof LineProcess.Ending.Died died) {
      return died(number, "its process died: " + died.why());
    }
    return new Delivery(number, Kind.LATE, "");
  }

  static Delivery died(long number, String why) {
    return new Delivery(number, Kind.DIED, why);
  }

  static Delivery notBegun(long number) {
    return new Delivery(number, Kind.NOT_BEGUN, "");
  }
}
