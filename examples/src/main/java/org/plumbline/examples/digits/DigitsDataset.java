package org.plumbline.examples.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Scanned handwritten digits: 8×8 grey levels 0 (paper) to 16 (ink) in rows from the top left, and
 * the digit that the writer meant. The source is named in {@code examples/digits/README.md}.
 */
public record DigitsDataset(List<Digit> digits) {

  public static final int SIDE = 8;
  public static final int PIXELS = SIDE * SIDE;
  public static final int CLASSES = 10;
  public static final int INK = 16;

  private static final int HELD_OUT_EVERY = 5;

  /**
   * An image and what it shows.
   *
   * @param index the line of the data file, from 0
   * @param pixels 64 grey levels 0 to 16
   * @param label 0 to 9
   */
  public record Digit(int index, int[] pixels, int label) {}

  public DigitsDataset {
    digits = List.copyOf(digits);
  }

  /** Reads lines of 64 grey levels and a label, separated by commas, compressed with gzip. */
  public static DigitsDataset read(Path csvGz) throws IOException {
    List<Digit> digits = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(csvGz)), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        digits.add(parse(csvGz, digits.size(), line));
      }
    }
    return new DigitsDataset(digits);
  }

  private static Digit parse(Path file, int index, String line) throws IOException {
    String[] fields = line.split(",", -1);
    if (fields.length != PIXELS + 1) {
      throw malformed(file, index, fields.length + " fields, expected " + (PIXELS + 1));
    }
    int[] values = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      int largest = i < PIXELS ? INK : CLASSES - 1;
      values[i] = fields[i].matches("\\d{1,2}") ? Integer.parseInt(fields[i]) : -1;
      if (values[i] < 0 || values[i] > largest) {
        String range = "a whole number 0 to " + largest;
        throw malformed(
            file, index, "field " + (i + 1) + " is '" + fields[i] + "', expected " + range);
      }
    }
    return new Digit(index, Arrays.copyOf(values, PIXELS), values[PIXELS]);
  }

  private static IOException malformed(Path file, int index, String what) {
    return new IOException(file + ", line " + (index + 1) + ": " + what);
  }

  /** Every fifth digit, from the first on: never trained on. */
  public DigitsDataset heldOut() {
    return new DigitsDataset(
        digits.stream().filter(digit -> digit.index() % HELD_OUT_EVERY == 0).toList());
  }

  /** The digits that are not held out. */
  public DigitsDataset training() {
    return new DigitsDataset(
        digits.stream().filter(digit -> digit.index() % HELD_OUT_EVERY != 0).toList());
  }

  public int size() {
    return digits.size();
  }

  /** Grey levels {@code [size × 64]}. */
  public float[][] pixels() {
    return digits.stream().map(DigitsDataset::toFloats).toArray(float[][]::new);
  }

  /** One row per digit {@code [size × 10]}: 1 in the column of its label, 0 elsewhere. */
  public float[][] oneHotLabels() {
    float[][] rows = new float[size()][CLASSES];
    IntStream.range(0, size()).forEach(i -> rows[i][digits.get(i).label()] = 1);
    return rows;
  }

  private static float[] toFloats(Digit digit) {
    float[] row = new float[PIXELS];
    IntStream.range(0, PIXELS).forEach(i -> row[i] = digit.pixels()[i]);
    return row;
  }
}
