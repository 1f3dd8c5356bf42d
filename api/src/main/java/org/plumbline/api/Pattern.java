package org.plumbline.api;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.FileContent;
import org.plumbline.question.PatternsFile;
import org.plumbline.question.QuestionReader;
import org.plumbline.specs.pattern.ActivationPattern;
import org.plumbline.specs.pattern.ClassPattern;
import org.plumbline.specs.pattern.PatternFile;
import org.plumbline.specs.query.Premise;

/** Neurons that are active, and neurons that are not, on the inputs that are asked about. */
public final class Pattern {
  private final ActivationPattern pattern;
  private final byte[] digest;
  private final int label;

  private Pattern(ActivationPattern pattern, byte[] digest, int label) {
    this.pattern = pattern;
    this.digest = digest;
    this.label = label;
  }

  /**
   * The pattern of a class.
   *
   * @param file as {@code plumbline nap mine} writes it
   * @param label the class, from 0
   * @return its pattern
   * @throws UnreadableInputException if the file is unreadable or has none of this class
   */
  public static Pattern read(Path file, int label) {
    return Refusals.translated(
        () -> {
          FileContent content = FileContent.read(file, PatternsFile.MOST_BYTES);
          PatternFile patterns = PatternsFile.parse(content);
          ActivationPattern found =
              patterns
                  .of(label)
                  .map(ClassPattern::pattern)
                  .orElseThrow(
                      () ->
                          new ParseException(
                              file.toString(),
                              "there is no pattern of class "
                                  + label
                                  + ", only of "
                                  + patterns.patterns().stream()
                                      .map(ClassPattern::label)
                                      .toList()));
          return new Pattern(found, content.digest(), label);
        });
  }

  /** What patterns take for granted together. */
  static Function<Network, Premise> premise(List<Pattern> patterns) {
    return patterns.isEmpty()
        ? QuestionReader.NO_PATTERNS
        : network ->
            Premise.of(
                network, patterns.stream().map(p -> p.pattern).toArray(ActivationPattern[]::new));
  }

  byte[] digest() {
    return digest;
  }

  int label() {
    return label;
  }
}
