package org.plumbline.specs.robustness;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.plumbline.network.model.ParseException;

/**
 * Decodes images with the JDK's own readers, and PGM and PPM. Levels are taken as stored, without
 * colour management. Refused, because dropping them would change the input: transparency, more than
 * 8 bits, colours other than grey and RGB.
 */
final class ImageFile {
  private ImageFile() {}

  /** Whether the first bytes are those of a known image format. */
  static boolean recognises(byte[] bytes) {
    return InputReader.startsWith(bytes, "\u0089PNG")
        || InputReader.startsWith(bytes, "\u00ff\u00d8\u00ff")
        || InputReader.startsWith(bytes, "GIF8")
        || InputReader.startsWith(bytes, "BM")
        || PortableMap.recognises(bytes);
  }

  static Pixels read(byte[] bytes, String file) {
    if (PortableMap.recognises(bytes)) {
      return new PortableMap(bytes, file).read();
    }
    return pixels(decode(bytes, file), file);
  }

  private static BufferedImage decode(byte[] bytes, String file) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new ParseException(file, "no reader for this image format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        requireArea(reader.getWidth(0), reader.getHeight(0), file);
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ParseException(file, "the image is damaged: " + e.getMessage());
    }
  }

  static void requireArea(long width, long height, String file) {
    if (width < 1 || height < 1 || width * height > Pixels.MAX_AREA) {
      throw new ParseException(
          file,
          "image of "
              + width
              + " × "
              + height
              + " pixels; at most "
              + Pixels.MAX_AREA
              + " are read");
    }
  }

  private static Pixels pixels(BufferedImage image, String file) {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return indexed(image, palette, file);
    }
    int space = image.getColorModel().getColorSpace().getType();
    int channels = image.getColorModel().getNumColorComponents();
    if (space != ColorSpace.TYPE_RGB && space != ColorSpace.TYPE_GRAY) {
      throw new ParseException(file, "the image is neither grey nor RGB; convert it first");
    }
    for (int bits : image.getSampleModel().getSampleSize()) {
      if (bits != Byte.SIZE) {
        throw new ParseException(
            file, "the image has " + bits + " bits per channel; convert it to 8");
      }
    }
    byte[] levels = new byte[image.getWidth() * image.getHeight() * channels];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        requireOpaque(image, x, y, channels, file);
        for (int c = 0; c < channels; c++) {
          levels[at++] = (byte) image.getRaster().getSample(x, y, c);
        }
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), channels, levels);
  }

  private static void requireOpaque(BufferedImage image, int x, int y, int channels, String file) {
    if (image.getColorModel().hasAlpha() && image.getRaster().getSample(x, y, channels) != 0xff) {
      throw new ParseException(
          file, "pixel (" + x + ", " + y + ") is transparent; flatten the image first");
    }
  }

  /** Palettes of greys only count as grey. */
  private static Pixels indexed(BufferedImage image, IndexColorModel palette, String file) {
    boolean grey = true;
    for (int k = 0; k < palette.getMapSize(); k++) {
      grey &= palette.getRed(k) == palette.getGreen(k) && palette.getRed(k) == palette.getBlue(k);
    }
    int channels = grey ? 1 : 3;
    byte[] levels = new byte[image.getWidth() * image.getHeight() * channels];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = palette.getRGB(image.getRaster().getSample(x, y, 0));
        if (argb >>> 24 != 0xff) {
          throw new ParseException(
              file, "pixel (" + x + ", " + y + ") is transparent; flatten the image first");
        }
        for (int c = 0; c < channels; c++) {
          levels[at++] = (byte) (argb >> (16 - 8 * c));
        }
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), channels, levels);
  }
}
