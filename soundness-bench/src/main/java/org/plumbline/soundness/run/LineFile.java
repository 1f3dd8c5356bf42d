package org.plumbline.soundness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A file that lines are added to, the last of which a kill may have cut. */
public final class LineFile {
  private LineFile() {}

  /**
   * Drops a last line without an end.
   *
   * @param text what the file holds
   */
  public static void dropCutLine(Path file, String text) throws FileSystemException {
    int end = text.lastIndexOf('\n') + 1;
    if (end < text.length()) {
      write(file, text.substring(0, end));
    }
  }

  /** A failure names the file, which not every one does by itself. */
  public static void write(Path file, String text, OpenOption... options)
      throws FileSystemException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8, options);
    } catch (IOException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }
}
