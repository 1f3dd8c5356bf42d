package org.plumbline.network.model;

/** An input file that cannot be read: names the file, the place, what stands there, what to do. */
public class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param line 1-based, or 0 where the format has no lines
   * @param column 1-based, or 0 where unknown
   */
  public ParseException(String file, int line, int column, String message) {
    super(place(file, line, column) + ": " + message);
  }

  public ParseException(String file, String message) {
    this(file, 0, 0, message);
  }

  private static String place(String file, int line, int column) {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
