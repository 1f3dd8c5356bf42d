package org.plumbline.suite.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.plumbline.verifier.branching.parts.PartWorkers;

/**
 * The words of workers that nobody can talk to while they search: each order is a part and how long
 * it is searched, and the answer says what is open after that. An order needs nothing of those
 * before it, so that any worker that was told the first line can take it.
 */
public final class PartPieces {
  private PartPieces() {}

  /**
   * What a worker is told first.
   *
   * @param question as on the command line
   * @param root what all parts have in common
   */
  public static String first(List<String> question, byte[] root) {
    return PartWire.of(new PartWire.Order.Question(question, Optional.of(root)));
  }

  /**
   * What a worker is told of a part.
   *
   * @param time to search it, in whole milliseconds
   */
  public static String order(byte[] part, Duration time) {
    return PartWire.of(new PartWire.Order.Piece(part, time.toMillis()));
  }

  /**
   * What became of a part.
   *
   * @param number of the part
   * @param line that a worker answered to its order
   */
  public static PartWorkers.Event event(int number, String line) {
    try {
      PartWire.Reply reply = PartWire.reply(line);
      return reply instanceof PartWire.Reply.Answer answer
          ? new PartWorkers.Ended(number, answer.bytes())
          : new PartWorkers.Failed(number, "it answered another order");
    } catch (IOException e) {
      return new PartWorkers.Failed(
          number, "it answered what is not understood: " + e.getMessage());
    }
  }
}
