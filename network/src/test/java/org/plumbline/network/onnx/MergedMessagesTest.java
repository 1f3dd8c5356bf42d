package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.WireWriter;

/** A field that stands twice means what protocol buffers make of it. */
class MergedMessagesTest {
  private static WireWriter model(WireWriter... graphs) {
    WireWriter model = new WireWriter().integer(1, 8);
    for (WireWriter graph : graphs) {
      model.message(7, graph);
    }
    return model.message(8, new WireWriter().text(1, "").integer(2, 13));
  }

  private static OnnxGraph graph(WireWriter... graphs) {
    return OnnxReader.parse("m", model(graphs).toByteArray()).graph();
  }

  private static WireWriter tensor(String name, long extent, byte... raw) {
    return new WireWriter().integer(1, extent).integer(2, 3).text(8, name).data(9, raw);
  }

  @Test
  void graphsAreMerged() {
    OnnxGraph graph =
        graph(
            new WireWriter().text(2, "first").message(5, tensor("a", 1, (byte) 1)),
            new WireWriter().text(2, "second").message(5, tensor("b", 2, (byte) 2, (byte) 3)));
    assertThat(graph.name()).isEqualTo("second");
    assertThat(graph.initialisers()).extracting(OnnxTensor::name).containsExactly("a", "b");
  }

  /** Dimensions go on, and the last element type and data count. */
  @Test
  void tensorsOfAnAttributeAreMerged() {
    WireWriter attribute =
        new WireWriter()
            .text(1, "value")
            .message(5, tensor("a", 1, (byte) 7))
            .message(5, tensor("b", 2, (byte) 8, (byte) 9))
            .integer(20, 4);
    WireWriter node = new WireWriter().text(2, "c").text(4, "Constant").message(5, attribute);
    OnnxNode read = graph(new WireWriter().message(1, node)).nodes().get(0);
    OnnxTensor value = ((OnnxAttribute.Tensor) read.attributes().get("value")).value();
    assertThat(value.shape()).containsExactly(1, 2);
    assertThat(value.integers()).containsExactly(8, 9);
  }

  @Test
  void typesOfInputsAreMerged() {
    WireWriter type =
        new WireWriter()
            .message(1, new WireWriter().integer(1, 1).message(2, shape(4)))
            .message(1, new WireWriter().integer(1, 11).message(2, shape(5)));
    WireWriter more = new WireWriter().message(1, new WireWriter().message(2, shape(6)));
    WireWriter input = new WireWriter().text(1, "x").message(2, type).message(2, more);
    OnnxValueInfo read = graph(new WireWriter().message(11, input)).inputs().get(0);
    assertThat(read.type()).isEqualTo(ElementType.DOUBLE);
    assertThat(read.shape()).extracting(OnnxDimension::extent).containsExactly(4L, 5L, 6L);
  }

  private static WireWriter shape(int extent) {
    return new WireWriter().message(1, new WireWriter().integer(1, extent));
  }

  @Test
  void theLastKindOfTypeCounts() {
    WireWriter type =
        new WireWriter().message(1, new WireWriter().integer(1, 1)).message(4, new WireWriter());
    WireWriter input = new WireWriter().text(1, "x").message(2, type);
    OnnxValueInfo read = graph(new WireWriter().message(11, input)).inputs().get(0);
    assertThat(read.type()).isEqualTo(ElementType.UNDEFINED);
  }

  @Test
  void theLastOfExtentAndNameCounts() {
    WireWriter open = new WireWriter().integer(1, 5).text(2, "n");
    WireWriter closed = new WireWriter().text(2, "n").integer(1, 5);
    WireWriter type =
        new WireWriter()
            .message(
                1,
                new WireWriter()
                    .integer(1, 1)
                    .message(2, new WireWriter().message(1, open).message(1, closed)));
    WireWriter input = new WireWriter().text(1, "x").message(2, type);
    OnnxValueInfo read = graph(new WireWriter().message(11, input)).inputs().get(0);
    assertThat(read.shape()).containsExactly(new OnnxDimension(0, "n"), new OnnxDimension(5, ""));
  }

  private static OnnxNode node(WireWriter attribute) {
    WireWriter node = new WireWriter().text(2, "y").text(4, "Clip").message(5, attribute);
    return graph(new WireWriter().message(1, node)).nodes().get(0);
  }

  @Test
  void theDeclaredKindSaysWhichValueCounts() {
    OnnxNode read = node(new WireWriter().text(1, "max").integer(20, 1));
    assertThat(read.attributes()).isEqualTo(Map.of("max", new OnnxAttribute.Real(0)));
    assertThatThrownBy(
            () -> node(new WireWriter().text(1, "max").float32(2, 6).integer(3, 5).integer(20, 1)))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("attribute max of node y declares kind 1 and has values of");
    assertThatThrownBy(() -> node(new WireWriter().text(1, "max").integer(3, 6).integer(20, 1)))
        .isInstanceOf(OnnxParseException.class);
  }

  @Test
  void textsThatAreNoTextsAreRefused() {
    WireWriter node = new WireWriter().data(2, new byte[] {(byte) 0xc3}).text(4, "Relu");
    assertThatThrownBy(() -> graph(new WireWriter().message(1, node)))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageContaining("not UTF-8");
  }
}
