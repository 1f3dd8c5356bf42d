package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.network.onnx.file.WireWriter;

/** Broken and hostile files: a clear error each. The time limit is a guard against hanging. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.SECONDS)
class MalformedModelsTest {

  private static byte[] small() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 4);
    String sum = m.node("Add", m.node("MatMul", ModelBuilder.INPUT, m.weights(4, 3)), m.weights(3));
    String relu = m.node("LeakyRelu", sum);
    m.with("alpha", 0.25f);
    String y = m.node("Reshape", relu, m.integers(3, 1));
    return OnnxWriter.toBytes(m.output(y));
  }

  private static void lower(byte[] bytes) {
    new OnnxLowering(OnnxReader.parse("bad.onnx", bytes)).lower();
  }

  @Test
  void everyPrefixIsRefused() {
    byte[] bytes = small();
    lower(bytes);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> lower(cut))
          .as("the first %d of %d bytes", length, bytes.length)
          .isInstanceOf(OnnxParseException.class)
          .hasMessageStartingWith("bad.onnx: ");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void damagedBytesAreRefusedOrRead(long seed) {
    byte[] bytes = small();
    Random random = new Random(seed);
    int refused = 0;
    for (int trial = 0; trial < 2000; trial++) {
      byte[] damaged = bytes.clone();
      for (int k = 0; k <= trial % 4; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        lower(damaged);
      } catch (ParseException | UnsupportedOperatorException expected) {
        assertThat(expected.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isPositive();
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void noiseIsRefused(int seed) {
    byte[] noise = new byte[1 + 37 * seed];
    new Random(seed).nextBytes(noise);
    assertThatThrownBy(() -> lower(noise)).isInstanceOf(OnnxParseException.class);
  }

  static byte[] model(WireWriter graph) {
    WireWriter opset = new WireWriter().text(1, "").integer(2, 13);
    return new WireWriter().message(7, graph).message(8, opset).toByteArray();
  }

  static void assertRefused(byte[] bytes, String... words) {
    assertThatThrownBy(() -> lower(bytes))
        .isInstanceOf(OnnxParseException.class)
        .message()
        .contains(words);
  }

  @Test
  void lengthsBeyondTheEndAreRefused() {
    byte[] bytes = {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0x0a};
    assertRefused(bytes, "a field of 2147483647 bytes where 1 are left at byte 6");
  }

  @Test
  void negativeLengthsAreRefused() {
    byte[] bytes = new byte[12];
    Arrays.fill(bytes, (byte) 0xff);
    bytes[0] = 0x3a;
    bytes[10] = 1;
    assertRefused(bytes, "a field of -1 bytes");
  }

  @Test
  void manySmallNumbersOneByOneTakeLinearTime() {
    WireWriter attribute = new WireWriter().text(1, "pads");
    for (int k = 0; k < 1_000_000; k++) {
      attribute.integer(8, 1);
    }
    WireWriter node = new WireWriter().text(4, "Pad").message(5, attribute.integer(20, 7));
    OnnxModel model = OnnxReader.parse("m.onnx", model(new WireWriter().message(1, node)));
    assertThat(model.graph().nodes().get(0).attributes().get("pads"))
        .isInstanceOfSatisfying(
            OnnxAttribute.Ints.class, ints -> assertThat(ints.values()).hasSize(1_000_000));
  }

  @Test
  void manyExpansionsCannotAskForAllMemory() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1 << 20);
    String sum = ModelBuilder.INPUT;
    for (int k = 0; k < 1000; k++) {
      sum = m.node("Add", sum, m.node("Expand", ModelBuilder.INPUT, m.integers(1, 1 << 20)));
    }
    OnnxModel model = m.output(sum);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("2^26");
  }

  @Test
  void truncatedGzipFilesAreRefused() throws IOException {
    byte[] zipped = zip(small(), 1);
    lower(zipped);
    for (int length = 2; length < zipped.length; length += 7) {
      byte[] cut = Arrays.copyOf(zipped, length);
      assertThatThrownBy(() -> lower(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(OnnxParseException.class)
          .hasMessageContaining("gzip");
    }
  }

  @Test
  void aGzipFileThatLiesAboutItsSizeIsRead() throws IOException {
    byte[] zipped = zip(small(), 1);
    Arrays.fill(zipped, zipped.length - 4, zipped.length, (byte) 0x7f);
    assertThatThrownBy(() -> lower(zipped))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("gzip");
  }

  private static byte[] zip(byte[] bytes, int times) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      for (int k = 0; k < times; k++) {
        zip.write(bytes);
      }
    }
    return out.toByteArray();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void filesThatInflateWithoutEndAreRefused() throws IOException {
    byte[] bomb = zip(new byte[1 << 20], 1025);
    assertThat(bomb).hasSizeLessThan(2 << 20);
    assertRefused(bomb, "more than 1 GiB");
  }

  @Test
  void subgraphsAreRefused() {
    WireWriter attribute =
        new WireWriter().text(1, "then_branch").message(6, new WireWriter()).integer(20, 5);
    WireWriter node =
        new WireWriter().text(1, "x").text(2, "y").text(4, "If").message(5, attribute);
    OnnxModel model = OnnxReader.parse("m.onnx", model(new WireWriter().message(1, node)));
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            model.graph().nodes(),
            List.of(),
            List.of(OnnxValueInfo.float32("x", 1, 2)),
            List.of(OnnxValueInfo.float32("y", 1, 2)));
    assertThatThrownBy(() -> new OnnxLowering(OnnxModel.of("m.onnx", 13, graph)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator If (node y)");
  }

  @Test
  void functionsInPlaceOfStandardOperatorsAreRefused() {
    WireWriter function = new WireWriter().text(1, "Relu").text(10, "");
    byte[] bytes =
        new WireWriter().message(25, function).message(7, new WireWriter()).toByteArray();
    assertRefused(bytes, "bad.onnx", "redefines the operator Relu");
  }

  @Test
  void contradictoryOperatorSetsAreRefused() {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(OnnxNode.of("Relu", List.of("x"), "y")),
            List.of(),
            List.of(OnnxValueInfo.float32("x", 1, 2)),
            List.of(OnnxValueInfo.float32("y", 1, 2)));
    OnnxModel model =
        new OnnxModel("m.onnx", List.of(new OnnxOpset("", 9), new OnnxOpset("ai.onnx", 13)), graph);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("m.onnx")
        .hasMessageContaining("the operator sets 9 and 13 at once");
  }

  @Test
  void aDuplicateAttributeIsRefused() {
    WireWriter attribute = new WireWriter().text(1, "axis").integer(3, 1).integer(20, 2);
    WireWriter node =
        new WireWriter()
            .text(2, "y")
            .text(3, "twice")
            .text(4, "Softmax")
            .message(5, attribute)
            .message(5, attribute);
    assertRefused(
        model(new WireWriter().message(1, node)), "bad.onnx", "node twice has two attributes axis");
  }
}
