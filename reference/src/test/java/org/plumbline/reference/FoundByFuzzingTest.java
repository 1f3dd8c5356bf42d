package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.reference.ModelBuilder.attribute;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/** What {@code benchmarks/fuzz reading} found, each as small as it was shrunk. */
class FoundByFuzzingTest {
  private static ReferenceTensor evaluated(ModelBuilder builder, ReferenceTensor x) {
    return builder.parse().evaluate(Map.of("x", x), Mode.TYPED).outputs().get(0);
  }

  private static ReferenceTensor signal(double... values) {
    return ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, values.length), values);
  }

  private static ModelBuilder ofSignal(int extent) {
    return new ModelBuilder(13).input("x", ElementType.FLOAT32, 1, 1, extent);
  }

  /** Where windows skip the ends of an axis, ONNX Runtime 1.29 moves them and 1.32 refuses. */
  @ParameterizedTest
  @CsvSource({"AveragePool, SAME_UPPER", "MaxPool, SAME_LOWER"})
  void poolsThatSkipTheEndsOfAnAxis(String operator, String padding) {
    ModelBuilder pool =
        ofSignal(3)
            .node(
                operator,
                List.of("x"),
                List.of("y"),
                attribute("kernel_shape", new long[] {1}),
                attribute("strides", new long[] {3}),
                attribute("auto_pad", padding))
            .output("y", ElementType.FLOAT32);
    assertThatThrownBy(() -> evaluated(pool, signal(1, 2, 3)))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining(operator)
        .hasMessageContaining(padding);
  }

  @Test
  void convolutionsThatSkipTheEndsOfAnAxis() {
    ModelBuilder convolution =
        ofSignal(6)
            .constant("w", signal(2))
            .node(
                "Conv",
                List.of("x", "w"),
                List.of("y"),
                attribute("strides", new long[] {3}),
                attribute("auto_pad", "SAME_UPPER"))
            .output("y", ElementType.FLOAT32);
    ReferenceTensor y = evaluated(convolution, signal(1, 2, 3, 4, 5, 6));
    assertThat(new double[] {y.value(0), y.value(1)}).containsExactly(2, 8);
  }

  /** ONNX Runtime makes the lowest number of both, and its pools of windows differ in NaN. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
  void globalMaximaOfNoNumbers(double value) {
    ModelBuilder pool =
        ofSignal(1)
            .node("GlobalMaxPool", List.of("x"), List.of("y"))
            .output("y", ElementType.FLOAT32);
    assertThatThrownBy(() -> evaluated(pool, signal(value)))
        .isInstanceOf(UndefinedException.class)
        .hasMessageContaining("GlobalMaxPool");
  }

  @ParameterizedTest
  @CsvSource({
    "INT64, 4181350703240312259, 4",
    "INT64, 3, -9007199254740993",
    "UINT64, -3, 6",
    "UINT64, 6, -3"
  })
  void remaindersOfLargeIntegers(ElementType type, long a, long b) {
    ModelBuilder remainder =
        new ModelBuilder(13)
            .input("x", type, 1)
            .constant("b", ReferenceTensor.integers(type, Shape.of(1), b))
            .node("Mod", List.of("x", "b"), List.of("y"), attribute("fmod", 1))
            .output("y", type);
    ReferenceTensor x = ReferenceTensor.integers(type, Shape.of(1), a);
    assertThatThrownBy(() -> evaluated(remainder, x))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("Mod")
        .hasMessageContaining("2^53");
  }

  private static void assertRefused(String operator, long... values) {
    ModelBuilder model =
        new ModelBuilder(13)
            .input("x", ElementType.INT64, values.length)
            .constant("zero", ReferenceTensor.integers(ElementType.INT64, Shape.of(), 0))
            .node(
                operator,
                operator.startsWith("Reduce") ? List.of("x") : List.of("x", "zero"),
                List.of("y"))
            .output("y", ElementType.INT64);
    ReferenceTensor x =
        ReferenceTensor.integers(ElementType.INT64, Shape.of(values.length), values);
    assertThatThrownBy(() -> evaluated(model, x))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining(operator)
        .hasMessageContaining("ONNX Runtime");
  }

  /** Of two integers in one vector, ONNX Runtime 1.29 takes the lower halves to have a sign. */
  @ParameterizedTest
  @ValueSource(strings = {"Max", "Min", "Clip", "ReduceMax"})
  void extremaOfLargeIntegers(String operator) {
    assertRefused(operator, 0, 4294967295L);
  }

  /** ONNX Runtime adds up integers of 64 bits as doubles. */
  @Test
  void sumsOfLargeIntegers() {
    assertRefused("ReduceSum", 1L << 60, 1, -(1L << 60));
  }
}
