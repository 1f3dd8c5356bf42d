package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.reference.ModelBuilder.attribute;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/**
 * Small models on which two readings of ONNX have been seen to differ: integers that wrap,
 * constants beyond 2⁵³, ends of Clip, casts. What is right was looked up with ONNX Runtime.
 */
class ReadingDifferencesTest {
  private static final int FLOAT = ModelBuilder.code(ElementType.FLOAT32);
  private static final int INT32 = ModelBuilder.code(ElementType.INT32);
  private static final int INT64 = ModelBuilder.code(ElementType.INT64);

  private static ReferenceTensor both(ModelBuilder builder, double... x) {
    ReferenceModel model = builder.parse();
    Map<String, ReferenceTensor> inputs =
        Map.of("x", ReferenceTensor.reals(model.inputs().get(0).type(), Shape.of(x.length), x));
    ReferenceTensor typed = model.evaluate(inputs, Mode.TYPED).outputs().get(0);
    ReferenceTensor real = model.evaluate(inputs, Mode.REAL).outputs().get(0);
    for (int i = 0; i < typed.size(); i++) {
      double slack = real.radius(i) + Math.abs(typed.value(i)) * 0x1p-24;
      assertThat(Math.abs(typed.value(i) - real.value(i))).isLessThanOrEqualTo(slack);
    }
    return typed;
  }

  private static ModelBuilder ofFloat() {
    return new ModelBuilder(17).input("x", ElementType.FLOAT32, -1);
  }

  @Test
  void int32Wraps() {
    ModelBuilder squared =
        ofFloat()
            .node("Cast", List.of("x"), List.of("i"), attribute("to", INT32))
            .node("Mul", List.of("i", "i"), List.of("s"))
            .node("Mul", List.of("s", "three"), List.of("t"))
            .constant("three", ReferenceTensor.integers(ElementType.INT32, Shape.of(1), 3))
            .node("Cast", List.of("t"), List.of("y"), attribute("to", FLOAT))
            .output("y", ElementType.FLOAT32);
    assertThat(both(squared, 30000).value(0)).isEqualTo((float) (2_700_000_000L - (1L << 32)));
  }

  @Test
  void int64Wraps() {
    ModelBuilder shifted =
        ofFloat()
            .constant("k", Samples.longs(1L << 32))
            .node("Cast", List.of("x"), List.of("i"), attribute("to", INT64))
            .node("Mul", List.of("i", "k"), List.of("a"))
            .node("Mul", List.of("a", "k"), List.of("b"))
            .node("Cast", List.of("b"), List.of("y"), attribute("to", FLOAT))
            .output("y", ElementType.FLOAT32);
    assertThat(both(shifted, 1).value(0)).isZero();
  }

  @Test
  void int64ConstantsBeyond53Bits() {
    ModelBuilder compared =
        ofFloat()
            .constant("a", Samples.longs((1L << 53) + 1))
            .constant("b", Samples.longs(1L << 53))
            .node("Equal", List.of("a", "b"), List.of("e"))
            .node("Sub", List.of("a", "b"), List.of("d"))
            .node("Cast", List.of("e"), List.of("f"), attribute("to", FLOAT))
            .node("Cast", List.of("d"), List.of("g"), attribute("to", FLOAT))
            .node("Add", List.of("f", "g"), List.of("h"))
            .node("Add", List.of("h", "x"), List.of("y"))
            .output("y", ElementType.FLOAT32);
    assertThat(both(compared, 0).value(0)).isEqualTo(1);
  }

  @Test
  void uint64IsNotSigned() {
    ModelBuilder large =
        ofFloat()
            .constant(
                "u", ReferenceTensor.integers(ElementType.UINT64, Shape.of(1), Long.MIN_VALUE + 1))
            .node("Cast", List.of("u"), List.of("f"), attribute("to", FLOAT))
            .node("Mul", List.of("f", "x"), List.of("y"))
            .output("y", ElementType.FLOAT32);
    assertThat(both(large, 1).value(0)).isEqualTo(0x1p63);
  }

  @Test
  void integersRoundOnceToFloat32() {
    // 2^60 + 2^36 + 1 lies just above the middle of two floats; as a double it would lie on it.
    ModelBuilder tie =
        ofFloat()
            .constant("i", Samples.longs((1L << 60) + (1L << 36) + 1))
            .node("Cast", List.of("i"), List.of("f"), attribute("to", FLOAT))
            .node("Mul", List.of("f", "x"), List.of("y"))
            .output("y", ElementType.FLOAT32);
    assertThat(both(tie, 1).value(0)).isEqualTo(0x1p60 + 0x1p37);
  }

