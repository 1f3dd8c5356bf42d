package org.plumbline.specs.robustness;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.plumbline.network.model.ParseException;

/**
 * Reads one network input from a file, all told by content: an image (PNG, JPEG, GIF, BMP, PGM,
 * PPM), a NumPy array, or numbers as text (separated by commas, semicolons, blanks, line ends;
 * {@code #} starts a comment).
 */
public final class InputReader {
  /** Most bytes of a file. */
  public static final int MOST_BYTES = 256 << 20;

  private static final String INPUT =
      "one input: that is an image (PNG, JPEG, GIF, BMP, PGM, PPM), a NumPy array (.npy) or numbers"
          + " as text";
  private static final String NUMBERS = "numbers: those are a NumPy array (.npy) or text";
  private static final int FIRST_BYTES = 1 << 10;

  /** The value of brightness b of an image, 0 ≤ b ≤ 255. */
  public enum Scale {
    /** b itself. */
    BYTES,
    /** The float32 nearest to b / 255, which is what a float32 pipeline hands to the network. */
    UNIT;

    /** What white is. */
    public double greatest() {
      return this == UNIT ? 1 : 255;
    }
  }

  private final Scale scale;
  private final InputShape shape;

  /**
   * @param scale of images; numbers are taken as they are
   * @param shape that the input has to have
   */
  public InputReader(Scale scale, InputShape shape) {
    this.scale = scale;
    this.shape = shape;
  }

  /**
   * The values in the order of the network's input; a grey image has one channel, another three
   * (red, green, blue).
   *
   * @throws ParseException when the file is missing, unreadable, or does not fit the network
   */
  public ReadInput read(Path file) {
    return read(bytes(file), file.toString());
  }

  /**
   * The same of a file that was read already.
   *
   * @param file named in errors
   * @throws ParseException when it does not fit the network
   */
  public ReadInput read(byte[] content, String file) {
    if (ImageFile.recognises(content)) {
      return values(ImageFile.read(content, file), file);
    }
    Optional<FileKind> kind = FileKind.of(content);
    if (kind.equals(Optional.of(FileKind.NUMPY))) {
      NumpyFile array = NumpyFile.read(content, file);
      shape.requireArray(array.shape(), file);
      return new ReadInput(array.values(), Optional.empty());
    }
    NumberFile numbers = numbers(content, file, kind, INPUT);
    shape.requireLines(numbers, file);
    return new ReadInput(numbers.values(), Optional.empty());
  }

  /**
   * All numbers of a file, in its order: of a NumPy array, or of a text.
   *
   * @param file named in errors
   * @throws ParseException when it holds something else
   */
  public static BigDecimal[] numbers(byte[] content, String file) {
    Optional<FileKind> kind = FileKind.of(content);
    return kind.equals(Optional.of(FileKind.NUMPY))
        ? NumpyFile.read(content, file).values()
        : numbers(content, file, kind, NUMBERS).values();
  }

  private static NumberFile numbers(
      byte[] content, String file, Optional<FileKind> kind, String wanted) {
    try {
      return NumberFile.read(content, file);
    } catch (ParseException e) {
      throw kind.isPresent() || isBinary(content)
          ? new ParseException(file, misplaced(kind, wanted))
          : e;
    }
  }

  private static boolean isBinary(byte[] content) {
    for (int k = 0; k < Math.min(content.length, FIRST_BYTES); k++) {
      if (content[k] >= 0 && content[k] < '\t') {
        return true;
      }
    }
    return false;
  }

  private static String misplaced(Optional<FileKind> kind, String wanted) {
    return "is "
        + kind.map(FileKind::words).orElse("a binary file of an unknown kind")
        + ", not "
        + wanted
        + (kind.equals(Optional.of(FileKind.IDX))
            ? "; where a command takes it, --dataset FILE --index N names one image of a data set"
            : "");
  }

  /**
   * The values of one image of a data set.
   *
   * @param item from 0
   * @param file named in errors
   * @throws ParseException when the items are no images, do not fit, or there is no such item
   */
  public ReadInput read(IdxFile images, int item, Path file) {
    return values(images.image(item, file.toString()), file.toString());
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ParseException(
            file.toString(), "an input file has at most " + (MOST_BYTES >> 20) + " MiB");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private ReadInput values(Pixels pixels, String file) {
    ImageLayout layout = shape.of(pixels.height(), pixels.width(), pixels.channels(), file);
    BigDecimal[] levels = new BigDecimal[256];
    for (int b = 0; b < levels.length; b++) {
      levels[b] = scale == Scale.BYTES ? BigDecimal.valueOf(b) : new BigDecimal(b / 255f);
    }
    BigDecimal[] values = new BigDecimal[layout.values()];
    for (int pixel = 0; pixel < pixels.width() * pixels.height(); pixel++) {
      for (int c = 0; c < pixels.channels(); c++) {
        int level = pixels.levels()[pixel * pixels.channels() + c] & 0xff;
        values[layout.place(c, pixel)] = levels[level];
      }
    }
    return new ReadInput(values, Optional.of(layout));
  }

  static boolean startsWith(byte[] bytes, String magic) {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < expected.length) {
      return false;
    }
    for (int k = 0; k < expected.length; k++) {
      if (bytes[k] != expected[k]) {
        return false;
      }
    }
    return true;
  }
}
