package org.plumbline.suite.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who may read a report: whoever may read the one that it replaces, else everybody. */
final class Permissions {
  private Permissions() {}

  static Set<PosixFilePermission> of(Path file) throws IOException {
    return Files.exists(file)
        ? Files.getPosixFilePermissions(file)
        : PosixFilePermissions.fromString("rw-r--r--");
  }
}
