package org.plumbline.suite.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All files that have to be there for somebody else to read a suite: it, and what it names. */
public final class SuiteFiles {
  private final Set<Path> files = new TreeSet<>();

  private SuiteFiles() {}

  /**
   * Of a suite that was read.
   *
   * @return absolute paths, sorted
   * @throws UncheckedIOException if a folder of inputs cannot be read
   */
  public static List<Path> of(Suite suite) {
    SuiteFiles all = new SuiteFiles();
    all.add(suite.file().path());
    suite.file().included().forEach(all::add);
    suite.entries().forEach(all::add);
    return List.copyOf(all.files);
  }

  private void add(Entry entry) {
    entry.networks().values().forEach(this::addNetwork);
    Ask ask = entry.ask();
    if (ask instanceof Ask.Robustness robustness) {
      add(robustness.inputs());
    } else if (ask instanceof Ask.Properties properties) {
      properties.files().forEach(this::add);
    } else if (ask instanceof Ask.Radius radius) {
      add(radius.inputs());
    } else if (ask instanceof Ask.Compare compare) {
      add(compare.inputs());
      addNetwork(compare.with());
    } else if (ask instanceof Ask.InPattern pattern) {
      add(pattern.inputs());
      add(pattern.patterns());
    } else if (ask instanceof Ask.Attack attack) {
      add(attack.inputs());
    } else if (ask instanceof Ask.Layerwise layerwise) {
      add(layerwise.inputs());
    }
  }

  private void addNetwork(Path file) {
    if (files.contains(file.toAbsolutePath().normalize())) {
      return;
    }
    NetworkFiles.of(file).forEach(this::add);
  }

  private void add(Inputs inputs) {
    inputs.labels().ifPresent(this::add);
    if (!Files.isDirectory(inputs.data())) {
      add(inputs.data());
      return;
    }
    try (Stream<Path> inside = Files.walk(inputs.data(), 2, FileVisitOption.FOLLOW_LINKS)) {
      inside
          .filter(Files::isRegularFile)
          .filter(file -> isVisible(inputs.data().relativize(file)))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(inputs.data() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isVisible(Path inside) {
    for (Path name : inside) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private void add(Path file) {
    files.add(file.toAbsolutePath().normalize());
  }
}
