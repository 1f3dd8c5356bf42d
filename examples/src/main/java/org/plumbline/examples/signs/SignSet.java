package org.plumbline.examples.signs;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.IdxFile;

/**
 * Pictures of traffic signs and what they show.
 *
 * @param pixels per picture, channel by channel (red, green, blue), row by row, from 0 to 1
 * @param labels from 0
 */
public record SignSet(float[][] pixels, int[] labels) {
  public static final int SIDE = 32;
  public static final int CHANNELS = 3;
  public static final int VALUES = CHANNELS * SIDE * SIDE;

  private static final int AREA = SIDE * SIDE;
  private static final int UNSIGNED_BYTE = 8;

  /**
   * Reads {@code PART-images-idx4-ubyte.gz} and {@code PART-labels-idx1-ubyte.gz} of a folder:
   * bytes {@code [pictures, 32, 32, 3]} and {@code [pictures]}.
   */
  public static SignSet read(Path folder, String part) {
    Path file = images(folder, part);
    IdxFile images = IdxFile.read(file);
    IdxFile labels = IdxFile.read(labels(folder, part));
    int[] wanted = {labels.items(), SIDE, SIDE, CHANNELS};
    if (!Arrays.equals(images.shape(), wanted)) {
      throw new ParseException(
          file.toString(),
          Arrays.toString(images.shape()) + " pictures, not " + Arrays.toString(wanted));
    }
    float[][] pixels = new float[images.items()][VALUES];
    for (int n = 0; n < pixels.length; n++) {
      for (int i = 0; i < VALUES; i++) {
        int at = n * VALUES + i % AREA * CHANNELS + i / AREA;
        pixels[n][i] = (images.data()[at] & 0xff) / 255f;
      }
    }
    int[] read = new int[pixels.length];
    Arrays.setAll(read, labels::label);
    return new SignSet(pixels, read);
  }

  /** Signs drawn by {@link SignPainter}, all kinds in turn. */
  public static SignSet drawn(int pictures, long seed) {
    Random random = new Random(seed);
    float[][] pixels = new float[pictures][];
    int[] labels = new int[pictures];
    for (int n = 0; n < pictures; n++) {
      labels[n] = n % SignKind.values().length;
      pixels[n] = new SignPainter(random).picture(SignKind.values()[labels[n]]);
    }
    return new SignSet(pixels, labels);
  }

  /** Writes the files that {@link #read} reads. */
  public void write(Path folder, String part) throws IOException {
    byte[] bytes = new byte[size() * VALUES];
    for (int n = 0; n < size(); n++) {
      for (int i = 0; i < VALUES; i++) {
        int at = n * VALUES + i % AREA * CHANNELS + i / AREA;
        bytes[at] = (byte) Math.round(255 * pixels[n][i]);
      }
    }
    write(images(folder, part), bytes, size(), SIDE, SIDE, CHANNELS);
    byte[] marks = new byte[size()];
    for (int n = 0; n < size(); n++) {
      marks[n] = (byte) labels[n];
    }
    write(labels(folder, part), marks, size());
  }

  private static void write(Path file, byte[] data, int... shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.write(new byte[] {0, 0, UNSIGNED_BYTE, (byte) shape.length});
      for (int extent : shape) {
        out.writeInt(extent);
      }
      out.write(data);
    }
    Files.write(file, bytes.toByteArray());
  }

  private static Path images(Path folder, String part) {
    return folder.resolve(part + "-images-idx4-ubyte.gz");
  }

  private static Path labels(Path folder, String part) {
    return folder.resolve(part + "-labels-idx1-ubyte.gz");
  }

  public int size() {
    return labels.length;
  }

  public int classes() {
    return Arrays.stream(labels).max().orElse(0) + 1;
  }
}
