package org.plumbline.soundness.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a verifier wrote, which may be nothing, or anything. */
final class AnswerText {
  private static final int MOST_BYTES = 1 << 24;

  private AnswerText() {}

  /** Empty where there is no such file. */
  static String read(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** The last lines of a file, up to so many characters. */
  static String end(Path file, int characters) {
    String text = read(file).strip();
    return text.substring(Math.max(0, text.length() - characters));
  }
}
