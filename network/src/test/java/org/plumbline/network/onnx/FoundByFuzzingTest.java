package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** What {@code benchmarks/fuzz reading} found, each as small as it was shrunk. */
class FoundByFuzzingTest {
  private static Network lowered(ModelBuilder m, String output, ElementType type) {
    return new OnnxLowering(m.output(output, type)).lower();
  }

  private static double[] values(Network network, double... x) {
    return new ForwardPass(network, new JavaGemm()).outputs(1, x);
  }

  private static String cast(ModelBuilder m, String value, ElementType type) {
    String cast = m.node("Cast", value);
    m.with("to", type.code());
    return cast;
  }

  /** A truth value is 0 or 1: minus 1 is no truth value. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void andOfAConstant(boolean isFirst) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 11, 4);
    int[] shape = {4};
    String truths = m.tensor(OnnxTensor.integers("t", ElementType.BOOL, shape, 1, 0, 1, 0));
    String computed = cast(m, m.node("Relu", ModelBuilder.INPUT), ElementType.BOOL);
    String y = isFirst ? m.node("And", truths, computed) : m.node("And", computed, truths);
    Runtime.assertAgrees(m.output(y, ElementType.BOOL), 1);
    assertThat(values(lowered(m, y, ElementType.BOOL), 1, 1, -1, -1)).containsExactly(1, 0, 0, 0);
  }

  /** What a computed truth value chooses is no truth value itself, and need not be whole. */
  @ParameterizedTest
  @ValueSource(ints = {9, 16, 21})
  void castOfAChoice(int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(opset, opset, 1, 6);
    String big = m.node("Mul", ModelBuilder.INPUT, m.scalar(9));
    String isPositive = m.node("Greater", ModelBuilder.INPUT, m.scalar(0));
    String chosen = m.node("Where", isPositive, big, m.weights(1, 6));
    Runtime.assertAgrees(m.output(cast(m, chosen, ElementType.INT64), ElementType.INT64), opset);
  }

