package org.plumbline.examples.signs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.OnnxWriter;

class SignsTest {
  private static final Path FOLDER = Path.of("signs");

  @TempDir private Path folder;

  /** The files in {@code examples/signs} are what its README says and what the code draws. */
  @Test
  void shippedNetworkReadsAsManySignsAsTheReadmeSays() throws IOException {
    SignSet shipped = SignSet.read(FOLDER, "test");
    int right = TrainSigns.right(FOLDER.resolve("signs.onnx"), shipped);
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .contains(right + " of the " + shipped.size() + " pictures here");
    assertThat(right).isGreaterThan(shipped.size() * 9 / 10);
  }

  @Test
  void signsAreDrawnTheSameWayEachTimeAndReadAsWritten() throws IOException {
    SignSet drawn = SignSet.drawn(20, 7);
    assertThat(SignSet.drawn(20, 7).pixels()).isDeepEqualTo(drawn.pixels());
    drawn.write(folder, "some");
    SignSet read = SignSet.read(folder, "some");
    assertThat(read.labels()).isEqualTo(drawn.labels());
    assertThat(read.classes()).isEqualTo(SignKind.values().length);
    for (int n = 0; n < read.size(); n++) {
      for (int i = 0; i < SignSet.VALUES; i++) {
        assertThat(Math.abs(read.pixels()[n][i] - drawn.pixels()[n][i])).isLessThan(0.6f / 255);
      }
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() throws IOException {
    SignSet.drawn(2, 1).write(folder, "two");
    SignSet.drawn(3, 1).write(folder, "three");
    Files.copy(
        folder.resolve("three-labels-idx1-ubyte.gz"), folder.resolve("odd-labels-idx1-ubyte.gz"));
    Files.copy(
        folder.resolve("two-images-idx4-ubyte.gz"), folder.resolve("odd-images-idx4-ubyte.gz"));
    assertThatThrownBy(() -> SignSet.read(folder, "odd"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("not [3, 32, 32, 3]");
  }

  /** Without turns and zooms a picture is moved by whole pixels, and no value is made up. */
  @Test
  void variationsAreMovedTurnedAndLit() {
    SignSet signs = SignSet.drawn(1, 5);
    float[] picture = signs.pixels()[0];
    float[] moved = new float[SignSet.VALUES];
    SignEffort plain = new SignEffort(SignEffort.DRAWN.channels(), 1, 1, 0, 0);
    new SignVariation(plain, new Random(2)).write(picture, moved, 0);
    for (float value : moved) {
      assertThat(picture).contains(value);
    }
    float[] turned = new float[SignSet.VALUES];
    SignEffort turning = new SignEffort(SignEffort.DRAWN.channels(), 1, 1, 0.15, 0.15);
    new SignVariation(turning, new Random(2)).write(picture, turned, 0);
    assertThat(turned).isNotEqualTo(moved);
    float[] dark = new float[SignSet.VALUES];
    SignEffort light = new SignEffort(SignEffort.DRAWN.channels(), 1, 0.5f, 0, 0);
    new SignVariation(light, new Random(2)).write(picture, dark, 0);
    float factor = dark[0] / moved[0];
    assertThat(factor).isBetween(0.5f, 1.5f);
    for (int i = 0; i < SignSet.VALUES; i++) {
      assertThat(dark[i]).isCloseTo(Math.min(1, factor * moved[i]), within(1e-5f));
    }
  }

  /**
   * Five passes over few pictures: the loss falls, and what is written computes what was learnt.
   */
  @Test
  void trainingLearns() throws IOException {
    SignSet signs = SignSet.drawn(200, 3);
    List<Double> losses = new ArrayList<>();
    SignEffort few = new SignEffort(SignEffort.DRAWN.channels(), 5, 0.8f, 0, 0);
    Path file = folder.resolve("signs.onnx");
    OnnxWriter.write(
        SignModel.of(
            "signs.onnx",
            few,
            new SignTraining(signs.classes(), few, 1).train(signs, losses::add),
            signs.classes()),
        file);
    assertThat(losses.get(4)).isLessThan(0.8 * losses.get(0));
    assertThat(TrainSigns.right(file, signs)).isGreaterThan(signs.size() / 2);
  }
}
