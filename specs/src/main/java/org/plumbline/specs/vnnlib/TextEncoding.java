package org.plumbline.specs.vnnlib;

/** Encodings other than ASCII and UTF-8, told by the marks and zeros of the first four bytes. */
final class TextEncoding {
  static final int UTF8_MARK_LENGTH = 3;

  private static final int LONGEST_MARK = 4;

  private TextEncoding() {}

  static boolean hasUtf8Mark(byte[] start, int length) {
    return length >= UTF8_MARK_LENGTH && is(start, 0xef, 0xbb, 0xbf);
  }

  /** The name of an encoding that is not read, or null. */
  static String foreign(byte[] start, int length) {
    if (length >= LONGEST_MARK) {
      boolean[] zero = new boolean[LONGEST_MARK];
      for (int k = 0; k < zero.length; k++) {
        zero[k] = start[k] == 0;
      }
      if (is(start, 0xff, 0xfe, 0, 0) || !zero[0] && zero[1] && zero[2] && zero[3]) {
        return "UTF-32 (little-endian)";
      }
      if (is(start, 0, 0, 0xfe, 0xff) || zero[0] && zero[1] && zero[2] && !zero[3]) {
        return "UTF-32 (big-endian)";
      }
      if (!zero[0] && zero[1] && !zero[2] && zero[3]) {
        return "UTF-16 (little-endian)";
      }
      if (zero[0] && !zero[1] && zero[2] && !zero[3]) {
        return "UTF-16 (big-endian)";
      }
    }
    if (length >= 2 && is(start, 0xff, 0xfe)) {
      return "UTF-16 (little-endian)";
    }
    return length >= 2 && is(start, 0xfe, 0xff) ? "UTF-16 (big-endian)" : null;
  }

  private static boolean is(byte[] start, int... mark) {
    for (int k = 0; k < mark.length; k++) {
      if ((start[k] & 0xff) != mark[k]) {
        return false;
      }
    }
    return true;
  }
}
