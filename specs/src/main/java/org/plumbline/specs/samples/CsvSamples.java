package org.plumbline.specs.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputShape;

/**
 * Lines of numbers between commas, the label first. A first line that does not start with a number
 * is a heading. The numbers are taken as they are, before {@link Preparation#normalise}.
 */
final class CsvSamples implements SampleStream {
  private final String name;
  private final BufferedReader lines;
  private final Preparation preparation;
  private final int values;
  private final ChannelOrder order;
  private int line;

  CsvSamples(Path file, Preparation preparation, InputShape inputs, ChannelOrder order)
      throws IOException {
    this.name = file.toString();
    this.lines =
        new BufferedReader(new InputStreamReader(Unpacked.open(file), StandardCharsets.UTF_8));
    this.preparation = preparation;
    this.values = inputs.size();
    this.order = order;
  }

  @Override
  public int next(double[] target, int offset) {
    String text = line();
    if (text == null) {
      return END;
    }
    String[] fields = text.split(",", -1);
    if (fields.length != values + 1) {
      throw new ParseException(
          name,
          line,
          0,
          fields.length + " fields; a label and the network's " + values + " inputs are wanted");
    }
    for (int i = 0; i < values; i++) {
      target[offset + i] = number(fields[i + 1].strip(), i + 2);
    }
    preparation.normalise(target, offset, values, order);
    return label(fields[0].strip());
  }

  /** The next line that is neither blank nor a heading, or null. */
  private String line() {
    try {
      String text;
      do {
        text = lines.readLine();
        line++;
      } while (text != null && (text.isBlank() || line == 1 && isHeading(text)));
      return text;
    } catch (IOException e) {
      throw new ParseException(name, "cannot be read: " + e.getMessage());
    }
  }

  private static boolean isHeading(String text) {
    return !text.strip().matches("[-+.\\d].*");
  }

  private double number(String field, int column) {
    try {
      double number = Decimals.parse(field).doubleValue();
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(field, column, e.getMessage());
    }
    throw wrong(field, column, "beyond the largest double");
  }

  private int label(String field) {
    if (!field.matches("\\d{1,6}")) {
      throw wrong(field, 1, "no class; these are numbered from 0");
    }
    return Integer.parseInt(field);
  }

  private ParseException wrong(String field, int column, String why) {
    String shown = field.length() > 40 ? field.substring(0, 40) + "…" : field;
    return new ParseException(
        name, line, 0, "field " + column + ", '" + shown.replaceAll("\\p{C}", "?") + "': " + why);
  }

  @Override
  public OptionalInt size() {
    return OptionalInt.empty();
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new ParseException(name, "cannot be read: " + e.getMessage());
    }
  }
}
