package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

class ComparisonLoweringTest {
  private static final List<String> OPERATORS =
      List.of("Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual");

  /** Whole numbers from −3 to 3, so that many pairs are equal. */
  private static String whole(ModelBuilder m, float factor, ElementType type) {
    String scaled = m.node("Mul", ModelBuilder.INPUT, m.scalar(factor));
    String whole = m.node("Cast", scaled);
    m.with("to", ElementType.INT32.code());
    String cast = m.node("Cast", whole);
    m.with("to", type.code());
    return cast;
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void ofComputedValues(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 10, 4, 5);
    ElementType type = m.oneOf(List.of(ElementType.FLOAT, ElementType.INT64, ElementType.INT32));
    String left = whole(m, 3.9f, type);
    String right = whole(m, -2.9f, type);
    String compared = m.node(OPERATORS.get(seed % 5), left, right);
    String y = seed % 2 == 0 ? m.node("Not", compared) : compared;
    Runtime.assertAgrees(m.output(y, ElementType.BOOL), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void withConstantsOnEitherSide(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 10, 4, 3);
    String computed = whole(m, 2.9f, ElementType.FLOAT);
    String constant = m.tensor(OnnxTensor.float32("c", new int[] {3}, -1, 0, 1));
    String operator = OPERATORS.get(seed % 5);
    String compared =
        m.random.nextBoolean()
            ? m.node(operator, computed, constant)
            : m.node(operator, constant, computed);
    String number = m.node("Cast", compared);
    m.with("to", ElementType.FLOAT.code());
    Runtime.assertAgrees(m.output(m.node("Add", number, ModelBuilder.INPUT)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void ofConstants(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 12 + seed % 10, 4, 3);
    String left = m.tensor(OnnxTensor.float32("a", new int[] {3}, -1, 0, 1));
    String right = m.tensor(OnnxTensor.float32("b", new int[] {4, 1}, -1, 0.5f, 1, 0));
    String compared = m.node(OPERATORS.get(seed % 5), left, right);
    String condition = seed % 2 == 0 ? m.node("Not", compared) : compared;
    String y = m.node("Where", condition, ModelBuilder.INPUT, m.scalar(2));
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void oneHot(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 2, 3);
    String indices = whole(m, 4.9f, ElementType.INT64);
    String depth = m.integers((long) m.between(1, 4));
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, -0.5f, 3));
    String y = m.node("OneHot", indices, depth, ends);
    if (seed % 3 != 0) {
      m.with("axis", m.between(-3, 2));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void oneHotOfConstants(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 4, 3);
    String indices = m.integers(m.between(-4, 4), 2L, -1, 3);
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, -0.5f, 3));
    String hot = m.node("OneHot", indices, m.integers(3L), ends);
    Runtime.assertAgrees(m.output(m.node("Add", ModelBuilder.INPUT, hot)), seed);
  }

  @Test
  void oneHotOfRealsIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 4);
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, 0, 1));
    OnnxModel model = m.output(m.node("OneHot", ModelBuilder.INPUT, m.integers(3L), ends));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator OneHot (node v0)")
        .hasMessageContaining("indices are no integers");
  }

  @Test
  void notOfRealsIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 4);
    OnnxModel model = m.output(m.node("Not", ModelBuilder.INPUT));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("no truth values");
  }

  /** Found by fuzzing: the constant 2^64 − 4, whose bits are those of −4. */
  @Test
  void computedUnsignedIntegersBesideTheGreatestOnesAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String whole = m.node("Cast", ModelBuilder.INPUT);
    m.with("to", ElementType.UINT64.code());
    String constant = m.tensor(OnnxTensor.integers("c", ElementType.UINT64, new int[] {1}, -4));
    OnnxModel model = m.output(m.node("Greater", whole, constant), ElementType.BOOL);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("18446744073709551612, which is beyond 2^53");
  }

  /** As tests for NaN do; of what may be NaN the comparison stays. */
  @Test
  void comparesAValueWithItself() {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    String d = m.node("Sub", ModelBuilder.INPUT, m.scalar(1));
    String isNumber = m.node("Cast", m.node("Equal", d, d));
    m.with("to", 1L);
    Network network = new OnnxLowering(m.output(isNumber)).lower();
    assertThat(network.depth()).isEqualTo(2);
    assertThat(new ForwardPass(network, new JavaGemm()).outputs(1, new double[2]))
        .containsExactly(1, 1);
    assertThat(network.reading().unknownInFloat32()).isNotEmpty();
    ModelBuilder other = new ModelBuilder(1, 13, 2);
    String log = other.node("Log", ModelBuilder.INPUT);
    String mayBeNone = other.node("Cast", other.node("Equal", log, log));
    other.with("to", 1L);
    Network kept = new OnnxLowering(other.output(mayBeNone)).lower();
    assertThat(kept.reading().ranges()).isNotEmpty();
    ModelBuilder whole = new ModelBuilder(1, 16, 2);
    String cast = whole.node("Cast", ModelBuilder.INPUT);
    whole.with("to", 6L);
    String isLeast = whole.node("Cast", whole.node("GreaterOrEqual", cast, cast));
    whole.with("to", 1L);
    assertThat(new OnnxLowering(whole.output(isLeast)).lower().reading().ranges()).isNotEmpty();
  }
}