  @Test
  void castOfOneHot() throws Exception {
    ModelBuilder m = new ModelBuilder(4, 13, 3);
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, -1.5f, 2.7f));
    String index = cast(m, m.node("Mul", ModelBuilder.INPUT, m.scalar(3)), ElementType.INT64);
    String hot = m.node("OneHot", index, m.integers(3L), ends);
    Runtime.assertAgrees(m.output(cast(m, hot, ElementType.INT32), ElementType.INT32), 4);
  }

  /** Numbers of a choice between whole numbers are whole. */
  @Test
  void equalityOfWholeChoices() throws Exception {
    ModelBuilder m = new ModelBuilder(5, 15, 1, 6);
    String big = m.node("Mul", ModelBuilder.INPUT, m.scalar(3));
    String whole = cast(m, big, ElementType.INT32);
    String isPositive = m.node("Greater", ModelBuilder.INPUT, m.scalar(0));
    String two = m.tensor(OnnxTensor.integers("two", ElementType.INT32, new int[0], 2));
    String one = m.tensor(OnnxTensor.integers("one", ElementType.INT32, new int[0], 1));
    String y = m.node("Equal", m.node("Where", isPositive, whole, two), one);
    Runtime.assertAgrees(m.output(y, ElementType.BOOL), 5);
  }

  /**
   * Before operator set 11 the standard lets indices below 0 be out of range, and runtimes count
   * them from the end.
   */
  @ParameterizedTest
  @ValueSource(ints = {9, 10})
  void indicesThatCountFromTheEnd(int opset) {
    ModelBuilder m = new ModelBuilder(1, opset, 3);
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, 0, 1));
    String index = cast(m, ModelBuilder.INPUT, ElementType.INT64);
    String y = m.node("OneHot", index, m.integers(3L), ends);
    assertThat(lowered(m, y, ElementType.FLOAT).reading().ranges())
        .anyMatch(range -> range.node().contains("OneHot") && !range.contains(-1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10})
  void constantIndicesThatCountFromTheEnd(int opset) {
    ModelBuilder m = new ModelBuilder(1, opset, 3);
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, 0, 1));
    String hot = m.node("OneHot", m.integers(-1L), m.integers(3L), ends);
    String y = m.node("Add", hot, ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("OneHot")
        .hasMessageContaining("-1");
  }

  /** Without an end Clip ends at the greatest number of the type. */
  @ParameterizedTest
  @CsvSource({"8, FLOAT", "8, DOUBLE", "13, FLOAT"})
  void clipsWithoutAnEnd(int opset, ElementType type) {
    ModelBuilder m = new ModelBuilder(1, opset, OnnxValueInfo.of("x", type, 2));
    String y = m.node("Clip", ModelBuilder.INPUT);
    Network network = lowered(m, opset < 11 ? y : m.node("Clip", y, zero(m, type)), type);
    assertThat(network.reading().ranges())
        .anyMatch(range -> range.node().contains("Clip") && !range.contains(0, 4e38));
  }

  private static String zero(ModelBuilder m, ElementType type) {
    return m.tensor(OnnxTensor.reals("zero", type, new int[0], 0));
  }

  /** NaN outside of the domain passes through everything, and nothing may be proved of it. */
  @ParameterizedTest
  @ValueSource(strings = {"Sqrt", "Log", "Reciprocal", "Div", "Pow"})
  void domains(String operator) {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    String x = ModelBuilder.INPUT;
    String y =
        switch (operator) {
          case "Div" -> m.node(operator, m.scalar(1), x);
          case "Pow" -> m.node(operator, x, m.scalar(-1));
          default -> m.node(operator, x);
        };
    Network network = lowered(m, m.node("Sigmoid", y), ElementType.FLOAT);
    assertThat(network.reading().ranges())
        .anyMatch(
            range ->
                range.node().contains(operator)
                    && !range.contains(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** Softmax divides by a sum that is 1 at least. */
  @Test
  void softmaxIsDefinedEverywhere() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 4);
    String y = m.node("Softmax", ModelBuilder.INPUT);
    assertThat(lowered(m, y, ElementType.FLOAT).reading().ranges()).isEmpty();
  }

  /** Runtimes take remainders of large integers in floating-point arithmetic. */
  @Test
  void remaindersOfLargeIntegers() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String large = m.integers(-(1L << 53) - 1);
    String rest = m.node("Mod", large, m.integers(-2L));
    m.with("fmod", 1);
    String y = m.node("Add", cast(m, rest, ElementType.FLOAT), ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("Mod")
        .hasMessageContaining("2^53");
  }

  /** As a number without a sign, -3 is 2^64 - 3. */
  @Test
  void remaindersOfLargeIntegersWithoutSigns() {
    ModelBuilder m = new ModelBuilder(1, 16, 1);
    String large = m.tensor(OnnxTensor.integers("l", ElementType.UINT64, new int[] {1}, -3));
    String six = m.tensor(OnnxTensor.integers("six", ElementType.UINT64, new int[] {1}, 6));
    String rest = m.node("Mod", large, six);
    m.with("fmod", 1);
    String y = m.node("Add", cast(m, rest, ElementType.FLOAT), ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("Mod")
        .hasMessageContaining("2^53");
  }

  /** Windows that skip the ends of an axis: runtimes move them in pools, or refuse the model. */
  @ParameterizedTest
  @CsvSource({"AveragePool, SAME_UPPER", "AveragePool, SAME_LOWER", "MaxPool, SAME_UPPER"})
  void poolsThatSkipTheEndsOfAnAxis(String operator, String padding) {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 3);
    String y = m.node(operator, ModelBuilder.INPUT);
    m.ints("kernel_shape", 1).ints("strides", 3);
    m.with("auto_pad", padding);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(operator)
        .hasMessageContaining(padding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER"})
  void convolutionsThatSkipTheEndsOfAnAxis(String padding) throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 1, 1, 6);
    String y = m.node("Conv", ModelBuilder.INPUT, m.weights(1, 1, 2));
    m.ints("strides", 3).with("auto_pad", padding);
    Runtime.assertAgrees(m.output(y, ElementType.FLOAT), 3);
  }

  /** Of two integers in one vector, ONNX Runtime 1.29 takes the lower halves to have a sign. */
  @ParameterizedTest
  @CsvSource({"Max, 4294967295, 0", "Min, 4, 2147483648", "Clip, 2147483648, 5"})
  void extremaOfLargeIntegers(String operator, long a, long b) {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    String end = m.tensor(OnnxTensor.integers("end", ElementType.INT64, new int[0], b));
    String y = m.node(operator, m.integers(a, 0L), end);
    String sum = m.node("Add", cast(m, y, ElementType.FLOAT), ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, sum, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(operator)
        .hasMessageContaining("runtimes mistake");
  }

  @Test
  void extremaOfIntegers() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 4);
    String a = m.integers(4294967295L, 1L << 40, -5L, -(1L << 31));
    String b = m.integers(4294967290L, 7L, 3L, Long.MAX_VALUE);
    String y = m.node("Sub", m.node("Max", a, b), m.node("Min", b, a));
    String sum = m.node("Add", cast(m, y, ElementType.FLOAT), ModelBuilder.INPUT);
    Runtime.assertAgrees(m.output(sum, ElementType.FLOAT), 1);
  }

  /** Runtimes add up integers of 64 bits as doubles. */
  @Test
  void sumsOfLargeIntegers() {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 2);
    String x = cast(m, ModelBuilder.INPUT, ElementType.INT64);
    Network network = lowered(m, m.node("ReduceSum", x, m.integers(0L)), ElementType.INT64);
    assertThat(network.reading().ranges())
        .anyMatch(
            range ->
                range.node().contains("ReduceSum")
                    && range.contains(-0x1p52, 0x1p52)
                    && !range.contains(0, 0x1.8p52));
  }

  @Test
  void sumsOfLargeConstants() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String rest = m.node("ReduceSum", m.integers(1L << 60, 1L, -(1L << 60)), m.integers(0L));
    String y = m.node("Add", cast(m, rest, ElementType.FLOAT), ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("ReduceSum")
        .hasMessageContaining("2^53");
  }

  /** Runtimes take the sign of 2^31 in 64 bits for that of its lower half. */
  @Test
  void signsOfLargeIntegers() {
    ModelBuilder m = new ModelBuilder(1, 17, 1);
    String sign = m.node("Sign", m.integers(1L << 31));
    String y = m.node("Add", cast(m, sign, ElementType.FLOAT), ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("Sign")
        .hasMessageContaining("2147483648");
  }

  /** Sums that leave INT32: some runtimes wrap around, others stop at its end. */
  @Test
  void sumsBeyondTheirType() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String large =
        m.tensor(OnnxTensor.integers("l", ElementType.INT32, new int[] {2}, 1508237824, 948522176));
    String sum = cast(m, m.node("ReduceSum", large), ElementType.FLOAT);
    String y = m.node("Add", sum, ModelBuilder.INPUT);
    assertThatThrownBy(() -> lowered(m, y, ElementType.FLOAT))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("ReduceSum")
        .hasMessageContaining("INT32");
  }

  @Test
  void outputsThatAreRefusedAreNamed() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String y = m.node("Identity", m.integers(Long.MIN_VALUE));
    assertThatThrownBy(() -> lowered(m, y, ElementType.INT64))
        .hasMessageContaining("the output " + y);
  }

  /**
   * A kernel element that meets padding alone may overflow when a runtime multiplies the kernel
   * with a factor that follows, and an infinity times 0 is NaN.
   */
  @ParameterizedTest
  @CsvSource({
    "Conv, 3, 1e37, 1, true",
    "Conv, 3, 1, 1e37, false",
    "Conv, 3, 0, 1, false",
    "ConvTranspose, 1, 1e37, 1, true",
    "ConvTranspose, 1, 1, 1e37, false",
    "ConvTranspose, 1, 0, 1, false"
  })
  void kernelElementsThatMeetPaddingAloneOrAreCroppedAway(
      String operator, int width, float hidden, float seen, boolean isUnknown) {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, width);
    String kernel = m.tensor(OnnxTensor.float32("k", new int[] {1, 1, 2}, hidden, seen));
    String y = m.node(operator, ModelBuilder.INPUT, kernel);
    m.ints("pads", 1, 0);
    m.ints("strides", 3);
    assertThat(lowered(m, y, ElementType.FLOAT).reading().unknownInFloat32().isEmpty())
        .isNotEqualTo(isUnknown);
  }
}
