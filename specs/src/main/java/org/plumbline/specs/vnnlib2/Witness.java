package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.plumbline.specs.property.Decimals;
import org.plumbline.specs.vnnlib.VnnLibParseException;

/**
 * Values of all declared tensors as text (VNN-LIB 2.0, section 5.3): for each in the order of the
 * document a line {@code NAME TYPE [d1,d2]} and its values row-major, one on each line.
 */
public final class Witness {
  private static final double MOST_WHOLE = 1L << 53;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final String file;
  private final List<String> lines;
  private int at;

  private Witness(String text, String file) {
    this.file = file;
    this.lines = text.lines().map(String::strip).toList();
  }

  /**
   * @param values of each of {@link Document#variables()}, row-major; binary32 numbers where the
   *     type is float32
   * @throws IllegalArgumentException when a value is no finite number of its type, or values are
   *     too many or too few
   */
  public static String write(Document document, List<double[]> values) {
    List<VariableDeclaration> variables = document.variables();
    if (values.size() != variables.size()) {
      throw new IllegalArgumentException(
          values.size() + " tensors for " + variables.size() + " declared ones");
    }
    StringBuilder text = new StringBuilder();
    for (int v = 0; v < values.size(); v++) {
      VariableDeclaration variable = variables.get(v);
      if (values.get(v).length != variable.size()) {
        throw new IllegalArgumentException(
            values.get(v).length + " values for " + variable.name() + variable.shapeText());
      }
      text.append(header(variable)).append('\n');
      for (double value : values.get(v)) {
        text.append(number(variable, value)).append('\n');
      }
    }
    return text.toString();
  }

  private static String header(VariableDeclaration variable) {
    return variable.name() + " " + variable.type().word() + " " + variable.shapeText();
  }

  private static String number(VariableDeclaration variable, double value) {
    if (variable.type().isWhole()) {
      requireWhole(variable, value);
      return String.valueOf((long) value);
    }
    if (variable.type() != ElementType.FLOAT32) {
      return ShortDecimal.of(value);
    }
    if (value != (float) value) {
      throw new IllegalArgumentException(
          value + " of " + variable.name() + " is no finite float32 number");
    }
    return ShortDecimal.of((float) value);
  }

  private static void requireWhole(VariableDeclaration variable, double value) {
    if (value != Math.rint(value) || Math.abs(value) > MOST_WHOLE) {
      throw new IllegalArgumentException(
          value + " of " + variable.name() + " is no whole number up to 2^53");
    }
  }

  /**
   * Reads a witness back. A first line {@code sat} is skipped, and so are empty lines.
   *
   * @param file the name for messages
   * @return values of each of {@link Document#variables()}; rounded to binary32 where the type is
   *     float32, as the competition's validator does
   * @throws VnnLibParseException when it does not fit the document, tensor by tensor
   */
  public static List<double[]> read(String text, Document document, String file) {
    return new Witness(text, file).read(document);
  }

  private List<double[]> read(Document document) {
    at += line().equals("sat") ? 1 : 0;
    List<double[]> values = new ArrayList<>();
    for (VariableDeclaration variable : document.variables()) {
      readHeader(variable);
      values.add(readValues(variable));
    }
    if (!line().isEmpty()) {
      throw error("nothing is expected behind the last tensor, not '" + line() + "'");
    }
    return values;
  }

  /** The next line that is not empty; empty at the end. */
  private String line() {
    while (at < lines.size() && lines.get(at).isEmpty()) {
      at++;
    }
    return at < lines.size() ? lines.get(at) : "";
  }

  private void readHeader(VariableDeclaration variable) {
    String line = line();
    String[] parts = BLANKS.split(line, 3);
    boolean fits =
        parts.length == 3
            && parts[0].equals(variable.name())
            && isType(variable.type(), parts[1])
            && BLANKS.matcher(parts[2]).replaceAll("").equals(variable.shapeText());
    if (!fits) {
      throw error("'" + header(variable) + "' is expected, not '" + line + "'");
    }
    at++;
  }

  /**
   * The declared type, or {@code real} in its place among floats, as the standard's examples do.
   */
  private static boolean isType(ElementType type, String word) {
    return word.equals(type.word()) || !type.isWhole() && word.equalsIgnoreCase("real");
  }

  private double[] readValues(VariableDeclaration variable) {
    if (variable.size() > lines.size() - at) {
      throw error(
          "the file ends before the "
              + variable.size()
              + " values of "
              + variable.name()
              + variable.shapeText());
    }
    double[] values = new double[(int) variable.size()];
    for (int k = 0; k < values.length; k++, at++) {
      values[k] = value(variable, line());
    }
    return values;
  }

  private double value(VariableDeclaration variable, String line) {
    BigDecimal exact;
    try {
      exact = Decimals.parse(line);
    } catch (NumberFormatException e) {
      throw error("a value of " + variable.name() + " is expected: " + e.getMessage());
    }
    boolean negativeZero = exact.signum() == 0 && line.startsWith("-");
    double wide = negativeZero ? -0.0 : exact.doubleValue();
    double value = variable.type() == ElementType.FLOAT32 ? (float) wide : wide;
    if (!Double.isFinite(value)) {
      throw error(line + " is beyond the numbers of " + variable.type());
    }
    try {
      if (variable.type().isWhole()) {
        requireWhole(variable, value);
      }
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
    return value;
  }

  private VnnLibParseException error(String message) {
    return new VnnLibParseException(file, at + 1, 1, message);
  }
}
