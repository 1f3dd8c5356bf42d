package org.plumbline.specs.vnnlib;

import org.plumbline.network.model.ParseException;

/** A VNN-LIB file that cannot be read. */
public final class VnnLibParseException extends ParseException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line 1-based, or 0 when the message is about the file as a whole
   * @param column 1-based, in bytes
   */
  public VnnLibParseException(String file, int line, int column, String message) {
    super(file, line, column, message);
  }
}
