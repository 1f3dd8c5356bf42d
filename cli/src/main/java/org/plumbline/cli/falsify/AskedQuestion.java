package org.plumbline.cli.falsify;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.cli.options.ReadFile;
import org.plumbline.cli.options.TestImages;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All that findings depend on: the options by their names, and the contents of the files that they
 * name, so that a file that was replaced makes another question.
 *
 * @param parts sorted by name
 */
record AskedQuestion(Map<String, String> parts) {
  private static final String DIGEST = ", SHA-256";

  /** What findings do not depend on. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "--results",
          "--csv",
          "--pictures",
          "--threads",
          "--index",
          "--count",
          "--answer-timeout",
          "--retries",
          "--verbose",
          "--help",
          "--version");

  /**
   * The question of a command line.
   *
   * @param network the digest of NETWORK, if there is one
   * @throws ParseException if a file that it names cannot be read again
   */
  static AskedQuestion of(CommandSpec spec, Optional<String> network) {
    TreeMap<String, String> parts = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      if (!OUTSIDE.contains(option.longestName()) && option.getValue() != null) {
        parts.put(option.longestName(), text(option));
        if (option.getValue() instanceof Path file) {
          parts.put(option.longestName() + DIGEST, ReadFile.with(file, AskedQuestion::digest));
        }
      }
    }
    for (ArgSpec parameter : spec.positionalParameters()) {
      if (parameter.getValue() != null) {
        parts.put(parameter.paramLabel(), text(parameter));
        network.ifPresent(digest -> parts.put(parameter.paramLabel() + DIGEST, digest));
      }
    }
    return new AskedQuestion(parts);
  }

  private static String text(ArgSpec option) {
    Object value = option.getValue();
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    List<Object> parts = new ArrayList<>();
    for (int k = 0; k < Array.getLength(value); k++) {
      parts.add(Array.get(value, k));
    }
    return parts.toString();
  }

  private static String digest(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      return ofFile(file);
    }
    StringBuilder list = new StringBuilder();
    for (Path one : TestImages.files(file)) {
      list.append(ofFile(one)).append(' ').append(one.getFileName()).append('\n');
    }
    return Digest.hex(Digest.of(list.toString()));
  }

  private static String ofFile(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ParseException(
          file.toString(), "is no file that --results could know again; write it into one first");
    }
    return Digest.hex(Digest.of(List.of(file)));
  }

  /** How another question differs from it, in words, or empty. */
  String difference(Map<String, String> other) {
    TreeSet<String> names = new TreeSet<>(parts.keySet());
    names.addAll(other.keySet());
    List<String> different = new ArrayList<>();
    for (String name : names) {
      String now = parts.get(name);
      String then = other.get(name);
      if (now == null || !now.equals(then)) {
        different.add(words(name, then, now));
      }
    }
    return String.join("; ", different);
  }

  private static String words(String name, String then, String now) {
    if (name.endsWith(DIGEST)) {
      return "the content of " + name.substring(0, name.length() - DIGEST.length()) + " is another";
    } else if (then == null) {
      return name + " was not given, and is " + now + " now";
    }
    return name
        + " was "
        + then
        + (now == null ? ", and is not given now" : ", and is " + now + " now");
  }
}
