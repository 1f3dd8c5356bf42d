package org.plumbline.specs.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.InputReader.Scale;

class InputReaderTest {
  @TempDir Path folder;

  /** For an input of a shape. */
  private static InputReader reader(int... shape) {
    return new InputReader(Scale.BYTES, InputShape.of(shape, Optional.empty()));
  }

  private BigDecimal[] read(Path file, int... shape) {
    return reader(shape).read(file).values();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("input"), content);
  }

  private Path file(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Lines that are rows, pixels or channels of the shape, and lines of any other length. */
  @ParameterizedTest
  @CsvSource({
    "28, 28, 1 1 28 28, true",
    "56, 14, 1 1 28 28, false",
    "14, 56, 1 1 28 28, false",
    "1, 784, 1 1 28 28, true",
    "784, 1, 1 1 28 28, true",
    "56, 14, 1 784, true",
    "8, 24, 1 8 8 3, true",
    "64, 3, 1 8 8 3, true",
    "24, 8, 1 8 8 3, false",
    "24, 8, 1 3 8 8, true",
    "3, 64, 1 3 8 8, true",
    "8, 24, 1 3 8 8, false"
  })
  void linesOfNumbersAreRowsOfTheShape(int lines, int columns, String extents, boolean isTaken)
      throws IOException {
    int[] shape = Arrays.stream(extents.split(" ")).mapToInt(Integer::parseInt).toArray();
    Path text = file(("1" + ",1".repeat(columns - 1) + "\n").repeat(lines));
    if (isTaken) {
      assertThat(read(text, shape)).hasSize(lines * columns);
    } else {
      assertThatThrownBy(() -> read(text, shape))
          .isInstanceOf(ParseException.class)
          .hasMessageContaining("the text has " + lines + " lines of " + columns + " numbers")
          .hasMessageContaining(Arrays.toString(shape))
          .hasMessageContaining("write all numbers in one line");
    }
  }

  @Test
  void linesOfDifferentLengthsAreOnlyCounted() throws IOException {
    assertThat(read(file("1 2 3\n4\n"), 1, 1, 2, 2)).isEqualTo(levels(1, 2, 3, 4));
    assertThat(read(file("# two\n1 2\n\n3 4\n"), 1, 1, 2, 2)).isEqualTo(levels(1, 2, 3, 4));
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static BigDecimal[] levels(int... levels) {
    return Arrays.stream(levels).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new);
  }

  private static BufferedImage colours() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x0a141e);
    image.setRGB(1, 0, 0xff0080);
    return image;
  }

  @Test
  void readsNumbersExactly() throws IOException {
    assertThat(read(file("# values\n0.1, -2e-3;3\r\n  4\t5 # five\n"), 1, 5))
        .containsExactly(
            new BigDecimal("0.1"),
            new BigDecimal("-0.002"),
            new BigDecimal("3"),
            new BigDecimal("4"),
            new BigDecimal("5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void readsColoursInBothOrders(String format) throws IOException {
    Path file = file(encoded(colours(), format));
    BigDecimal[] first = levels(10, 255, 20, 0, 30, 128);
    BigDecimal[] last = levels(10, 20, 30, 255, 0, 128);
    assertThat(read(file, 1, 3, 1, 2)).containsExactly(first);
    for (ChannelOrder order : ChannelOrder.values()) {
      InputShape flat = InputShape.of(new int[] {1, 6}, Optional.of(order));
      assertThat(new InputReader(Scale.BYTES, flat).read(file).values())
          .containsExactly(order == ChannelOrder.CHW ? first : last);
    }
  }

  @Test
  void readsGreyLevelsAsStored() throws IOException {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    int[] stored = {0, 1, 127, 128, 200, 255};
    image.getRaster().setSamples(0, 0, 3, 2, 0, stored);
    assertThat(read(file(encoded(image, "png")), 1, 6)).containsExactly(levels(stored));
  }

  @Test
  void readsJpeg() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    int[] flat = new int[64];
    Arrays.fill(flat, 128);
    image.getRaster().setSamples(0, 0, 8, 8, 0, flat);
    assertThat(read(file(encoded(image, "jpg")), 1, 8, 8, 1)).containsExactly(levels(flat));
  }

  @Test
  void scalesToTheFloat32NearestToTheFraction() throws IOException {
    Path file = file("P2 # comment\n3 1\n255\n0 51 255");
    InputShape row = InputShape.of(new int[] {1, 3}, Optional.empty());
    assertThat(new InputReader(Scale.UNIT, row).read(file).values())
        .containsExactly(BigDecimal.ZERO, new BigDecimal(0.2f), BigDecimal.ONE);
  }

  @Test
  void readsPortableMaps() throws IOException {
    assertThat(read(file("P5\n2 1\n255\n\u0007\u00ff"), 2)).containsExactly(levels(7, 255));
    assertThat(read(file("P3 1 1 255 1 2 3"), 1, 3)).containsExactly(levels(1, 2, 3));
    assertThat(read(file("P6 1 1 255\n\u0001\u0002\u0003"), 3)).containsExactly(levels(1, 2, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "1 2 abc          # :1:5: 'abc'",
        "1, NaN           # :1:4: 'NaN'",
        "1e999999999      # exponent",
        "P5 2 2 255 x     # ends after",
        "P5 2 2 65535 x   # greatest level is 65535",
        "P2 99999999 99999999 255 # too large",
        "P2 16000000 16000000 255 # at most",
        "P2 1 1 255 256   # level 256",
        "P2 1 1 255       # level of the image is missing",
        "BMgarbage        # damaged",
        "1 2              # 2 values for a network of 3 inputs, of shape [1, 3]",
        "1 2 3 4          # 4 values for a network of 3 inputs"
      })
  void namesWhatIsWrong(String content, String expected) throws IOException {
    Path file = file(content.strip());
    assertThatThrownBy(() -> reader(1, 3).read(file))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(expected);
  }

  @Test
  void refusesWhatItWouldHaveToDrop() throws IOException {
    BufferedImage transparent = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(0, 0, 0x80ffffff);
    Path first = file(encoded(transparent, "png"));
    assertThatThrownBy(() -> reader(1, 3).read(first)).hasMessageContaining("transparent");
    transparent.setRGB(0, 0, 0xff0102ff);
    assertThat(read(file(encoded(transparent, "png")), 1, 3, 1, 1))
        .containsExactly(levels(1, 2, 255));
    Path deep = file(encoded(new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY), "png"));
    assertThatThrownBy(() -> reader(1, 3).read(deep)).hasMessageContaining("16 bits");
    assertThatThrownBy(() -> reader(1, 3).read(file(""))).hasMessageContaining("no number");
    assertThatThrownBy(() -> reader(1, 3).read(folder.resolve("absent.png")))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void damagedImagesAreParseErrors() throws IOException {
    byte[] whole = encoded(colours(), "png");
    for (int length = 4; length < whole.length - 20; length += 3) {
      Path cut = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> reader(1, 3).read(cut))
          .as("cut at %d", length)
          .isInstanceOf(ParseException.class);
    }
  }

  /** What stands where one input belongs is called by its name, and not shown byte by byte. */
  @Test
  void otherFilesAreCalledByTheirName() throws IOException {
    for (String[] pair :
        new String[][] {
          {"\0\0\u0008\u0003\0\0\0\u0001", "is a data set in the IDX format, not one input"},
          {"\u001f\u008b\b", "is packed by gzip, not one input"},
          {"PLUMBLINE-PROOF\n", "is a certificate of Plumbline, not one input"},
          {"(declare-const X_0 Real)", "is a VNN-LIB property, not one input"},
          {"{ \"format\": 1 }", "is a JSON file, not one input"},
          {"\b\u0007\u0012\u0003me!", "is an ONNX model, not one input"},
          {"PK\u0003\u0004zip", "is a zip archive, such as .npz or .pt, not one input"},
          {"\u0000\u0001\u0002", "is a binary file of an unknown kind, not one input"}
        }) {
      Path file = file(pair[0]);
      assertThatThrownBy(() -> reader(1, 3).read(file))
          .isInstanceOf(ParseException.class)
          .hasMessageStartingWith(file + ": " + pair[1])
          .hasMessageContaining("an image (PNG, JPEG, GIF, BMP, PGM, PPM), a NumPy array (.npy)");
    }
    assertThatThrownBy(() -> reader(1, 3).read(file("\0\0\u0008\u0003")))
        .hasMessageContaining("--dataset FILE --index N");
  }

  @Test
  void anImageIsNoListOfNumbers() {
    assertThatThrownBy(() -> InputReader.numbers(encoded(colours(), "png"), "a.png"))
        .isInstanceOf(ParseException.class)
        .hasMessage("a.png: is a PNG image, not numbers: those are a NumPy array (.npy) or text");
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    Path wide = file("P2 4 1 255 1 2 3 4");
    assertThat(read(wide, 1, 4)).hasSize(4);
    assertThatThrownBy(() -> reader(1, 1, 2, 2).read(wide))
        .hasMessageContaining("the image has 1 row of 4 pixels in 1 channel")
        .hasMessageContaining("[1, 1, 2, 2] takes 2 rows of 2 pixels in 1 channel; nothing is");
    Path colour = file(encoded(colours(), "png"));
    assertThatThrownBy(() -> reader(1, 6).read(colour))
        .hasMessageContaining("--layout channels-first or channels-last");
  }
}
