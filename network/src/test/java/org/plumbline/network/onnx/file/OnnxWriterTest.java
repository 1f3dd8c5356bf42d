package org.plumbline.network.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.network.onnx.OnnxReader;

/** What is written is read back unchanged. */
class OnnxWriterTest {

  private static OnnxModel example() {
    OnnxNode node =
        OnnxNode.of("Odd", List.of("x", "", "w"), "y")
            .with("int", new OnnxAttribute.Int(-3))
            .with("real", new OnnxAttribute.Real(0.1f))
            .with("text", new OnnxAttribute.Text("größer"))
            .with("ints", new OnnxAttribute.Ints(1, -1, Long.MAX_VALUE))
            .with("none", new OnnxAttribute.Ints())
            .with("reals", new OnnxAttribute.Reals(1.5f, -2))
            .with("texts", new OnnxAttribute.Texts(List.of("a", "")))
            .with("tensor", new OnnxAttribute.Tensor(OnnxTensor.int64("t", 4, -5)));
    OnnxTensor weights = OnnxTensor.float32("w", new int[] {2, 1}, 0.1f, -3);
    OnnxGraph graph =
        new OnnxGraph(
            "net",
            List.of(node),
            List.of(weights),
            List.of(OnnxValueInfo.float32("x", 0, 3)),
            List.of(OnnxValueInfo.of("y", ElementType.DOUBLE, 1, 2)));
    return new OnnxModel(
        "m.onnx", List.of(new OnnxOpset("", 13), new OnnxOpset("com.example", 2)), graph);
  }

  @Test
  void modelsAreReadBack() {
    OnnxModel written = example();
    OnnxModel read = OnnxReader.parse("m.onnx", OnnxWriter.toBytes(written));
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
  }

  @Test
  void filesAreReadBack(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("net.onnx");
    OnnxWriter.write(example(), file);
    assertThat(OnnxReader.model(file).graph())
        .usingRecursiveComparison()
        .isEqualTo(example().graph());
    assertThat(Files.size(file)).isLessThan(1000);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT8", "UINT8", "INT16", "INT32", "INT64", "BOOL"})
  void tensorsOfEveryTypeAreReadBack(ElementType type) {
    OnnxTensor tensor =
        type.isInteger()
            ? OnnxTensor.integers("t", type, new int[] {3}, 0, 1, (long) type.greatest())
            : OnnxTensor.reals("t", type, new int[] {3}, 0, 1, -7);
    OnnxGraph graph = new OnnxGraph("g", List.of(), List.of(tensor), List.of(), List.of());
    OnnxModel read = OnnxReader.parse("m", OnnxWriter.toBytes(OnnxModel.of("m", 13, graph)));
    assertThat(read.graph().initialisers().get(0)).usingRecursiveComparison().isEqualTo(tensor);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "INT8", "UINT8", "INT16", "INT32", "BOOL", "UINT32"})
  void valuesThatTheTypeCannotHoldAreRefused(ElementType type) {
    OnnxTensor tensor =
        type.isInteger()
            ? OnnxTensor.integers("t", type, new int[] {1}, Long.MAX_VALUE)
            : OnnxTensor.reals("t", type, new int[] {1}, 0.1);
    OnnxGraph graph = new OnnxGraph("g", List.of(), List.of(tensor), List.of(), List.of());
    assertThatThrownBy(() -> OnnxWriter.toBytes(OnnxModel.of("m", 13, graph)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(type.name());
  }

  @Test
  void attributesThatWereNotReadCannotBeWritten() {
    OnnxNode node =
        new OnnxNode(
            "If",
            "",
            "",
            List.of(),
            List.of(),
            Map.of("then_branch", new OnnxAttribute.Other("kind 5")));
    OnnxGraph graph = new OnnxGraph("g", List.of(node), List.of(), List.of(), List.of());
    assertThatThrownBy(() -> OnnxWriter.toBytes(OnnxModel.of("m", 13, graph)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("then_branch");
  }
}
