package org.plumbline.specs.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.InputReader;

class SamplesTest {
  private static final Preparation BYTES =
      new Preparation(InputReader.Scale.BYTES, Optional.empty(), new double[0], new double[0]);

  @TempDir private Path folder;

  private static List<String> read(Samples samples, int values) {
    List<String> all = new ArrayList<>();
    try (SampleStream stream = samples.open(new int[] {1, values})) {
      double[] target = new double[values + 1];
      for (int label = stream.next(target, 1);
          label != SampleStream.END;
          label = stream.next(target, 1)) {
        all.add(label + Arrays.toString(Arrays.copyOfRange(target, 1, values + 1)));
      }
    }
    return all;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Samples of(Path data) {
    return new Samples(data, Optional.empty(), BYTES);
  }

  private Samples idx(Preparation preparation, int... levels) throws IOException {
    byte[] images = new byte[16 + levels.length];
    System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2}, 0, images, 0, 16);
    for (int k = 0; k < levels.length; k++) {
      images[16 + k] = (byte) levels[k];
    }
    Path labels = write("labels", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 3});
    return new Samples(write("images", images), Optional.of(labels), preparation);
  }

  @Test
  void idxFilesHaveLabelsBesideThem() throws IOException {
    Samples samples = idx(BYTES, 0, 255, 51, 1);
    assertThat(read(samples, 2)).containsExactly("7[0.0, 255.0]", "3[51.0, 1.0]");
    assertThat(samples.files()).hasSize(2);
    try (SampleStream stream = samples.open(new int[] {1, 2})) {
      assertThat(stream.size()).hasValue(2);
      stream.skip(1, 2);
      assertThat(stream.next(new double[2], 0)).isEqualTo(3);
      stream.skip(5, 2);
      assertThat(stream.next(new double[2], 0)).isEqualTo(SampleStream.END);
    }
  }

  /** A fifth in float32, as a pipeline in float32 hands it to the network; then (v − 0.5) / 0.5. */
  @Test
  void brightnessIsScaledAndNormalised() throws IOException {
    assertThat(read(idx(Preparation.plain(), 0, 255, 51, 0), 2))
        .containsExactly("7[0.0, 1.0]", "3[" + (double) 0.2f + ", 0.0]");
    Preparation preparation =
        new Preparation(
            InputReader.Scale.UNIT, Optional.empty(), new double[] {0.5}, new double[] {0.5});
    assertThat(read(idx(preparation, 0, 255, 255, 0), 2))
        .containsExactly("7[-1.0, 1.0]", "3[1.0, -1.0]");
    assertThat(preparation.original(-1, 0, new int[] {1, 2})).isZero();
  }

  @Test
  void csvFilesHaveLabelsInTheirFirstColumn() throws IOException {
    Path file = write("a.csv", "label,p0,p1\n4,0,2.5\r\n\n 0 , -1e1, +3\n");
    assertThat(read(of(file), 2)).containsExactly("4[0.0, 2.5]", "0[-10.0, 3.0]");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      Files.copy(file, out);
    }
    assertThat(read(of(write("a.csv.gz", packed.toByteArray())), 2)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,2           | :1: 2 fields; a label and the network's 2 inputs are wanted
          1,2,3,4       | :1: 4 fields
          1,2,x         | :1: field 3, 'x': not a decimal number
          1,2,NaN       | :1: field 3, 'NaN'
          1,2,1e999     | :1: field 3, '1e999': beyond the largest double
          -1,2,3        | :1: field 1, '-1': no class
          1.5,2,3       | :1: field 1, '1.5': no class
          """)
  void damagedLinesAreNamed(String line, String message) throws IOException {
    Path file = write("a.csv", line);
    assertThatThrownBy(() -> read(of(file), 2))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining(message);
  }

  @Test
  void foldersHaveOneForEachClass() throws IOException {
    write("set/10/a.txt", "1 2");
    write("set/2/b.txt", "3, 4");
    write("set/2/a.pgm", "P2 2 1 255 5 6");
    write("set/.hidden", "");
    Samples samples = of(folder.resolve("set"));
    assertThat(read(samples, 2)).containsExactly("2[5.0, 6.0]", "2[3.0, 4.0]", "10[1.0, 2.0]");
    assertThat(samples.files()).hasSize(3);
    write("set/cats/c.txt", "1 2");
    assertThatThrownBy(() -> read(samples, 2))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("is no folder named after a class");
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    Samples idx = idx(BYTES, 0, 255, 51, 1);
    assertThatThrownBy(() -> idx.open(new int[] {1, 3}))
        .hasMessageContaining(
            "1 row of 2 pixels in 1 channel, which are 2 values", "[1, 3] takes 3");
    assertThatThrownBy(() -> of(idx.data()).open(new int[] {1, 2}))
        .hasMessageContaining("a file of labels has to go with it");
    assertThatThrownBy(() -> of(folder.resolve("none")).open(new int[] {1, 2}))
        .hasMessageContaining("there is no such file");
    Samples labelled = new Samples(write("b.csv", "1,2,3"), idx.labels(), BYTES);
    assertThatThrownBy(() -> labelled.open(new int[] {1, 2}))
        .hasMessageContaining("goes with no IDX file");
    Preparation three =
        new Preparation(
            InputReader.Scale.UNIT, Optional.empty(), new double[3], new double[] {1, 1, 1});
    assertThatThrownBy(
            () -> new Samples(labelled.data(), Optional.empty(), three).open(new int[] {1, 2}))
        .hasMessageContaining("2 values are not divisible into 3 channels");
  }
}