  /** The greatest float is an end of Clip like any other, given or not. */
  @Test
  void clipsAtTheGreatestFloat() {
    for (boolean isGiven : new boolean[] {true, false}) {
      ModelBuilder clipped =
          ofFloat()
              .constant("k", Samples.floats(ElementType.FLOAT32.round(1e20)))
              .constant("low", Samples.scalar(ElementType.FLOAT32, -Float.MAX_VALUE))
              .constant("high", Samples.scalar(ElementType.FLOAT32, Float.MAX_VALUE))
              .node("Mul", List.of("x", "k"), List.of("a"))
              .node("Mul", List.of("a", "k"), List.of("b"))
              .node("Clip", isGiven ? List.of("b", "low", "high") : List.of("b"), List.of("y"))
              .output("y", ElementType.FLOAT32);
      assertThat(both(clipped, 1, -2).value(0)).isEqualTo(Float.MAX_VALUE);
      assertThat(both(clipped, 1, -2).value(1)).isEqualTo(-Float.MAX_VALUE);
    }
  }

  @Test
  void clipsOfFloat64() {
    ModelBuilder clipped =
        new ModelBuilder(17)
            .input("x", ElementType.FLOAT64, -1)
            .constant("low", Samples.scalar(ElementType.FLOAT64, -1e39))
            .constant("high", Samples.scalar(ElementType.FLOAT64, 1e39))
            .node("Clip", List.of("x", "low", "high"), List.of("y"))
            .output("y", ElementType.FLOAT64);
    ReferenceTensor y = both(clipped, 2e39, -2e39, 5);
    assertThat(y.value(0)).isEqualTo(1e39);
    assertThat(y.value(1)).isEqualTo(-1e39);
    assertThat(y.value(2)).isEqualTo(5);
  }

  @Test
  void samePoolingWithDilationsIsRefused() {
    ModelBuilder pool =
        new ModelBuilder(19)
            .input("x", ElementType.FLOAT32, 1, 1, 5)
            .node(
                "AveragePool",
                List.of("x"),
                List.of("y"),
                attribute("kernel_shape", new long[] {3}),
                attribute("dilations", new long[] {2}),
                attribute("auto_pad", "SAME_UPPER"))
            .output("y", ElementType.FLOAT32);
    ReferenceTensor x =
        ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, 5), 1, 2, 4, 8, 16);
    assertThatThrownBy(() -> pool.parse().evaluate(Map.of("x", x), Mode.TYPED))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("node 0 (AveragePool)")
        .hasMessageContaining("dilations");
  }

  /**
   * A cast to a narrower real type keeps the value in REAL, and its ball reaches the rounded one.
   */
  @Test
  void castsOfRealsHoldBothMeanings() {
    ModelBuilder narrowed =
        new ModelBuilder(17)
            .input("x", ElementType.FLOAT64, 1)
            .node("Cast", List.of("x"), List.of("y"), attribute("to", FLOAT))
            .output("y", ElementType.FLOAT32);
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT64, Shape.of(1), 0.1);
    ReferenceTensor y = narrowed.parse().evaluate(Map.of("x", x), Mode.REAL).outputs().get(0);
    assertThat(y.value(0)).isEqualTo(0.1);
    assertThat(y.radius(0)).isBetween(Math.abs(0.1f - 0.1), 0.1 * 0x1p-23);
    ReferenceTensor half = ReferenceTensor.reals(ElementType.FLOAT64, Shape.of(1), 0.5);
    assertThat(narrowed.parse().evaluate(Map.of("x", half), Mode.REAL).outputs().get(0).isExact())
        .isTrue();
  }

  @Test
  void whatIsNotANumberIsAsked() {
    ModelBuilder test =
        ofFloat()
            .constant("k", Samples.floats(1 / 3f))
            .node("Exp", List.of("x"), List.of("e"))
            .node("Equal", List.of("e", "e"), List.of("q"))
            .node("Where", List.of("q", "e", "k"), List.of("y"))
            .output("y", ElementType.FLOAT32);
    assertThat(both(test, 0.5).value(0)).isEqualTo((float) Math.exp(0.5));
  }
}
