package org.plumbline.cli.verify;

import java.util.Optional;
import org.plumbline.verifier.branching.parts.DividedSearch;

/**
 * Who searches parts of the question of a command, while it runs.
 *
 * @param search empty where it is not cut
 * @param end of whatever was begun for it
 */
record Division(Optional<DividedSearch> search, Runnable end) implements AutoCloseable {
  /** Nobody. */
  static final Division NONE = new Division(Optional.empty(), () -> {});

  @Override
  public void close() {
    end.run();
  }
}
