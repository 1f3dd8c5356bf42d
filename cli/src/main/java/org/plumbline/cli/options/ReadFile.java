package org.plumbline.cli.options;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.plumbline.network.model.ParseException;

/** Reads a file of any kind; one that cannot be read is an input error. */
public final class ReadFile {
  private ReadFile() {}

  /** Something that a file is read for. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Path file) throws IOException;
  }

  /**
   * What a reading makes of the file.
   *
   * @throws ParseException when the file is missing, unreadable or malformed
   */
  public static <T> T with(Path file, Reading<T> reading) {
    try {
      return reading.of(file);
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }
}
