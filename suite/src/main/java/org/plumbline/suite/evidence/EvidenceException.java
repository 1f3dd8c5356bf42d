package org.plumbline.suite.evidence;

import java.io.IOException;

/** An archive that is not what it says, with the place. */
public final class EvidenceException extends IOException {
  private static final long serialVersionUID = 1L;

  EvidenceException(String message) {
    super(message);
  }

  EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
