package org.plumbline.specs.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;

class IdxFileTest {
  @TempDir private Path folder;

  private Path file(int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve("set"), content);
  }

  private static final int[] TWO_IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 128, 255, 1, 2, 3
  };

  @Test
  void readsImagesPlainAndGzipped() throws IOException {
    Path plain = file(TWO_IMAGES);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(Files.readAllBytes(plain));
    }
    Path gzipped = Files.write(folder.resolve("set.gz"), packed.toByteArray());
    for (Path file : new Path[] {plain, gzipped}) {
      IdxFile images = IdxFile.read(file);
      assertThat(images.items()).isEqualTo(2);
      InputShape row = InputShape.of(new int[] {1, 3}, Optional.empty());
      assertThat(new InputReader(InputReader.Scale.UNIT, row).read(images, 0, file).values())
          .containsExactly(BigDecimal.ZERO, new BigDecimal(128 / 255f), BigDecimal.ONE);
      assertThat(new InputReader(InputReader.Scale.BYTES, row).read(images, 1, file).values())
          .containsExactly(BigDecimal.valueOf(1), BigDecimal.valueOf(2), BigDecimal.valueOf(3));
    }
  }

  @Test
  void readsLabels() throws IOException {
    IdxFile labels = IdxFile.read(file(0, 0, 8, 1, 0, 0, 0, 2, 7, 200));
    assertThat(labels.label(0)).isEqualTo(7);
    assertThat(labels.label(1)).isEqualTo(200);
  }

  /** One image of two pixels: (1, 2, 3) and (4, 5, 6). */
  @Test
  void channelsAreOrderedAsAsked() throws IOException {
    Path file = file(0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
    IdxFile images = IdxFile.read(file);
    assertThat(read(images, file, ChannelOrder.CHW)).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(read(images, file, ChannelOrder.HWC)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  private static double[] read(IdxFile images, Path file, ChannelOrder order) {
    InputShape row = InputShape.of(new int[] {1, 6}, Optional.of(order));
    return new InputReader(InputReader.Scale.BYTES, row).read(images, 0, file).doubles();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 8 | this is no IDX file",
        "1 0 8 1 0 0 0 1 5 | this is no IDX file",
        "0 0 8 9 0 0 0 1 5 | this is no IDX file",
        "0 0 13 1 0 0 0 1 5 | values of type 13",
        "0 0 8 3 0 0 0 1 | ends inside its 3 extents",
        "0 0 8 1 0 0 0 0 | extent 0 is 0",
        "0 0 8 1 255 255 255 255 1 | extent 0 is -1",
        "0 0 8 2 64 0 0 0 64 0 0 0 1 | extent 0 is 1073741824",
        "0 0 8 1 0 0 0 3 1 2 | 2 values follow, but the extents say 3",
        "0 0 8 1 0 0 0 1 1 2 | 2 values follow, but the extents say 1"
      })
  void whatIsDamagedIsRefused(String bytes, String message) throws IOException {
    Path file = file(Arrays.stream(bytes.strip().split(" ")).mapToInt(Integer::parseInt).toArray());
    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("set: ")
        .hasMessageContaining(message.strip());
  }

  @Test
  void itemsThatAreNoImagesAreRefused() throws IOException {
    InputReader reader =
        new InputReader(InputReader.Scale.UNIT, InputShape.of(new int[] {1, 3}, Optional.empty()));
    Path file = file(0, 0, 8, 1, 0, 0, 0, 1, 5);
    IdxFile labels = IdxFile.read(file);
    assertThatThrownBy(() -> reader.read(labels, 0, file)).hasMessageContaining("are no images");
    Path images = file(TWO_IMAGES);
    IdxFile two = IdxFile.read(images);
    assertThatThrownBy(() -> reader.read(two, 2, images))
        .hasMessageContaining("there is no item 2 among 2");
    assertThatThrownBy(() -> IdxFile.read(folder.resolve("none")))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void damagedGzipIsRefused() throws IOException {
    Path file = file(0x1f, 0x8b, 8, 0, 1, 2);
    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("cannot be read");
  }
}
