package org.plumbline.campaign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.plumbline.cli.Plumbline;
import org.plumbline.suite.worker.LineProcess;

/** Where the classes of this program are: those of workers, which need no Spark, and our own. */
final class Classes {
  private Classes() {}

  /**
   * The class path of workers: all archives beside the command's, or, where it was not packed, the
   * class path of this process.
   */
  static List<Path> ofWorkers() {
    Path command = of(Plumbline.class);
    if (Files.isDirectory(command)) {
      return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(part -> !part.isEmpty())
          .map(part -> Path.of(part).toAbsolutePath())
          .filter(Files::exists)
          .toList();
    }
    try (Stream<Path> beside = Files.list(command.getParent())) {
      return beside.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The archives that tasks of Spark need on its machines; none where they were not packed. */
  static List<Path> ofTasks() {
    return Stream.of(of(AnswerParcel.class), of(LineProcess.class))
        .filter(Files::isRegularFile)
        .toList();
  }

  private static Path of(Class<?> type) {
    try {
      return Optional.of(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()))
          .map(Classes::real)
          .orElseThrow();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of " + type + " has no address", e);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new IllegalStateException(path + " is not where it was", e);
    }
  }
}
