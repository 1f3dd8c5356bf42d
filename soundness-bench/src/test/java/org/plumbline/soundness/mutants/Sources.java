package org.plumbline.soundness.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sources of Plumbline's modules, as the mutants change them. */
final class Sources {
  private Sources() {}

  /** The folder that holds all modules. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("verifier/src/main/java"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException(
          "no sources of Plumbline above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  /** The source of a type like {@code verifier/bounds/Lines}. */
  static String of(String type) {
    String module = type.substring(0, type.indexOf('/'));
    Path file = root().resolve(module + "/src/main/java/org/plumbline/" + type + ".java");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The source with a change.
   *
   * @throws IllegalStateException if what is to be changed does not stand there exactly once
   */
  static String changed(String source, Mutant mutant, Mutant.Edit edit) {
    String pattern =
        Arrays.stream(edit.before().strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    Matcher matcher = Pattern.compile(pattern).matcher(source);
    int found = (int) matcher.results().count();
    if (found != 1) {
      throw new IllegalStateException(
          "mutant "
              + mutant.name()
              + ": in "
              + edit.type()
              + " stands "
              + found
              + " times, not once: "
              + edit.before().strip()
              + "\n"
              + "The source has changed; let the mutant make the same mistake in what stands there"
              + " now.");
    }
    MatchResult place = matcher.reset().results().findFirst().orElseThrow();
    return source.substring(0, place.start()) + edit.after() + source.substring(place.end());
  }
}
