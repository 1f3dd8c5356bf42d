package org.plumbline.specs.robustness;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.plumbline.network.model.ParseException;

/**
 * Reads one network input from a file: an image (PNG, JPEG, GIF, BMP, PGM, PPM; told by content) or
 * numbers as text (separated by commas, semicolons, blanks, line ends; {@code #} starts a comment).
 */
public final class InputReader {
  private static final long MAX_BYTES = 256L << 20;

  /** The value of brightness b of an image, 0 ≤ b ≤ 255. */
  public enum Scale {
    /** b itself. */
    BYTES,
    /** The float32 nearest to b / 255, which is what a float32 pipeline hands to the network. */
    UNIT
  }

  private final Scale scale;
  private final ChannelOrder order;

  /** Both apply to images only; numbers are taken as they are. */
  public InputReader(Scale scale, ChannelOrder order) {
    this.scale = scale;
    this.order = order;
  }

  /**
   * The values in the order of the network's input; a grey image has one channel, another three
   * (red, green, blue).
   *
   * @throws ParseException when the file is missing, unreadable, or has anything else in it
   */
  public BigDecimal[] read(Path file) {
    byte[] bytes = bytes(file);
    if (ImageFile.recognises(bytes)) {
      return values(ImageFile.read(bytes, file.toString()));
    }
    return NumberFile.read(bytes, file.toString());
  }

  /**
   * The values of one image of a data set.
   *
   * @param item from 0
   * @param file named in errors
   * @throws ParseException when the items are no images, or there is no such item
   */
  public BigDecimal[] read(IdxFile images, int item, Path file) {
    return values(images.image(item, file.toString()));
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ParseException(
            file.toString(), "an input file has at most " + (MAX_BYTES >> 20) + " MiB");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ParseException(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private BigDecimal[] values(Pixels pixels) {
    BigDecimal[] levels = new BigDecimal[256];
    for (int b = 0; b < levels.length; b++) {
      levels[b] = scale == Scale.BYTES ? BigDecimal.valueOf(b) : new BigDecimal(b / 255f);
    }
    int channels = pixels.channels();
    int area = pixels.width() * pixels.height();
    BigDecimal[] values = new BigDecimal[area * channels];
    for (int pixel = 0; pixel < area; pixel++) {
      for (int c = 0; c < channels; c++) {
        int target = order == ChannelOrder.CHW ? c * area + pixel : pixel * channels + c;
        values[target] = levels[pixels.levels()[pixel * channels + c] & 0xff];
      }
    }
    return values;
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
