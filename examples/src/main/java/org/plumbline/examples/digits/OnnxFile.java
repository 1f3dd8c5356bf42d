package org.plumbline.examples.digits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes dense layers with ReLU between them as an ONNX model of Gemm and Relu, opset 13. */
final class OnnxFile {

  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;
  private static final int FLOAT = 1;

  private OnnxFile() {}

  static void write(Path file, List<DenseLayer> layers) throws IOException {
    Message graph = new Message();
    String value = "pixels";
    for (int i = 0; i < layers.size(); i++) {
      String weights = "weights" + i;
      String bias = "bias" + i;
      String sum = i == layers.size() - 1 ? "scores" : "sum" + i;
      graph.message(1, node("Gemm", List.of(value, weights, bias), sum));
      if (i < layers.size() - 1) {
        graph.message(1, node("Relu", List.of(sum), "hidden" + i));
      }
      value = "hidden" + i;
    }
    graph.text(2, "digits");
    for (int i = 0; i < layers.size(); i++) {
      float[][] weights = layers.get(i).weights();
      float[] bias = layers.get(i).bias();
      graph.message(5, tensor("weights" + i, new int[] {weights.length, bias.length}, weights));
      graph.message(5, tensor("bias" + i, new int[] {bias.length}, bias));
    }
    graph.message(11, batchOf("pixels", DigitsDataset.PIXELS));
    graph.message(12, batchOf("scores", DigitsDataset.CLASSES));
    Message opset = new Message().text(1, "").number(2, OPSET);
    Message model =
        new Message()
            .number(1, IR_VERSION)
            .text(2, "plumbline")
            .message(7, graph)
            .message(8, opset);
    Files.write(file, model.bytes.toByteArray());
  }

  private static Message node(String operator, List<String> inputs, String output) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(3, output).text(4, operator);
  }

  private static Message tensor(String name, int[] shape, float[]... rows) {
    Message tensor = new Message();
    int size = 1;
    for (int dimension : shape) {
      tensor.number(1, dimension);
      size *= dimension;
    }
    ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : rows) {
      for (float entry : row) {
        raw.putFloat(entry);
      }
    }
    return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
  }

  private static Message batchOf(String name, int size) {
    Message shape = new Message();
    shape.message(1, new Message().text(2, "batch")).message(1, new Message().number(1, size));
    Message type = new Message().message(1, new Message().number(1, FLOAT).message(2, shape));
    return new Message().text(1, name).message(2, type);
  }

  /** A Protocol Buffers message: fields in the order in which they are added. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message number(int field, long value) {
      variableLength((long) field << 3);
      variableLength(value);
      return this;
    }

    Message field(int field, byte[] value) {
      variableLength((long) field << 3 | 2);
      variableLength(value.length);
      bytes.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return field(field, value.bytes.toByteArray());
    }

    private void variableLength(long value) {
      long rest = value;
      for (; rest >= 0x80; rest >>>= 7) {
        bytes.write((int) (rest & 0x7f | 0x80));
      }
      bytes.write((int) rest);
    }
  }
}
