package org.plumbline.specs.vnnlib2;

import java.io.ByteArrayInputStream;
import org.plumbline.specs.vnnlib.SourceBytes;
import org.plumbline.specs.vnnlib.VnnLibParseException;

/**
 * In which language a property is written. The first command decides, behind comments, and neither
 * the file's name nor its folder: {@code (vnnlib-version …} begins a file of the second language.
 */
public enum VersionLine {
  /** None: VNN-LIB 1.0. */
  ABSENT,
  /** VNN-LIB 2 or later. */
  PRESENT;

  private static final String KEYWORD = "vnnlib-version";

  /**
   * @param content plain or gzipped
   * @param file the name for messages
   * @throws VnnLibParseException when it cannot be unpacked, or is in an encoding that is not read
   */
  public static VersionLine of(byte[] content, String file) {
    SourceBytes source = SourceBytes.open(new ByteArrayInputStream(content), file);
    if (source.skipBlank() != '(') {
      return ABSENT;
    }
    source.advance();
    source.skipBlank();
    for (int k = 0; k < KEYWORD.length(); k++) {
      if (source.peek() != KEYWORD.charAt(k)) {
        return ABSENT;
      }
      source.advance();
    }
    int next = source.peek();
    return SourceBytes.isBlank(next) || next == '<' || next == ')' || next == ';'
        ? PRESENT
        : ABSENT;
  }
}
