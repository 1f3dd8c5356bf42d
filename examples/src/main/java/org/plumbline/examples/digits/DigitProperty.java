package org.plumbline.examples.digits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.plumbline.examples.digits.DigitsDataset.Digit;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibWriter;

/**
 * @param name of the file, without its ending
 * @param words what the property says, a line each
 * @param variations images that must keep their label; another digit's score reaching that of the
 *     label in any of them violates the property
 */
record DigitProperty(String name, List<String> words, List<Variation> variations) {

  /** A held-out four: its index in the data file. */
  private static final int FOUR = 100;

  /** Held-out images of 0, 1, ... 9: their indices in the data file. */
  private static final int[] TEN = {0, 70, 50, 45, 100, 15, 65, 240, 40, 105};

  DigitProperty {
    words = List.copyOf(words);
    variations = List.copyOf(variations);
  }

  /** The properties beside {@code digits.onnx}. */
  static List<DigitProperty> shipped(DigitsDataset dataset) {
    Digit four = dataset.digits().get(FOUR);
    List<Digit> ten = Arrays.stream(TEN).mapToObj(dataset.digits()::get).toList();
    return List.of(
        deadColumn(four, 3),
        deadColumn(four, 4),
        deadColumn(four, 6),
        noise("four", List.of(four), 2),
        noise("four", List.of(four), 3),
        noise("ten-digits", ten, 1),
        noise("ten-digits", ten, 2));
  }

  Property toProperty() {
    return new Property(
        DigitsDataset.PIXELS,
        DigitsDataset.CLASSES,
        variations.stream().map(Variation::toCase).toList());
  }

  String toVnnLib() {
    String comments = words.stream().map(line -> "; " + line + "\n").collect(Collectors.joining());
    return comments + VnnLibWriter.write(toProperty());
  }

  private static DigitProperty deadColumn(Digit four, int column) {
    return new DigitProperty(
        "four-dead-column-" + column,
        List.of(
            "Whatever a broken scanner reads in column " + column + " of 8, the four stays a four.",
            source(List.of(four))),
        List.of(Variation.deadColumn(four, column)));
  }

  private static DigitProperty noise(String name, List<Digit> digits, int epsilon) {
    String change = "With every pixel up to " + epsilon + " of 16 grey levels lighter or darker,";
    String claim = digits.size() == 1 ? "the " + name + " stays a " + name : "each keeps its digit";
    return new DigitProperty(
        name + "-noise-" + epsilon,
        List.of(change + " " + claim + ".", source(digits)),
        digits.stream().map(digit -> Variation.noise(digit, epsilon)).toList());
  }

  private static String source(List<Digit> digits) {
    return digits.stream()
        .map(digit -> String.valueOf(digit.index() + 1))
        .collect(Collectors.joining(", ", "Held-out images: digits.csv.gz, line ", "."));
  }
}
