package org.plumbline.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.api.Counterexample;
import org.plumbline.suite.StoredCounterexample;

/**
 * Writes counterexamples into a folder: all that is known as JSON, and the values as a text, one a
 * line, which {@code plumbline verify --input} reads.
 */
final class CounterexampleFiles {
  private final Path folder;

  CounterexampleFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * @param name of the question; what no file name has is replaced
   * @return the JSON file
   */
  Path write(String name, Counterexample found) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_");
    Path json = folder.resolve(safe + ".json");
    StoredCounterexample stored =
        new StoredCounterexample(found, List.of(), List.of(), List.of(), List.of());
    try {
      Files.createDirectories(folder);
      Files.write(json, stored.bytes());
      Files.writeString(folder.resolve(safe + ".txt"), values(found));
    } catch (IOException e) {
      throw new UncheckedIOException("the counterexample cannot be written to " + json, e);
    }
    return json;
  }

  private static String values(Counterexample found) {
    return found.point().stream().map(v -> v + "\n").collect(Collectors.joining());
  }
}
