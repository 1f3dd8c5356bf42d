package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.file.WireWriter;

/** The same graph in the many ways in which exporters write it. */
class ModelVariantsTest {

  private static String float64(ModelBuilder m, int... shape) {
    double[] values = m.random.doubles(Shapes.count(shape), -2, 2).toArray();
    return m.tensor(OnnxTensor.reals("d" + values.length, ElementType.DOUBLE, shape, values));
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void float64Models(int seed) throws Exception {
    OnnxValueInfo input = OnnxValueInfo.of(ModelBuilder.INPUT, ElementType.DOUBLE, 2, 5);
    ModelBuilder m = new ModelBuilder(seed, 14 + seed % 8, input);
    String hidden = m.node("Gemm", ModelBuilder.INPUT, float64(m, 5, 3), float64(m, 3));
    String y = m.node("MatMul", m.node("Relu", hidden), float64(m, 3, 4));
    OnnxModel model = m.output(m.node("Tanh", y), ElementType.DOUBLE);
    Runtime.assertAgrees("seed " + seed, model, OnnxWriter.toBytes(model), seed, -1, 1, 1e-13);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 11, 13, 17, 21})
  void anOpenBatch(int opset) throws Exception {
    OnnxValueInfo input =
        new OnnxValueInfo(
            ModelBuilder.INPUT,
            ElementType.FLOAT,
            List.of(new OnnxDimension(0, "batch"), new OnnxDimension(6, "")));
    ModelBuilder m = new ModelBuilder(opset, opset, input);
    String image = m.node("Reshape", ModelBuilder.INPUT, m.integers(-1, 1, 2, 3));
    String conv = m.node("Conv", image, m.weights(2, 1, 2, 2));
    String flat = m.node("Flatten", m.node("Relu", conv));
    Runtime.assertAgrees(m.output(m.node("Gemm", flat, m.weights(4, 2), m.weights(2))), opset);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 9, 13, 21})
  void initialisersListedAsInputs(int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(opset, opset, 1, 4);
    String hidden = m.node("Gemm", ModelBuilder.INPUT, m.weights(4, 3), m.weights(3));
    OnnxModel model = m.output(m.node("Relu", hidden));
    OnnxGraph graph = model.graph();
    List<OnnxValueInfo> inputs = new ArrayList<>();
    for (OnnxTensor tensor : graph.initialisers()) {
      long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
      inputs.add(OnnxValueInfo.of(tensor.name(), tensor.type(), shape));
    }
    inputs.addAll(graph.inputs());
    OnnxGraph listed =
        new OnnxGraph("g", graph.nodes(), graph.initialisers(), inputs, graph.outputs());
    OnnxModel old = OnnxModel.of("m.onnx", opset, listed);
    Runtime.assertAgrees("listed", old, OnnxWriter.toBytes(old), opset, -1, 1, 1e-5);
  }

  /** A model as bytes whose one weight tensor is written by the test. */
  private static byte[] withWeights(WireWriter tensor) {
    WireWriter node =
        new WireWriter().text(1, "x").text(1, "w").text(2, "y").text(3, "n").text(4, "MatMul");
    WireWriter graph =
        new WireWriter()
            .message(1, node)
            .text(2, "g")
            .message(5, tensor.text(8, "w"))
            .message(11, value("x", 1, 2))
            .message(12, value("y", 1, 3));
    WireWriter opset = new WireWriter().text(1, "").integer(2, 13);
    return new WireWriter().integer(1, 7).message(7, graph).message(8, opset).toByteArray();
  }

  private static WireWriter value(String name, int... shape) {
    WireWriter dims = new WireWriter();
    for (int extent : shape) {
      dims.message(1, new WireWriter().integer(1, extent));
    }
    WireWriter type = new WireWriter().integer(1, 1).message(2, dims);
    return new WireWriter().text(1, name).message(2, new WireWriter().message(1, type));
  }

  private enum Storage {
    RAW,
    PACKED,
    ONE_BY_ONE
  }

  @ParameterizedTest
  @EnumSource
  void weightsInEveryStorage(Storage storage) throws Exception {
    float[] weights = {0.1f, -2, 3.7f, 1e-20f, 0, -0.3f};
    WireWriter tensor = new WireWriter().integer(1, 2).integer(1, 3).integer(2, 1);
    WireWriter packed = new WireWriter();
    for (float weight : weights) {
      packed.littleEndian(Float.floatToRawIntBits(weight), 4);
      if (storage == Storage.ONE_BY_ONE) {
        tensor.float32(4, weight);
      }
    }
    if (storage != Storage.ONE_BY_ONE) {
      tensor.message(storage == Storage.RAW ? 9 : 4, packed);
    }
    byte[] bytes = withWeights(tensor);
    OnnxModel model = OnnxReader.parse("m.onnx", bytes);
    Runtime.assertAgrees(storage.name(), model, bytes, 1, -1, 1, 1e-6);
    assertThat(model.graph().initialisers().get(0).reals()[0]).isEqualTo(0.1f);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 12, 13, 21})
  void dropout(int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(opset, opset, 2, 3);
    String isTraining = m.tensor(OnnxTensor.integers("t", ElementType.BOOL, new int[0], 0));
    List<String> outputs =
        opset < 12
            ? m.node("Dropout", 2, ModelBuilder.INPUT)
            : m.node("Dropout", 2, ModelBuilder.INPUT, m.scalar(0.4f), isTraining);
    if (opset < 12) {
      m.with("ratio", 0.4f);
    } else {
      m.with("seed", 3);
    }
    Runtime.assertAgrees(m.output(m.node("Relu", outputs.get(0))), opset);
  }

  @Test
  void theOutputMayBeRead() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 3);
    String hidden = m.node("Relu", ModelBuilder.INPUT);
    m.node("Tanh", hidden);
    Runtime.assertAgrees(m.output(hidden), 1);
  }
}
