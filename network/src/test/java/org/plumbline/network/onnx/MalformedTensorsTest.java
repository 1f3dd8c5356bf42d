package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.network.onnx.MalformedModelsTest.assertRefused;
import static org.plumbline.network.onnx.MalformedModelsTest.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.WireWriter;

/** Tensors whose data do not fit what they declare. */
class MalformedTensorsTest {

  private static byte[] withTensor(WireWriter tensor) {
    return model(new WireWriter().message(5, tensor.text(8, "weights")));
  }

  @Test
  void hugeDeclaredShapesAreRefused() {
    WireWriter tensor =
        new WireWriter().integer(1, 1L << 30).integer(1, 1L << 30).integer(1, 1L << 30);
    assertRefused(
        withTensor(tensor.integer(2, 1).data(9, new byte[8])), "tensor weights", "holds 2 elem");
    WireWriter beyond = new WireWriter().integer(1, 1L << 62).integer(2, 1).data(9, new byte[8]);
    assertRefused(withTensor(beyond), "tensor weights has shape [4611686018427387904]");
  }

  @Test
  void negativeShapesAreRefused() {
    WireWriter tensor = new WireWriter().integer(1, -2).integer(2, 1).data(9, new byte[8]);
    assertRefused(withTensor(tensor), "tensor weights has shape [-2]");
  }

  @Test
  void tensorsWithTooLittleOrTooMuchDataAreRefused() {
    assertRefused(
        withTensor(new WireWriter().integer(1, 3).integer(2, 1).data(9, new byte[8])),
        "tensor weights of shape [3] holds 2 elements");
    assertRefused(
        withTensor(new WireWriter().integer(1, 1).integer(2, 1).data(9, new byte[8])),
        "tensor weights of shape [1] holds 2 elements");
    assertRefused(
        withTensor(new WireWriter().integer(1, 2).integer(2, 1).data(9, new byte[9])),
        "tensor weights holds 9 bytes");
    assertRefused(
        withTensor(new WireWriter().integer(1, 2).integer(2, 1).float32(4, 1)),
        "tensor weights of shape [2] holds 1 elements");
  }

  @Test
  void elementsInTheFieldOfAnotherTypeAreRefused() {
    assertRefused(
        withTensor(new WireWriter().integer(1, 1).integer(2, 1).integer(5, 7)),
        "tensor weights of type FLOAT has its elements in field 5");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNoNumbersAreRefused(float value) {
    WireWriter tensor = new WireWriter().integer(1, 2).integer(2, 1).float32(4, 1);
    assertRefused(withTensor(tensor.float32(4, value)), "tensor weights holds " + (double) value);
  }

  @Test
  void constantsThatAreNoNumbersAreRefused() {
    WireWriter tensor = new WireWriter().integer(1, 1).integer(2, 1).float32(4, Float.NaN);
    WireWriter attribute = new WireWriter().text(1, "value").message(5, tensor).integer(20, 4);
    WireWriter node =
        new WireWriter().text(2, "c").text(3, "broken").text(4, "Constant").message(5, attribute);
    assertRefused(model(new WireWriter().message(1, node)), "node broken", "NaN");
  }

  @Test
  void textTensorsAreRefused() {
    assertRefused(
        withTensor(new WireWriter().integer(1, 1).integer(2, 8)), "weights has element type 8");
  }

  @Test
  void dataInOtherFilesIsRefused() {
    WireWriter entry = new WireWriter().text(1, "location").text(2, "/etc/passwd");
    assertRefused(
        withTensor(new WireWriter().integer(1, 1).integer(2, 1).message(13, entry).integer(14, 1)),
        "tensor weights keeps its data in the file");
  }

  @Test
  void tensorsInSegmentsOrTwiceAreRefused() {
    WireWriter segment = new WireWriter().integer(1, 0).integer(2, 1);
    assertRefused(
        withTensor(new WireWriter().integer(1, 1).integer(2, 1).message(3, segment)), "segments");
    assertRefused(
        withTensor(new WireWriter().integer(1, 1).integer(2, 1).float32(4, 1).data(9, new byte[4])),
        "tensor weights has its elements twice");
  }

  @Test
  void elementsInManySmallPiecesTakeLinearTime() {
    WireWriter one = new WireWriter();
    one.littleEndian(Float.floatToRawIntBits(2), 4);
    WireWriter tensor = new WireWriter().integer(1, 1_000_000).integer(2, 1);
    for (int k = 0; k < 1_000_000; k++) {
      tensor.message(4, one);
    }
    OnnxModel model = OnnxReader.parse("m.onnx", withTensor(tensor));
    assertThat(model.graph().initialisers().get(0).reals()).hasSize(1_000_000).containsOnly(2);
  }
}
