package org.plumbline.api;

import java.util.List;
import org.plumbline.question.Digest;

/**
 * What identifies a question: the SHA-256 of the contents of its files (unpacked, whatever they are
 * called), of what is asked about an input, of patterns, semantics, engine and seed, and of the
 * version of Plumbline. Limits of time and numbers of threads do not count.
 *
 * @param sha256 64 hexadecimal digits
 */
public record QuestionKey(String sha256) {
  /**
   * Checks the digits.
   *
   * @param sha256 64 hexadecimal digits
   */
  public QuestionKey {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
    }
  }

  static QuestionKey of(
      Networks networks, Property property, List<Pattern> patterns, Options options) {
    StringBuilder text =
        new StringBuilder("plumbline ").append(PlumblineVersion.text()).append('\n');
    text.append(networks.identity());
    if (property instanceof VnnLib file) {
      text.append("property ").append(Digest.hex(file.file().digest())).append('\n');
    } else {
      text.append("input ").append(((LocalRobustness) property).question().identity()).append('\n');
    }
    for (Pattern pattern : patterns) {
      text.append("pattern ").append(Digest.hex(pattern.digest()));
      text.append(' ').append(pattern.label()).append('\n');
    }
    String declared = isDeclared(property) ? "DECLARED" : Semantics.REAL.name();
    String semantics = options.semantics.map(Semantics::name).orElse(declared);
    text.append("semantics ").append(semantics).append('\n');
    text.append("engine ").append(options.engine).append('\n');
    text.append("seed ").append(options.seed).append('\n');
    return new QuestionKey(Digest.hex(Digest.of(text.toString())));
  }

  /** Whether the property says which numbers it is about. */
  static boolean isDeclared(Property property) {
    return property instanceof VnnLib file && file.file().isSecond();
  }

  @Override
  public String toString() {
    return sha256;
  }
}
