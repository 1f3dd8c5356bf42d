package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;

/**
 * Balls of whole piecewise linear networks hold what BigDecimal computes for the same float32
 * coefficients, exactly.
 */
class EnclosureTest {
  private static final long SEED = 20261207;

  private final Random random = new Random(SEED);

  private ReferenceTensor sample(long... dims) {
    return Samples.reals(random, ElementType.FLOAT32, -1, 1, dims);
  }

  private static BigDecimal[] exact(ReferenceTensor tensor) {
    BigDecimal[] exact = new BigDecimal[tensor.size()];
    java.util.Arrays.setAll(exact, i -> new BigDecimal(tensor.value(i)));
    return exact;
  }

  /** {@code W·x + b} for W of m × n. */
  private static BigDecimal[] affine(BigDecimal[] w, BigDecimal[] x, BigDecimal[] b) {
    BigDecimal[] y = new BigDecimal[b.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = b[i];
      for (int j = 0; j < x.length; j++) {
        y[i] = y[i].add(w[i * x.length + j].multiply(x[j]));
      }
    }
    return y;
  }

  private static void assertHolds(ReferenceTensor found, BigDecimal[] exact, long seed) {
    for (int i = 0; i < exact.length; i++) {
      assertThat(exact[i].subtract(new BigDecimal(found.value(i))).abs())
          .as("element %d of %s, exactly %s, seed %d", i, found, exact[i], seed)
          .isLessThanOrEqualTo(new BigDecimal(found.radius(i)));
    }
  }

  @Test
  void denseNetworks() {
    for (int round = 0; round < 60; round++) {
      int depth = 1 + random.nextInt(4);
      int width = 1 + random.nextInt(9);
      ModelBuilder builder = new ModelBuilder(13).input("x0", ElementType.FLOAT32, 1, width);
      ReferenceTensor x = sample(1, width);
      BigDecimal[] values = exact(x);
      for (int layer = 0; layer < depth; layer++) {
        ReferenceTensor w = sample(width, width);
        ReferenceTensor b = sample(width);
        builder.constant("w" + layer, w).constant("b" + layer, b);
        builder.node(
            "Gemm",
            List.of("x" + layer, "w" + layer, "b" + layer),
            List.of("z" + layer),
            attribute("transB", 1));
        builder.node("Relu", List.of("z" + layer), List.of("x" + (layer + 1)));
        values = affine(exact(w), values, exact(b));
        for (int i = 0; i < width; i++) {
          values[i] = values[i].max(BigDecimal.ZERO);
        }
      }
      ReferenceModel model = builder.output("x" + depth, ElementType.FLOAT32).parse();
      ReferenceTensor found = model.evaluate(Map.of("x0", x), Mode.REAL).outputs().get(0);
      assertHolds(found, values, SEED);
      for (int i = 0; i < width; i++) {
        assertThat(found.radius(i)).isLessThan(1e-12);
      }
    }
  }

