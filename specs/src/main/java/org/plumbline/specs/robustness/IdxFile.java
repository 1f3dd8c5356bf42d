package org.plumbline.specs.robustness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.plumbline.network.model.ParseException;

/**
 * A data set in the IDX format, as MNIST is published, plain or gzipped: two zero bytes, the type
 * (8: unsigned bytes; others are refused), the number of extents, the extents as big-endian
 * integers, then the items one after the other. Images are {@code [items, height, width]} or {@code
 * [items, height, width, channels]}, labels {@code [items]}.
 *
 * @param shape the number of items first
 * @param data unsigned bytes; the array is owned by it
 */
public record IdxFile(int[] shape, byte[] data) {
  /** Most bytes of a file, unpacked. */
  public static final int MAX_BYTES = 512 << 20;

  private static final int UNSIGNED_BYTE = 8;
  private static final int MAX_EXTENTS = 4;

  /**
   * @throws ParseException when the file is missing, unreadable, or no IDX file of bytes
   */
  public static IdxFile read(Path file) {
    try {
      return read(Files.readAllBytes(small(file)), file);
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  /**
   * The same of a file that was read already.
   *
   * @param content plain or packed by gzip
   * @param file named in errors
   * @throws ParseException when it is no IDX file of bytes
   */
  public static IdxFile read(byte[] content, Path file) {
    try {
      return parse(inflated(content, file), file.toString());
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private static Path small(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw tooLarge(file);
    }
    return file;
  }

  private static ParseException tooLarge(Path file) {
    return new ParseException(
        file.toString(), "a data set has at most " + (MAX_BYTES >> 20) + " MiB");
  }

  private static byte[] inflated(byte[] bytes, Path file) throws IOException {
    if (bytes.length < 2 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] content = in.readNBytes(MAX_BYTES);
      if (in.read() >= 0) {
        throw tooLarge(file);
      }
      return content;
    }
  }

  private static IdxFile parse(byte[] bytes, String file) {
    int extents = bytes.length < 4 ? 0 : bytes[3] & 0xff;
    if (extents < 1 || extents > MAX_EXTENTS || bytes[0] != 0 || bytes[1] != 0) {
      throw new ParseException(file, "this is no IDX file (0, 0, type, 1 to 4 extents)");
    } else if (bytes[2] != UNSIGNED_BYTE) {
      throw new ParseException(
          file, "values of type " + bytes[2] + "; only type 8, unsigned bytes, is read");
    } else if (bytes.length < 4 + 4 * extents) {
      throw new ParseException(file, "the file ends inside its " + extents + " extents");
    }
    int[] shape = new int[extents];
    long size = 1;
    for (int e = 0; e < extents; e++) {
      int at = 4 + 4 * e;
      shape[e] =
          bytes[at] << 24
              | (bytes[at + 1] & 0xff) << 16
              | (bytes[at + 2] & 0xff) << 8
              | bytes[at + 3] & 0xff;
      if (shape[e] < 1 || size * shape[e] > MAX_BYTES) {
        throw new ParseException(file, "extent " + e + " is " + shape[e]);
      }
      size *= shape[e];
    }
    byte[] data = Arrays.copyOfRange(bytes, 4 + 4 * extents, bytes.length);
    if (data.length != size) {
      throw new ParseException(file, data.length + " values follow, but the extents say " + size);
    }
    return new IdxFile(shape, data);
  }

  public int items() {
    return shape[0];
  }

  /** The unsigned byte of an item of a file of labels. */
  public int label(int item) {
    return data[item] & 0xff;
  }

  /** One item as an image. */
  Pixels image(int item, String file) {
    int channels = shape.length == 4 ? shape[3] : 1;
    if (shape.length < 3 || channels != 1 && channels != 3) {
      throw new ParseException(
          file,
          "items of shape "
              + Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length))
              + " are no images (height, width and 1 or 3 channels)");
    } else if (item < 0 || item >= items()) {
      throw new ParseException(file, "there is no item " + item + " among " + items());
    }
    int size = data.length / items();
    return new Pixels(
        shape[2], shape[1], channels, Arrays.copyOfRange(data, item * size, (item + 1) * size));
  }
}
