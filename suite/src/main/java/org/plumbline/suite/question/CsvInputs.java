package org.plumbline.suite.question;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.samples.Unpacked;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.file.Inputs;
import org.plumbline.suite.file.Inputs.LabelColumn;

/**
 * The lines of a CSV file, each an input: numbers between commas, which count exactly. A first line
 * that does not start with a number is a heading.
 */
final class CsvInputs {
  /** Of the order of bytes, which some programs write before UTF-8. */
  private static final String MARK = "\uFEFF";

  private static final long MOST_LETTERS = 1L << 28;

  private final Inputs inputs;
  private final List<Supplier<GivenInput>> all = new ArrayList<>();
  private int line;
  private long letters;

  private CsvInputs(Inputs inputs) {
    this.inputs = inputs;
  }

  static List<Supplier<GivenInput>> of(Inputs inputs) {
    if (inputs.labels().isPresent()) {
      throw new ParseException(
          inputs.labels().get().toString(),
          "goes with no CSV file, which has its labels in the column that label_column names");
    }
    return new CsvInputs(inputs).read();
  }

  private List<Supplier<GivenInput>> read() {
    String name = inputs.data().toString();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Unpacked.open(inputs.data()), StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        letters += text.length();
        if (letters > MOST_LETTERS) {
          throw new ParseException(name, "is longer than " + MOST_LETTERS + " letters");
        }
        String unmarked = line == 1 && text.startsWith(MARK) ? text.substring(1) : text;
        if (!unmarked.isBlank() && !(line == 1 && isHeading(unmarked))) {
          String values = unmarked.strip();
          int at = line;
          int index = all.size();
          all.add(() -> input(values, at, index));
        }
      }
      return all;
    } catch (IOException e) {
      throw new ParseException(name, "cannot be read: " + e.getMessage());
    }
  }

  /** A first line without any number. */
  private static boolean isHeading(String text) {
    return Arrays.stream(text.split(",")).noneMatch(CsvInputs::isNumber);
  }

  private static boolean isNumber(String field) {
    String bare = field.strip().replace("\"", "");
    return bare.matches("[-+.\\d].*") || bare.matches("(?i)[-+]?(nan|inf|infinity)");
  }

  private GivenInput input(String text, int at, int index) {
    LabelColumn column = inputs.column();
    int comma = column == LabelColumn.FIRST ? text.indexOf(',') : text.lastIndexOf(',');
    if (column != LabelColumn.NONE && comma < 0) {
      throw new ParseException(
          inputs.data().toString(), at, 0, "a label and numbers are wanted, between commas");
    }
    String label =
        column == LabelColumn.FIRST ? text.substring(0, comma) : text.substring(comma + 1);
    String values =
        switch (column) {
          case FIRST -> text.substring(comma + 1);
          case LAST -> text.substring(0, comma);
          case NONE -> text;
        };
    return new GivenInput(
        "image-" + index,
        "input " + index + " of " + inputs.data().getFileName(),
        new AskedImage(inputs.data().toString(), index),
        values.getBytes(StandardCharsets.UTF_8),
        column == LabelColumn.NONE ? OptionalInt.empty() : OptionalInt.of(label(label.strip(), at)),
        inputs.pixels(),
        inputs.layout());
  }

  private int label(String field, int at) {
    if (!field.matches("\\d{1,6}")) {
      throw new ParseException(
          inputs.data().toString(),
          at,
          0,
          "'"
              + field.substring(0, Math.min(20, field.length())).replaceAll("\\p{C}", "?")
              + "' is no class, which are numbered from 0; label_column says where it stands:"
              + " first, last or none");
    }
    return Integer.parseInt(field);
  }
}