  /** Inputs that are balls themselves: any number of them may be meant. */
  @Test
  void ballsAsInputs() {
    for (int round = 0; round < 60; round++) {
      int width = 2 + random.nextInt(6);
      ReferenceTensor w = sample(3, width);
      ReferenceTensor middle = sample(1, width);
      double[] radii = random.doubles(width, 0, 0.1).toArray();
      ReferenceTensor x =
          ReferenceTensor.balls(
              ElementType.FLOAT32, middle.shape(), middle.values().clone(), radii);
      BigDecimal[] member = exact(middle);
      for (int i = 0; i < width; i++) {
        BigDecimal radius = new BigDecimal(radii[i]);
        member[i] = random.nextBoolean() ? member[i].add(radius) : member[i].subtract(radius);
      }
      ReferenceModel model =
          new ModelBuilder(13)
              .input("x", ElementType.FLOAT32, 1, width)
              .constant("w", w)
              .node("Gemm", List.of("x", "w"), List.of("z"), attribute("transB", 1))
              .node("Abs", List.of("z"), List.of("y"))
              .output("y", ElementType.FLOAT32)
              .parse();
      BigDecimal[] zeros = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
      BigDecimal[] values = affine(exact(w), member, zeros);
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i].abs();
      }
      assertHolds(model.evaluate(Map.of("x", x), Mode.REAL).outputs().get(0), values, SEED);
    }
  }

  /** Two balls multiplied: both factors have radii. */
  @Test
  void productsOfBalls() {
    for (int round = 0; round < 60; round++) {
      ReferenceTensor a = sample(2, 3);
      ReferenceTensor b = sample(3, 2);
      double[] radiiA = random.doubles(6, 0, 0.1).toArray();
      double[] radiiB = random.doubles(6, 0, 0.1).toArray();
      ReferenceModel model =
          new ModelBuilder(13)
              .input("a", ElementType.FLOAT32, 2, 3)
              .input("b", ElementType.FLOAT32, 3, 2)
              .node("MatMul", List.of("a", "b"), List.of("y"))
              .output("y", ElementType.FLOAT32)
              .parse();
      Map<String, ReferenceTensor> inputs =
          Map.of(
              "a",
              ReferenceTensor.balls(ElementType.FLOAT32, a.shape(), a.values().clone(), radiiA),
              "b",
              ReferenceTensor.balls(ElementType.FLOAT32, b.shape(), b.values().clone(), radiiB));
      BigDecimal[] x = exact(a);
      BigDecimal[] y = exact(b);
      for (int i = 0; i < 6; i++) {
        x[i] = x[i].add(new BigDecimal(radiiA[i] * (random.nextInt(3) - 1)));
        y[i] = y[i].add(new BigDecimal(radiiB[i] * (random.nextInt(3) - 1)));
      }
      BigDecimal[] product = new BigDecimal[4];
      for (int i = 0; i < 4; i++) {
        product[i] = BigDecimal.ZERO;
        for (int k = 0; k < 3; k++) {
          product[i] = product[i].add(x[i / 2 * 3 + k].multiply(y[k * 2 + i % 2]));
        }
      }
      assertHolds(model.evaluate(inputs, Mode.REAL).outputs().get(0), product, SEED);
    }
  }

  @Test
  void convolutions() {
    for (int round = 0; round < 30; round++) {
      ReferenceTensor x = sample(1, 2, 4, 4);
      ReferenceTensor w = sample(3, 2, 3, 3);
      ReferenceTensor b = sample(3);
      ReferenceModel model =
          new ModelBuilder(13)
              .input("x", ElementType.FLOAT32, 1, 2, 4, 4)
              .constant("w", w)
              .constant("b", b)
              .node(
                  "Conv",
                  List.of("x", "w", "b"),
                  List.of("z"),
                  attribute("pads", new long[] {1, 1, 1, 1}))
              .node("GlobalAveragePool", List.of("z"), List.of("y"))
              .output("y", ElementType.FLOAT32)
              .parse();
      ReferenceTensor found = model.evaluate(Map.of("x", x), Mode.REAL).outputs().get(0);
      assertHolds(found, pooledConvolution(exact(x), exact(w), exact(b)), SEED);
    }
  }

  private static BigDecimal[] pooledConvolution(BigDecimal[] x, BigDecimal[] w, BigDecimal[] b) {
    BigDecimal[] means = new BigDecimal[3];
    for (int m = 0; m < 3; m++) {
      BigDecimal sum = b[m].multiply(new BigDecimal(16));
      for (int i = 0; i < 2 * 9 * 16; i++) {
        int position = i % 16;
        int tap = i / 16 % 9;
        int channel = i / 16 / 9;
        int row = position / 4 + tap / 3 - 1;
        int column = position % 4 + tap % 3 - 1;
        if (row >= 0 && row < 4 && column >= 0 && column < 4) {
          BigDecimal factor = w[(m * 2 + channel) * 9 + tap];
          sum = sum.add(factor.multiply(x[(channel * 4 + row) * 4 + column]));
        }
      }
      means[m] = sum.divide(new BigDecimal(16));
    }
    return means;
  }

  /** Sums that a double holds have no radius, so that they may be cast or compared. */
  @Test
  void wholeNumbersStayExact() {
    List<ReferenceTensor> factors = new ArrayList<>();
    factors.add(Samples.small(random, ElementType.FLOAT32, 9, 4, 300));
    factors.add(Samples.small(random, ElementType.FLOAT32, 9, 300, 5));
    ReferenceModel model =
        new ModelBuilder(13)
            .constant("a", factors.get(0))
            .constant("b", factors.get(1))
            .node("MatMul", List.of("a", "b"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .parse();
    assertThat(model.evaluate(Map.of(), Mode.REAL).outputs().get(0).isExact()).isTrue();
    ReferenceTensor thirds = Samples.reals(random, ElementType.FLOAT64, 0, 1, 1, 50);
    ReferenceTensor more = Samples.reals(random, ElementType.FLOAT64, 0, 1, 50, 1);
    ReferenceModel inexact =
        new ModelBuilder(13)
            .constant("a", thirds)
            .constant("b", more)
            .node("MatMul", List.of("a", "b"), List.of("y"))
            .output("y", ElementType.FLOAT64)
            .parse();
    assertThat(inexact.evaluate(Map.of(), Mode.REAL).outputs().get(0).isExact()).isFalse();
  }
}
