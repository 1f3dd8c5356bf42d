package org.plumbline.suite.question;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.suite.AskedImage;

/**
 * What one question of an entry is about; as the parts of {@link
 * org.plumbline.suite.SuiteQuestion}.
 */
record Subject(
    Optional<String> command,
    Optional<AskedImage> image,
    OptionalInt label,
    Optional<String> epsilon,
    Optional<BigDecimal> volume) {

  /** A property that a command asks as well. */
  static Subject asked(String command) {
    return new Subject(
        Optional.of(command),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** An input, and the label that the data give it. */
  static Subject of(GivenInput input) {
    return of(input, input.label());
  }

  /** An input whose label does not matter. */
  static Subject unlabelled(GivenInput input) {
    return of(input, OptionalInt.empty());
  }

  private static Subject of(GivenInput input, OptionalInt label) {
    return new Subject(
        Optional.empty(), Optional.of(input.image()), label, Optional.empty(), Optional.empty());
  }

  /** A cell of a domain, by its share of the volume. */
  static Subject cell(BigDecimal volume) {
    return new Subject(
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of(volume));
  }

  /** The same, within a distance. */
  Subject within(String distance) {
    return new Subject(command, image, label, Optional.of(distance), volume);
  }
}
