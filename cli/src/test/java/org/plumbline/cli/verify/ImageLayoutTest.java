package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import picocli.CommandLine;

/**
 * Every command that takes an image hands it to the network as the network's input wants it. The
 * network's class is 0 where the second value is above 1/2; the image is black but for the green of
 * its first pixel, which is the second value of an input with channels last.
 */
class ImageLayoutTest {
  private static final int SIDE = 8;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeFiles() throws IOException {
    network("last.onnx", 1, SIDE, SIDE, 3);
    network("first.onnx", 1, 3, SIDE, SIDE);
    network("flat.onnx", 1, 3 * SIDE * SIDE);
    network("either.onnx", 1, 3, 21, 3);
    BufferedImage green = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    green.setRGB(0, 0, 0x00ff00);
    ImageIO.write(green, "png", folder.resolve("green.png").toFile());
    BufferedImage wide = new BufferedImage(2 * SIDE, SIDE / 2, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(wide, "png", folder.resolve("wide.png").toFile());
    data("green.idx", SIDE, SIDE);
    data("wide.idx", SIDE / 2, 2 * SIDE);
    Files.write(folder.resolve("labels.idx"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 0});
  }

  /** One image whose second byte is 255. */
  private void data(String name, int height, int width) throws IOException {
    byte[] head = {
      0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, (byte) height, 0, 0, 0, (byte) width, 0, 0, 0, 3
    };
    byte[] bytes = Arrays.copyOf(head, head.length + 3 * height * width);
    bytes[head.length + 1] = (byte) 255;
    Files.write(folder.resolve(name), bytes);
  }

  private void network(String name, long... shape) {
    int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] second = new float[2 * size];
    second[2] = 1;
    SampleFiles.write(
        folder.resolve(name),
        shape,
        new long[] {1, 2},
        List.of(
            OnnxTensor.float32("w", new int[] {size, 2}, second),
            OnnxTensor.float32("b", new int[] {2}, 0, 0.5f)),
        OnnxNode.of("Flatten", List.of("x"), "f"),
        OnnxNode.of("MatMul", List.of("f", "w"), "m"),
        OnnxNode.of("Add", List.of("m", "b"), "s"),
        OnnxNode.of("Relu", List.of("s"), "y"));
  }

  static Stream<String> lines() {
    return Stream.of(
        "verify NET --input IMG --epsilon 0.1 | takes it for class ",
        "radius NET --input IMG --timeout 5 | , class ",
        "radius NET --dataset IDX --timeout 5 | , class ",
        "dlv NET --input IMG --span 0.1 --dimensions 1 | Class: ",
        "dlv NET --dataset IDX --span 0.1 --dimensions 1 | Class: ",
        "falsify NET --input IMG --attack square --limit 0.1 --queries 10 | class ",
        "falsify NET --dataset IDX --attack square --limit 0.1 --queries 10 | class ",
        "falsify NET --runtime onnx --input IMG --attack square --limit 0.1 --queries 10 | class ");
  }

  private int run(String line, String network, String kind) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(
        line.split(" \\| ")[0]
            .replace("NET", folder.resolve(network).toString())
            .replace("IMG", folder.resolve(kind + ".png").toString())
            .replace("IDX", folder.resolve(kind + ".idx").toString())
            .split(" "));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void imagesHaveTheLayoutOfTheNetwork(String line) {
    String said = line.substring(line.indexOf('|') + 2);
    assertThat(run(line, "last.onnx", "green")).as(err.toString()).isIn(0, 10, 20);
    assertThat(out.toString()).contains(said + 0);
    assertThat(run(line, "first.onnx", "green")).as(err.toString()).isIn(0, 10, 20);
    assertThat(out.toString()).contains(said + 1);
    assertThat(run(line + " ", "flat.onnx", "green")).isEqualTo(3);
    assertThat(err.toString()).contains("--layout channels-first or channels-last says which");
    String[] parts = line.split(" \\| ");
    for (String layout : List.of("channels-last", "channels-first")) {
      assertThat(run(parts[0] + " --layout " + layout, "flat.onnx", "green"))
          .as(err.toString())
          .isIn(0, 10, 20);
      assertThat(out.toString()).contains(said + (layout.endsWith("last") ? 0 : 1));
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void otherImagesAreRefused(String line) {
    for (String network : List.of("last.onnx", "first.onnx")) {
      assertThat(run(line, network, "wide")).as(out.toString()).isEqualTo(3);
      assertThat(err.toString())
          .contains("4 rows of 16 pixels in 3 channels", "takes 8 rows of 8 pixels in 3 channels")
          .doesNotContain("\tat ");
    }
    assertThat(run(line, "either.onnx", "green")).isEqualTo(3);
    assertThat(err.toString()).contains("--layout channels-first or channels-last says which");
  }

  @Test
  void samplesOfPatternsHaveTheLayoutOfTheNetwork() {
    String patterns = folder.resolve("patterns").toString();
    String labels = folder.resolve("labels.idx").toString();
    String mine = "nap mine NET " + patterns + " --dataset IDX --labels " + labels;
    String monitor = "nap monitor NET " + patterns + "/delta-0.01.json --input IMG";
    for (String network : List.of("last.onnx", "first.onnx")) {
      assertThat(run(mine, network, "wide")).isEqualTo(3);
      assertThat(err.toString()).contains("takes 8 rows of 8 pixels in 3 channels");
      assertThat(run(mine, network, "green")).as(err.toString()).isZero();
      assertThat(out.toString())
          .contains(network.equals("last.onnx") ? "as labelled: 1" : "as labelled: 0");
      run(monitor, network, "green");
      assertThat(out.toString()).startsWith("Class " + (network.equals("last.onnx") ? 0 : 1));
      assertThat(run(monitor, network, "wide")).isEqualTo(3);
    }
    assertThat(run(mine, "flat.onnx", "green")).isEqualTo(3);
    assertThat(err.toString()).contains("--layout channels-first or channels-last says which");
    assertThat(run(mine + " --layout channels-last", "flat.onnx", "green")).isZero();
  }

  @Test
  void meansOfChannelsGoWithTheLayout() {
    String line = "verify NET --input IMG --epsilon 0 --mean 0,0.9,0 --std 1,1,1 --input-range 0,1";
    assertThat(run(line, "last.onnx", "green")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("takes it for class 1");
    assertThat(run(line, "first.onnx", "green")).isZero();
    assertThat(out.toString()).contains("takes it for class 1");
    assertThat(run(line.replace("0,0.9,0", "0.9,0,0"), "last.onnx", "green")).isZero();
    assertThat(out.toString()).contains("takes it for class 0");
    assertThat(run(line.replace("0,0.9,0", "0,0").replace("1,1,1", "1,1"), "last.onnx", "green"))
        .isEqualTo(3);
    assertThat(err.toString()).contains("2 means for the network's input [1, 8, 8, 3]");
  }
}
