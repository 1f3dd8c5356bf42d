package org.plumbline.suite.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that appears whole or not at all; devices and pipes are written to. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Replaces what is there; folders that are missing are made.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      Files.write(real, content);
      return;
    }
    Files.createDirectories(real.getParent());
    Path beside = Files.createTempFile(real.getParent(), ".plumbline-", ".tmp");
    try {
      Files.write(beside, content);
      if (Files.getFileStore(real.getParent()).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(beside, Permissions.of(real));
      }
      Files.move(beside, real, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
