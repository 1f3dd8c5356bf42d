package org.plumbline.specs.robustness;

import org.plumbline.network.model.ParseException;

/** PGM and PPM images, text (P2, P3) and binary (P5, P6), with levels 0 to 255. */
final class PortableMap {
  private static final int LEVELS = 255;

  private final byte[] bytes;
  private final String file;
  private int at = 2;

  PortableMap(byte[] bytes, String file) {
    this.bytes = bytes;
    this.file = file;
  }

  static boolean recognises(byte[] bytes) {
    return bytes.length > 2
        && bytes[0] == 'P'
        && (bytes[1] == '2' || bytes[1] == '3' || bytes[1] == '5' || bytes[1] == '6')
        && isBlank(bytes[2]);
  }

  Pixels read() {
    boolean binary = bytes[1] >= '5';
    int channels = bytes[1] == '2' || bytes[1] == '5' ? 1 : 3;
    int width = number("width");
    int height = number("height");
    ImageFile.requireArea(width, height, file);
    int greatest = number("greatest level");
    if (greatest != LEVELS) {
      throw new ParseException(
          file, "the greatest level is " + greatest + "; only images with " + LEVELS + " are read");
    }
    byte[] levels = new byte[width * height * channels];
    if (binary) {
      at++;
      if (bytes.length - at < levels.length) {
        throw new ParseException(
            file,
            "the image ends after " + (bytes.length - at) + " of " + levels.length + " levels");
      }
      System.arraycopy(bytes, at, levels, 0, levels.length);
    } else {
      for (int k = 0; k < levels.length; k++) {
        levels[k] = (byte) level();
      }
    }
    return new Pixels(width, height, channels, levels);
  }

  private int level() {
    int level = number("level");
    if (level > LEVELS) {
      throw new ParseException(file, "level " + level + " exceeds " + LEVELS);
    }
    return level;
  }

  private int number(String what) {
    skipBlank();
    int value = 0;
    int start = at;
    for (; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      value = 10 * value + (bytes[at] - '0');
      if (value > Pixels.MAX_AREA) {
        throw new ParseException(file, what + " of the image at byte " + start + " is too large");
      }
    }
    if (at == start) {
      throw new ParseException(file, what + " of the image is missing at byte " + start);
    }
    return value;
  }

  private void skipBlank() {
    while (at < bytes.length && (isBlank(bytes[at]) || bytes[at] == '#')) {
      if (bytes[at] == '#') {
        while (at < bytes.length && bytes[at] != '\n') {
          at++;
        }
      } else {
        at++;
      }
    }
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
