package org.plumbline.soundness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that a tool works in, and that is removed with all that it left there.
 *
 * @param path empty when it is made
 */
public record WorkFolder(Path path) implements AutoCloseable {
  /** A new one. */
  public static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("plumbline-run"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
