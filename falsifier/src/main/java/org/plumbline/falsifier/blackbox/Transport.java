package org.plumbline.falsifier.blackbox;

import java.io.IOException;

/** Carries one line of text there and one back. */
interface Transport extends AutoCloseable {
  /** Longest answer. */
  int MOST_BYTES = 64 << 20;

  /**
   * The answer to a request.
   *
   * @throws IOException if there is none in time; asking again may help
   * @throws org.plumbline.falsifier.contract.BlackBoxException if asking again is pointless
   */
  String exchange(String request, long timeoutMillis) throws IOException;

  @Override
  void close();
}
