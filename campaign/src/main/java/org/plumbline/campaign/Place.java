package org.plumbline.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;

/**
 * The folder that what workers read is in. Files stand below it as they stand below the root of the
 * driver's file system, so that relative paths mean the same. Where nothing is sent it is the root
 * itself.
 */
final class Place {
  private Place() {}

  /** A path as it is called from there. */
  static Path name(Path absolute) {
    return absolute.getRoot().relativize(absolute);
  }

  /** Makes the folder that a program starts in on this machine. */
  static Path of(Program program) throws IOException {
    boolean isSent = program.files().stream().anyMatch(Content::isSent);
    if (!isSent) {
      return Path.of("").toAbsolutePath().getRoot().resolve(program.folder());
    }
    Path root = Files.createTempDirectory(Path.of(SparkFiles.getRootDirectory()), "suite-");
    for (Content file : program.files()) {
      Path place = root.resolve(name(Path.of(file.path())));
      Files.createDirectories(place.getParent());
      Files.createSymbolicLink(place, file.here());
    }
    return Files.createDirectories(root.resolve(program.folder()));
  }
}
