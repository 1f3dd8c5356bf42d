package org.plumbline.verifier.branching.parts;

import java.util.function.Consumer;
import org.plumbline.specs.query.Budget;

/**
 * Where parts of a search are searched: processes of this machine, or of others. Nobody trusts
 * them.
 */
public interface PartWorkers {
  /** How many parts are searched at a time, at least 1. */
  int width();

  /**
   * Begins to work for a search.
   *
   * @param root what all of its parts have in common
   * @param events hears what happens, on any thread
   */
  Session open(byte[] root, Consumer<Event> events);

  /** The parts of one search. */
  interface Session extends AutoCloseable {
    /**
     * Has a part searched, of which {@link Ended} or {@link Failed} is said once.
     *
     * @param number of the part
     * @param budget ends the search
     */
    void begin(int number, byte[] part, Budget budget);

    /** Asks for a part's answer as far as it is; it may end by itself before. */
    void cut(int number);

    /** Ends all that is still searched. */
    @Override
    void close();
  }

  /** What happens to a part. */
  sealed interface Event {
    /** The number of the part. */
    int number();
  }

  /**
   * It goes on.
   *
   * @param open subproblems still open
   * @param evaluated subproblems looked at so far
   * @param provedShare of the part, between 0 and 1
   */
  record Progress(int number, int open, long evaluated, double provedShare) implements Event {}

  /** It was answered. */
  record Ended(int number, byte[] answer) implements Event {}

  /** Its worker died, did not stop, or found no words. */
  record Failed(int number, String why) implements Event {}
}
