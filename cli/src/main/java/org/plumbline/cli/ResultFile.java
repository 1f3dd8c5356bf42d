package org.plumbline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.verifier.contract.Verdict;

/**
 * The result file of VNN-COMP; it appears whole or not at all. The first line is the outcome; after
 * {@code sat} follows one list in parentheses of the pairs {@code (X_0 value)} … {@code (Y_n
 * value)} in the order of their indices, which the competition's scripts read by Python's {@code
 * float}. Inputs are written in full, so that they read back as exactly the point that was
 * replayed, inside its box.
 */
final class ResultFile {
  private ResultFile() {}

  static void write(Path file, Outcome outcome) throws IOException {
    StringBuilder text = new StringBuilder(outcome.word()).append('\n');
    if (outcome.verdict() instanceof Verdict.Violated violated) {
      append(violated.counterexample(), text);
    }
    writeWhole(file, text.toString());
  }

  private static void append(Counterexample counterexample, StringBuilder text) {
    text.append('(');
    for (int i = 0; i < counterexample.point().length; i++) {
      append("X", i, counterexample.point()[i].toString(), text);
    }
    for (int i = 0; i < counterexample.outputs().length; i++) {
      append("Y", i, number(counterexample.outputs()[i]), text);
    }
    text.setLength(text.length() - 1);
    text.append(")\n");
  }

  private static void append(String name, int index, String value, StringBuilder text) {
    text.append('(').append(name).append('_').append(index).append(' ').append(value).append(")\n");
  }

  /** An output that the property does not speak of may have overflowed. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value);
  }

  /** An answer of an earlier run must not pass for the answer of this one. */
  static void forget(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      Files.delete(file);
    }
  }

  /** Writes beside the file and moves it into place; straight into what is no file (a pipe). */
  static void writeWhole(Path file, String text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      return;
    }
    Path absolute = file.toAbsolutePath();
    Path beside = Files.createTempFile(absolute.getParent(), ".plumbline", ".tmp");
    try {
      Files.writeString(beside, text, StandardCharsets.UTF_8);
      Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
