package org.plumbline.soundness.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the mutants, a file for each: lines {@code KEY: VALUE}, of which {@code edit} begins a
 * change, whose old lines begin with {@code -} and new ones with {@code +}.
 */
final class MutantFile {
  private static final String ENDING = ".mutant";
  private static final long TIMEOUT_MILLIS = 10_000;

  private final String name;
  private final Map<String, String> values = new HashMap<>();
  private final List<Mutant.Edit> edits = new ArrayList<>();

  private MutantFile(String name) {
    this.name = name;
  }

  /** All mutants, by name. */
  static List<Mutant> all() {
    Path folder = Sources.root().resolve("soundness-bench/src/test/resources/mutants");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(ENDING))
          .sorted()
          .map(MutantFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mutant read(Path file) {
    String fileName = file.getFileName().toString();
    MutantFile mutant = new MutantFile(fileName.substring(0, fileName.length() - ENDING.length()));
    try {
      Files.readAllLines(file).forEach(mutant::take);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return mutant.finished();
  }

  private void take(String line) {
    if (line.startsWith("-") || line.startsWith("+")) {
      Mutant.Edit last = edits.remove(edits.size() - 1);
      String text = line.substring(1).strip() + "\n";
      edits.add(
          line.startsWith("-")
              ? new Mutant.Edit(last.type(), last.before() + text, last.after())
              : new Mutant.Edit(last.type(), last.before(), last.after() + text));
      return;
    }
    String[] parts = line.split(": ", 2);
    if (parts.length != 2) {
      throw new IllegalArgumentException(name + ENDING + ": \"" + line + "\" has no key");
    }
    if (parts[0].equals("edit")) {
      edits.add(new Mutant.Edit(parts[1].strip(), "", ""));
    } else {
      values.merge(parts[0], parts[1].strip(), (left, right) -> left + " " + right);
    }
  }

  private Mutant finished() {
    String semantics = values.getOrDefault("semantics", "real").toUpperCase(Locale.ROOT);
    long timeout = Long.parseLong(values.getOrDefault("milliseconds", "" + TIMEOUT_MILLIS));
    List<Mutant.Setting> settings =
        Arrays.stream(required("engines").split(", "))
            .map(e -> new Mutant.Setting(e.toUpperCase(Locale.ROOT), semantics, timeout))
            .toList();
    return new Mutant(
        name,
        required("story"),
        settings,
        List.of(required("families").split(", ")),
        start(),
        values.containsKey("guilty") ? List.of(values.get("guilty").split(", ")) : List.of(),
        changes("network/onnx/") || changes("specs/vnnlib/"),
        changes("certificates/check/"),
        List.copyOf(edits));
  }

  private boolean changes(String place) {
    return edits.stream().anyMatch(edit -> edit.type().startsWith(place));
  }

  private Optional<Mutant.Start> start() {
    if (!values.containsKey("first")) {
      return Optional.empty();
    }
    String[] words = values.get("first").split(" ");
    return Optional.of(new Mutant.Start(words[0], words[1].toUpperCase(Locale.ROOT)));
  }

  private String required(String key) {
    if (!values.containsKey(key)) {
      throw new IllegalArgumentException(name + ENDING + ": a line \"" + key + ": …\" is missing");
    }
    return values.get(key);
  }
}
