package org.plumbline.examples.digits;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes a property as VNN-LIB 1.0: what it asserts is the violation. */
final class VnnLibFile {

  private VnnLibFile() {}

  static void write(Path file, DigitProperty property) throws IOException {
    Stream<String> asserted =
        property.variations().size() == 1
            ? single(property.variations().get(0))
            : Stream.of(anyOf(property.variations()));
    Stream<String> lines =
        Stream.of(property.words().stream().map("; "::concat), declarations(), asserted)
            .flatMap(part -> part);
    Files.writeString(file, lines.collect(Collectors.joining("\n", "", "\n")));
  }

  private static Stream<String> declarations() {
    return Stream.concat(
        IntStream.range(0, DigitsDataset.PIXELS).mapToObj(i -> "(declare-const X_" + i + " Real)"),
        IntStream.range(0, DigitsDataset.CLASSES)
            .mapToObj(i -> "(declare-const Y_" + i + " Real)"));
  }

  private static Stream<String> single(Variation variation) {
    return Stream.concat(
        bounds(variation).map(bound -> "(assert " + bound + ")"),
        Stream.of("(assert " + mistaken(variation) + ")"));
  }

  private static String anyOf(List<Variation> variations) {
    return variations.stream()
        .map(
            variation ->
                Stream.concat(bounds(variation), Stream.of(mistaken(variation)))
                    .collect(Collectors.joining("\n    ", "  (and\n    ", ")")))
        .collect(Collectors.joining("\n", "(assert (or\n", "))"));
  }

  private static Stream<String> bounds(Variation variation) {
    return IntStream.range(0, DigitsDataset.PIXELS)
        .boxed()
        .flatMap(
            i ->
                Stream.of(
                    "(>= X_" + i + " " + decimal(variation.lower()[i]) + ")",
                    "(<= X_" + i + " " + decimal(variation.upper()[i]) + ")"));
  }

  private static String mistaken(Variation variation) {
    int label = variation.digit().label();
    return IntStream.range(0, DigitsDataset.CLASSES)
        .filter(other -> other != label)
        .mapToObj(other -> "(>= Y_" + other + " Y_" + label + ")")
        .collect(Collectors.joining(" ", "(or ", ")"));
  }

  private static String decimal(double value) {
    return new BigDecimal(value).toPlainString();
  }
}
