package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.network.onnx.file.Shapes;

class QuantisationLoweringTest {
  private static final String X = ModelBuilder.INPUT;

  private static String scales(ModelBuilder m, double around, int... shape) {
    float[] values = new float[Shapes.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (around * (0.5 + m.random.nextDouble()));
    }
    return m.tensor(OnnxTensor.float32("s" + m.random.nextLong(), shape, values));
  }

  private static String whole(ModelBuilder m, ElementType type, int most, int... shape) {
    long[] values = new long[Shapes.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.least() < 0 ? m.between(-most, most) : m.between(0, most);
    }
    return m.tensor(OnnxTensor.integers("q" + m.random.nextLong(), type, shape, values));
  }

  private static ElementType type(ModelBuilder m, int seed) {
    ElementType[] types = {
      ElementType.UINT8, ElementType.INT8, ElementType.INT16, ElementType.UINT16
    };
    return types[seed % (m.opset() < 21 ? 2 : 4)];
  }

  private static void attribute(ModelBuilder m, int axis, int block) {
    m.with("axis", axis);
    if (block > 0) {
      m.with("block_size", block);
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void thereAndBack(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 10 + seed % 14, 2, 3, 4);
    ElementType type = type(m, seed / 2);
    int axis = m.between(-3, 2);
    int positive = Math.floorMod(axis, 3);
    boolean isBlocked = m.opset() >= 21 && seed % 3 == 0;
    boolean isPerAxis = m.opset() >= 13 && !isBlocked && seed % 3 != 2;
    int[] shape = isPerAxis ? new int[] {2 + positive} : new int[0];
    if (isBlocked) {
      shape = new int[] {2, 3, 4};
      shape[positive] = (shape[positive] + 1) / 2;
    }
    String scale = scales(m, 0.01, shape);
    String zero = whole(m, type, 20, shape);
    String q = m.node("QuantizeLinear", X, scale, zero);
    if (isPerAxis || isBlocked) {
      attribute(m, axis, isBlocked ? 2 : 0);
    }
    String y = m.node("DequantizeLinear", m.node("Identity", q), scale, zero);
    if (isPerAxis || isBlocked) {
      attribute(m, axis, isBlocked ? 2 : 0);
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void constantsAreFolded(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 11, 2, 4);
    ElementType type = seed % 5 == 4 ? ElementType.INT32 : type(m, seed);
    String scale = scales(m, 0.03, 4);
    String zero = seed % 5 == 4 || seed % 3 == 0 ? "" : whole(m, type, 20, 4);
    String q = whole(m, type, 100, 3, 4);
    if (seed % 2 == 0 && type != ElementType.INT32) {
      q = m.node("QuantizeLinear", m.weights(3, 4), scale, zero);
      if (zero.isEmpty() && type != ElementType.UINT8) {
        zero = whole(m, type, 0, 4);
        q = m.node("QuantizeLinear", m.weights(3, 4), scale, zero);
      }
    }
    String w = m.node("DequantizeLinear", q, scale, zero);
    Runtime.assertAgrees(gemm(m, w), seed);
  }

  private static OnnxModel gemm(ModelBuilder m, String w) {
    String y = m.node("Gemm", X, w);
    m.with("transB", 1);
    return m.output(y);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "1.5, 2",
    "2.5, 2",
    "-0.5, 0",
    "-1.5, -2",
    "3.49, 3",
    "126.5, 126",
    "400, 127"
  })
  void halvesGoToTheEvenInteger(double x, double expected) {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String zero = m.tensor(OnnxTensor.integers("z", ElementType.INT8, new int[0], 0));
    String y =
        m.node("DequantizeLinear", m.node("QuantizeLinear", X, m.scalar(1), zero), m.scalar(1));
    Network network = new OnnxLowering(m.output(y)).lower();
    double[] input = {x};
    assertThat(new ForwardPass(network, new JavaGemm()).outputs(1, input)[0]).isEqualTo(expected);
    assertThat(new ExactForwardPass(network).outputs(input)[0].toDouble()).isEqualTo(expected);
    assertThat(network.reading().unknownInFloat32()).hasSize(1);
  }

  /** A zero point that is odd does not change which integer a half goes to. */
  @Test
  void zeroPointsAreAddedToWhatIsRounded() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String zero = m.tensor(OnnxTensor.integers("z", ElementType.UINT8, new int[0], 3));
    String q = m.node("QuantizeLinear", X, m.scalar(1), zero);
    String y = m.node("Cast", q);
    m.with("to", ElementType.FLOAT.code());
    Network network = new OnnxLowering(m.output(y)).lower();
    ExactForwardPass pass = new ExactForwardPass(network);
    assertThat(pass.outputs(new double[] {0.5})[0].toDouble()).isEqualTo(3);
    assertThat(pass.outputs(new double[] {1.5})[0].toDouble()).isEqualTo(5);
    assertThat(pass.outputs(new double[] {-3.5})[0].toDouble()).isEqualTo(0);
    assertThat(pass.outputs(new double[] {252})[0].toDouble()).isEqualTo(255);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void integerProducts(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 12, 3, 5);
    ElementType right = seed % 2 == 0 ? ElementType.INT8 : ElementType.UINT8;
    String zero = whole(m, ElementType.UINT8, 20);
    String a = m.node("QuantizeLinear", X, scales(m, 0.02), zero);
    String b = whole(m, right, 60, 5, 4);
    String product =
        seed % 3 == 0
            ? m.node("MatMulInteger", a, b)
            : m.node(
                "MatMulInteger",
                a,
                b,
                zero,
                whole(m, right, 9, seed % 3 == 1 ? new int[0] : new int[] {4}));
    String y = m.node("Cast", product);
    m.with("to", ElementType.FLOAT.code());
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void integerConvolutions(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 12, 1, 4, 5, 6);
    int groups = seed % 2 + 1;
    String zero = whole(m, ElementType.UINT8, 20);
    String a = m.node("QuantizeLinear", X, scales(m, 0.02), zero);
    String w = whole(m, ElementType.UINT8, 40, 2, 4 / groups, 3, 2);
    String[] inputs = {a, w, zero, whole(m, ElementType.UINT8, 9)};
    String sums = m.node("ConvInteger", Arrays.copyOf(inputs, 2 + seed % 3));
    m.with("group", groups).ints("pads", 1, 0, 0, 1).ints("strides", 1 + seed % 2, 1);
    String y = m.node("Cast", sums);
    m.with("to", ElementType.FLOAT.code());
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void quantisedMatrixProducts(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 10 + seed % 13, 3, 5);
    ElementType type = seed % 2 == 0 ? ElementType.UINT8 : ElementType.INT8;
    String scale = scales(m, 0.02);
    String zero = whole(m, type, 20);
    String a = m.node("QuantizeLinear", X, scale, zero);
    int[] own = seed % 3 == 0 ? new int[0] : new int[] {4};
    String b = whole(m, ElementType.INT8, 60, 5, 4);
    String none = whole(m, ElementType.INT8, 0, own);
    String to = scales(m, 0.2);
    String q = m.node("QLinearMatMul", a, scale, zero, b, scales(m, 0.03, own), none, to, zero);
    assertAgrees(m.output(m.node("DequantizeLinear", q, to, zero)), seed);
  }

