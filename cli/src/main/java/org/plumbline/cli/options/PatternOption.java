package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.PatternsFile;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.query.Premise;
import picocli.CommandLine.Option;

/** Patterns that all inputs of a question follow. */
public final class PatternOption {
  @Option(
      names = "--pattern",
      paramLabel = "FILE[:CLASS]",
      description =
          "Asks only about inputs that follow the pattern of a class, which need not be named in a"
              + " file of one; may be given more than once.")
  private List<String> patterns = new ArrayList<>();

  boolean isGiven() {
    return !patterns.isEmpty();
  }

  void addTo(FilePlan plan) {
    patterns.forEach(pattern -> plan.reads(path(pattern)));
  }

  /**
   * What the patterns take for granted.
   *
   * @throws ParseException if a file is unreadable or has no such pattern
   * @throws IllegalArgumentException if a pattern belongs to another network
   */
  public Premise premise(Network network) {
    return Premise.of(
        network, patterns.stream().map(PatternOption::pattern).toArray(ActivationPattern[]::new));
  }

  void write(JsonGenerator json) throws IOException {
    if (isGiven()) {
      json.writeArrayFieldStart("patterns");
      for (String pattern : patterns) {
        json.writeString(pattern);
      }
      json.writeEndArray();
    }
  }

  private static ActivationPattern pattern(String option) {
    Path path = path(option);
    PatternFile file = PatternsFile.read(path);
    Optional<Integer> label = label(option);
    if (label.isEmpty() && file.patterns().size() == 1) {
      return file.patterns().get(0).pattern();
    }
    return label
        .flatMap(file::of)
        .map(ClassPattern::pattern)
        .orElseThrow(
            () ->
                new ParseException(
                    path.toString(),
                    (label.isEmpty()
                            ? "there is more than one pattern"
                            : "there is no pattern of class " + label.get())
                        + "; say --pattern "
                        + path
                        + ":CLASS with one of "
                        + file.patterns().stream().map(ClassPattern::label).toList()));
  }

  private static Path path(String option) {
    return label(option).isEmpty()
        ? Path.of(option)
        : Path.of(option.substring(0, option.lastIndexOf(':')));
  }

  /** What follows the last colon, if it is a number. */
  private static Optional<Integer> label(String option) {
    String last = option.substring(option.lastIndexOf(':') + 1);
    return option.contains(":") && last.matches("\\d{1,9}")
        ? Optional.of(Integer.valueOf(last))
        : Optional.empty();
  }
}
