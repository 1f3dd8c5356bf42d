package org.plumbline.soundness.competition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The first line of an answer, in the words of the competition. */
public final class AnswerWord {
  private static final int FIRST_BYTES = 256;

  private AnswerWord() {}

  /**
   * {@code sat}, {@code unsat}, {@code unknown} or {@code timeout}; whatever is none is an error.
   */
  public static String of(Path answer) throws IOException {
    if (!Files.isRegularFile(answer)) {
      return "error";
    }
    String start;
    try (InputStream in = Files.newInputStream(answer)) {
      start = new String(in.readNBytes(FIRST_BYTES), StandardCharsets.UTF_8);
    }
    String first = start.lines().findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
    return switch (first) {
      case "sat", "violated" -> "sat";
      case "unsat", "holds" -> "unsat";
      case "timeout", "timed-out" -> "timeout";
      case "unknown" -> "unknown";
      default -> "error";
    };
  }
}