  private static void assertAgrees(OnnxModel model, int seed) throws Exception {
    byte[] bytes = OnnxWriter.toBytes(model);
    Runtime.assertAgrees("seed " + seed, model, bytes, seed, -1, 1, 1e-4);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void quantisedConvolutions(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 11, 1, 2, 5, 6);
    ElementType type = seed % 2 == 0 ? ElementType.UINT8 : ElementType.INT8;
    String scale = scales(m, 0.02);
    String zero = whole(m, type, 20);
    String a = m.node("QuantizeLinear", X, scale, zero);
    int[] own = seed % 3 == 0 ? new int[0] : new int[] {3};
    String w = whole(m, ElementType.INT8, 60, 3, 2, 3, 2);
    String none = whole(m, ElementType.INT8, 0, own);
    String to = scales(m, 0.2);
    String[] inputs = {
      a, scale, zero, w, scales(m, 0.03, own), none, to, zero, whole(m, ElementType.INT32, 900, 3)
    };
    String q = m.node("QLinearConv", Arrays.copyOf(inputs, 8 + seed % 2));
    m.ints("pads", 1, 0, 0, 1).ints("dilations", 1, 1 + seed % 2);
    String pooled = m.node("MaxPool", q);
    m.ints("kernel_shape", 2, 2);
    assertAgrees(m.output(m.node("DequantizeLinear", pooled, to, zero)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void theScaleOfTheData(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 12, 3, 5);
    List<String> q = m.node("DynamicQuantizeLinear", 3, seed % 3 == 0 ? m.node("Relu", X) : X);
    String b = whole(m, ElementType.INT8, 60, 5, 4);
    String sums = m.node("MatMulInteger", q.get(0), b, q.get(2));
    String real = m.node("Cast", sums);
    m.with("to", ElementType.FLOAT.code());
    Runtime.assertAgrees(m.output(m.node("Mul", real, q.get(1))), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void operatorsOfTheRuntime(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 3, 4);
    ElementType type = seed % 2 == 0 ? ElementType.UINT8 : ElementType.INT8;
    String scale = scales(m, 0.02);
    String zero = whole(m, type, 20);
    String a = m.node("QuantizeLinear", X, scale, zero);
    String b = m.node("QuantizeLinear", m.node("Mul", X, m.weights(3, 4)), scale, zero);
    String to = scales(m, 0.05);
    String domain = "com.microsoft";
    String y =
        switch (seed % 6) {
          case 0 -> m.foreign(domain, "QLinearAdd", a, scale, zero, b, scale, zero, to, zero);
          case 1 -> m.foreign(domain, "QLinearMul", a, scale, zero, b, scale, zero, to, zero);
          case 2 -> m.foreign(domain, "QLinearSigmoid", a, scale, zero, to, zero);
          case 3 -> m.foreign(domain, "QLinearLeakyRelu", a, scale, zero, to, zero);
          case 4 -> m.foreign(domain, "QLinearConcat", to, zero, a, scale, zero, b, scale, zero);
          default -> gemm(m, a, scale, zero, to);
        };
    if (seed % 6 == 4) {
      m.with("axis", seed % 4 == 0 ? 1 : 0);
    }
    assertAgrees(m.output(m.node("DequantizeLinear", y, to, zero)), seed);
  }

  private static String gemm(ModelBuilder m, String a, String scale, String zero, String to) {
    String w = whole(m, ElementType.INT8, 60, 5, 4);
    String none = whole(m, ElementType.INT8, 0);
    String bias = whole(m, ElementType.INT32, 300, 5);
    String y =
        m.foreign(
            "com.microsoft", "QGemm", a, scale, zero, w, scales(m, 0.03), none, bias, to, zero);
    m.with("transB", 1).with("alpha", 1.5f);
    return y;
  }

  @ParameterizedTest
  @CsvSource({"12, 4, scales of shape", "13, 3, scales of shape", "24, 3, scales of shape"})
  void scalesThatDoNotFitAreRefused(int opset, int count, String message) {
    ModelBuilder m = new ModelBuilder(1, opset, 2, 4);
    OnnxModel model = m.output(m.node("QuantizeLinear", X, scales(m, 1, count)), ElementType.UINT8);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(message);
  }

  /** An odd number of elements; ONNX Runtime multiplies matrices of 4 bits less exactly. */
  @ParameterizedTest
  @EnumSource(names = {"INT4", "UINT4"})
  void fourBitsArePacked(ElementType type) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 21, 3, 5);
    long[] values =
        IntStream.range(0, 15).mapToLong(i -> i + (long) type.least()).map(type::wrapped).toArray();
    String w = m.tensor(OnnxTensor.integers("w", type, new int[] {3, 5}, values));
    String dequantised = m.node("DequantizeLinear", w, m.scalar(0.25f));
    Runtime.assertAgrees(m.output(m.node("Mul", X, dequantised)), 1);
  }
}
