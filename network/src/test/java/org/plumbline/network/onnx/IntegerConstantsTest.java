package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Reading;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Constant integers are exact and of their own width; what is computed is said to fit it. */
class IntegerConstantsTest {
  private static final long BEYOND = (1L << 53) + 1;

  private static String scalar(ModelBuilder m, String name, ElementType type, long value) {
    return m.tensor(OnnxTensor.integers(name, type, new int[0], value));
  }

  /** The model {@code x + cast(constant)}, compared with ONNX Runtime. */
  private static void assertAgrees(ModelBuilder m, String constant) throws Exception {
    String real = m.node("Cast", constant);
    m.with("to", 1);
    Runtime.assertAgrees(m.output(m.node("Add", ModelBuilder.INPUT, real)), 1);
  }

  @ParameterizedTest
  @CsvSource({
    "Sub, INT64, 9007199254740993, 9007199254740992",
    "Mul, INT64, 4294967296, 4294967296",
    "Mul, INT64, 4294967297, 4294967296",
    "Add, INT64, 9223372036854775807, 1",
    "Add, INT32, 2147483647, 1",
    "Mul, INT32, 100000, 100000",
    "Sub, INT32, -2147483648, 1",
    "Div, INT64, -7, 2",
    "Div, INT32, 9, -4",
    "Mod, INT64, -7, 3",
    "Mod, INT32, 7, -3",
    "Min, INT64, 9007199254740993, 9007199254740992",
    "Max, INT64, -9007199254740993, -9007199254740992",
    "Add, UINT64, -1, 2",
    "Mul, UINT64, -1, 3",
    "Div, UINT64, -1, 2"
  })
  void arithmeticOfTheirWidth(String operator, ElementType type, long a, long b) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String result = m.node(operator, scalar(m, "a", type, a), scalar(m, "b", type, b));
    assertAgrees(m, result);
  }

  @ParameterizedTest
  @CsvSource({
    "Equal, INT64, 9007199254740993, 9007199254740992",
    "Greater, INT64, 9007199254740993, 9007199254740992",
    "Less, INT64, -9007199254740993, -9007199254740992",
    "GreaterOrEqual, INT64, 9007199254740992, 9007199254740993",
    "Greater, UINT64, -1, 1",
    "Less, UINT64, -1, 1"
  })
  void comparisonsBeyondDoubles(String operator, ElementType type, long a, long b)
      throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    assertAgrees(m, m.node(operator, scalar(m, "a", type, a), scalar(m, "b", type, b)));
  }

  @ParameterizedTest
  @CsvSource({
    "UINT64, -1, DOUBLE",
    "UINT64, -1, FLOAT",
    "UINT64, -9223372036854775807, DOUBLE",
    "INT64, 9007199254740993, DOUBLE",
    "INT64, 9007200328482817, FLOAT",
    "INT64, 4294967301, INT32",
    "INT64, 300, INT8",
    "INT64, -1, UINT8",
    "INT32, -1, UINT64",
    "INT64, 65537, BOOL",
    "INT64, 70000, INT16",
    "UINT64, -2, INT64"
  })
  void casts(ElementType from, long value, ElementType to) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String cast = m.node("Cast", scalar(m, "c", from, value));
    m.with("to", to.code());
    assertAgrees(m, cast);
  }

  @Test
  void arithmeticThatIsNotDefinedIsRefused() {
    for (long divisor : new long[] {0, -1}) {
      ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
      String least = scalar(m, "a", ElementType.INT32, Integer.MIN_VALUE);
      String quotient = m.node("Div", least, scalar(m, "b", ElementType.INT32, divisor));
      String real = m.node("Cast", quotient);
      OnnxModel model = m.with("to", 1).output(m.node("Add", ModelBuilder.INPUT, real));
      assertThatThrownBy(() -> new OnnxLowering(model).lower())
          .isInstanceOf(UnsupportedOperatorException.class)
          .hasMessageContaining("operator Div (node v0)")
          .hasMessageContaining("divides");
    }
  }

  @ParameterizedTest
  @CsvSource({"3.5e9, INT32", "-1, UINT8", "200, INT8", "1e19, INT64", "-1e19, INT64"})
  void realConstantsThatDoNotFitAreRefused(float value, ElementType to) {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String whole = m.node("Cast", m.scalar(value));
    m.with("to", to.code());
    String real = m.node("Cast", whole);
    OnnxModel model = m.with("to", 1).output(m.node("Add", ModelBuilder.INPUT, real));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("does not fit type " + to);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void movementsKeepThemExact(int seed) throws Exception {
    Random random = new Random(seed);
    ModelBuilder m = new ModelBuilder(seed, 13, 1, 2);
    long[] values = random.longs(6).toArray();
    String c = m.tensor(OnnxTensor.integers("c", ElementType.INT64, new int[] {2, 3}, values));
    String moved = m.node("Transpose", c);
    String joined = m.node("Concat", moved, moved);
    m.with("axis", 1);
    String picked = m.node("Gather", joined, m.integers(2L, 0L));
    String chosen =
        m.node(
            "Where",
            m.tensor(OnnxTensor.integers("t", ElementType.BOOL, new int[] {4}, 1, 0, 0, 1)),
            picked,
            m.node("Neg", picked));
    String rest = m.node("Mod", chosen, m.integers(1009L));
    assertAgrees(m, m.node("ReduceSum", rest));
  }

  @Test
  void whatIsComputedIsSaidToFit() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String whole = m.node("Cast", ModelBuilder.INPUT);
    String square = m.with("to", ElementType.INT32.code()).node("Add", whole, whole);
    String real = m.node("Cast", square);
    Network network = new OnnxLowering(m.with("to", 1).output(real)).lower();
    assertThat(network.reading().ranges())
        .extracting(Reading.Range::node, Reading.Range::least, Reading.Range::greatest)
        .containsExactly(
            Tuple.tuple("node v0 (Cast)", -0x1p31, 0x1p31 - 1),
            Tuple.tuple("node v1 (Add)", -0x1p31, 0x1p31 - 1),
            Tuple.tuple("node v2 (Cast)", -0x1p24, 0x1p24));
    assertThat(network.reading().ranges())
        .extracting(Reading.Range::need)
        .containsExactly(Reading.Need.ALWAYS, Reading.Need.ALWAYS, Reading.Need.IN_FLOAT32);
  }

  @Test
  void computedIntegersMeetNoConstantThatIsNoDouble() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String whole = m.node("Cast", ModelBuilder.INPUT);
    String sum = m.with("to", 7).node("Add", whole, scalar(m, "c", ElementType.INT64, BEYOND));
    OnnxModel model = m.output(sum, ElementType.INT64);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Add (node v1)")
        .hasMessageContaining(Long.toString(BEYOND));
  }

  @Test
  void typesAreNotMixed() {
    for (String operator : List.of("Add", "Mul", "Concat", "Equal", "MatMul")) {
      ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
      String sum = m.node(operator, ModelBuilder.INPUT, m.integers(1L, 2L));
      OnnxModel model = m.output(sum);
      assertThatThrownBy(() -> new OnnxLowering(model).lower())
          .isInstanceOf(UnsupportedOperatorException.class)
          .hasMessageContaining("operator " + operator)
          .hasMessageContaining("of types FLOAT and INT64");
    }
  }
}
