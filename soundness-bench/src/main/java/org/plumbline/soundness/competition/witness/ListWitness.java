package org.plumbline.soundness.competition.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A result file of VNN-COMP as any verifier writes it for VNN-LIB 1.0; after {@code sat} follows
 * {@code ((X_0 value) … (Y_0 value) …)} in the order of the indices.
 *
 * @param word the outcome: {@code sat}, {@code unsat}, …
 * @param inputs of the counterexample; empty but for {@code sat}
 * @param outputs as the verifier computed them
 */
record ListWitness(String word, double[] inputs, double[] outputs) {
  private static final int SHOWN = 40;
  private static final Pattern PAIR =
      Pattern.compile("\\s*\\(\\s*([XY])_(\\d{1,9})\\s+([^\\s()]+)\\s*\\)\\s*");

  /**
   * @throws IOException if the file cannot be read or its counterexample is malformed
   */
  static ListWitness read(Path file) throws IOException {
    String text = Files.readString(file);
    int end = text.indexOf('\n');
    String word = (end < 0 ? text : text.substring(0, end)).strip();
    if (!word.equals("sat")) {
      return new ListWitness(word, new double[0], new double[0]);
    }
    String list = end < 0 ? "" : text.substring(end + 1).strip();
    if (list.length() < 2 || !list.startsWith("(") || !list.endsWith(")")) {
      throw new IOException(file + ": after sat, ((X_0 value) … (Y_0 value) …) is expected");
    }
    return sat(file, list.substring(1, list.length() - 1));
  }

  private static ListWitness sat(Path file, String pairs) throws IOException {
    List<Double> inputs = new ArrayList<>();
    List<Double> outputs = new ArrayList<>();
    Matcher pair = PAIR.matcher(pairs);
    for (int at = 0; at < pairs.length(); at = pair.end()) {
      if (!pair.region(at, pairs.length()).lookingAt()) {
        String rest = pairs.substring(at, Math.min(pairs.length(), at + SHOWN));
        throw new IOException(file + ": (X_0 value) or (Y_0 value) is expected at: " + rest);
      }
      boolean isInput = pair.group(1).equals("X");
      List<Double> values = isInput ? inputs : outputs;
      boolean isNext = Integer.parseInt(pair.group(2)) == values.size();
      if (!isNext || isInput && !outputs.isEmpty()) {
        throw new IOException(file + ": " + pair.group().strip() + " stands out of order");
      }
      values.add(number(file, pair.group(3)));
    }
    return new ListWitness("sat", array(inputs), array(outputs));
  }

  private static double number(Path file, String text) throws IOException {
    try {
      return switch (text) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw new IOException(file + ": " + text + " is no number", e);
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
