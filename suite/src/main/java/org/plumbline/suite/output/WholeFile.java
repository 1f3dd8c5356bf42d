package org.plumbline.suite.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears whole or not at all; devices and pipes are written to. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes a content into a file that exists and is empty. */
  @FunctionalInterface
  public interface Content {
    void writeTo(Path file) throws IOException;
  }

  /**
   * Replaces what is there; folders that are missing are made.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, beside -> Files.write(beside, content));
  }

  /**
   * The same for what is written bit by bit.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, Content content) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      content.writeTo(real);
      return;
    }
    Files.createDirectories(real.getParent());
    Path beside = Files.createTempFile(real.getParent(), ".plumbline-", ".tmp");
    try {
      content.writeTo(beside);
      if (Files.getFileStore(real.getParent()).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(beside, Permissions.of(real));
      }
      Files.move(beside, real, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
