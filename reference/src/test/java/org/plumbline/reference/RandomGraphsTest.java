package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;

/** Small random graphs against ONNX Runtime, in float32 and float64. */
class RandomGraphsTest {
  private static final long SEED = 20261210;
  private static final int GRAPHS = 150;
  private static final long[] DIMS = {1, 2, 4, 4};

  private final Random random = new Random(SEED);

  /** Values v0, v1, … of one shape, each computed from earlier ones. */
  private final class Graph {
    private final ElementType type;
    private final ModelBuilder builder;
    private int values = 1;

    Graph(ElementType type) {
      this.type = type;
      this.builder = new ModelBuilder(13 + random.nextInt(9)).input("v0", type, DIMS);
    }

    private String earlier() {
      return "v" + random.nextInt(values);
    }

    private String constant(double low, double high, long... dims) {
      String name = "c" + builder.graph().getInitializerCount();
      builder.constant(name, Samples.reals(random, type, low, high, dims));
      return name;
    }

    private String longs(long... list) {
      String name = "c" + builder.graph().getInitializerCount();
      builder.constant(name, Samples.longs(list));
      return name;
    }

    void grow() {
      String next = "v" + values;
      List<String> to = List.of(next);
      // ONNX Runtime has no convolution of float64.
      int kinds = type == ElementType.FLOAT64 ? 12 : 13;
      switch (random.nextInt(kinds)) {
        case 0 -> builder.node("Relu", List.of(earlier()), to);
        case 1 -> builder.node("Tanh", List.of(earlier()), to);
        case 2 -> builder.node("Add", List.of(earlier(), earlier()), to);
        case 3 -> builder.node("Sub", List.of(earlier(), constant(-1, 1, 2, 1, 4)), to);
        case 4 -> builder.node("Mul", List.of(earlier(), constant(-1, 1, 1)), to);
        case 5 -> builder.node("MatMul", List.of(earlier(), constant(-0.5, 0.5, 4, 4)), to);
        case 12 ->
            builder.node(
                "Conv",
                List.of(earlier(), constant(-0.4, 0.4, 2, 2, 3, 3), constant(-1, 1, 2)),
                to,
                attribute("pads", new long[] {1, 1, 1, 1}));
        case 7 ->
            builder.node(
                "Transpose", List.of(earlier()), to, attribute("perm", new long[] {0, 1, 3, 2}));
        case 8 -> builder.node("Max", List.of(earlier(), earlier()), to);
        case 9 -> builder.node("Softmax", List.of(earlier()), to, attribute("axis", 3));
        case 10 -> reduced(next);
        case 11 -> joined(next);
        default ->
            builder.node(
                "BatchNormalization",
                List.of(
                    earlier(),
                    constant(0.5, 1.5, 2),
                    constant(-1, 1, 2),
                    constant(-1, 1, 2),
                    constant(0.5, 2, 2)),
                to);
      }
      values++;
    }

    private void reduced(String next) {
      String from = earlier();
      builder.node(
          "ReduceSum", List.of(from, longs(2)), List.of(next + "r"), attribute("keepdims", 1));
      builder.node("Add", List.of(next + "r", from), List.of(next));
    }

    private void joined(String next) {
      builder.node(
          "Concat", List.of(earlier(), earlier()), List.of(next + "c"), attribute("axis", 1));
      builder.node(
          "Slice", List.of(next + "c", longs(3), longs(0), longs(1), longs(-2)), List.of(next));
    }

    byte[] bytes() {
      return builder.output("v" + (values - 1), type).bytes();
    }
  }

  @Test
  void graphs() throws IOException, OrtException {
    for (int round = 0; round < GRAPHS; round++) {
      ElementType type = round % 3 == 0 ? ElementType.FLOAT64 : ElementType.FLOAT32;
      Graph graph = new Graph(type);
      int size = 3 + random.nextInt(8);
      for (int i = 0; i < size; i++) {
        graph.grow();
      }
      byte[] bytes = graph.bytes();
      Map<String, ReferenceTensor> inputs = Map.of("v0", Samples.reals(random, type, -1, 1, DIMS));
      try {
        compare(bytes, inputs, type);
      } catch (AssertionError | RuntimeException e) {
        Path file = Path.of("target", "graph-" + round + ".onnx");
        Files.write(file, bytes);
        throw new AssertionError("seed " + SEED + ", round " + round + ", model in " + file, e);
      }
    }
  }

  private static void compare(byte[] bytes, Map<String, ReferenceTensor> inputs, ElementType type)
      throws OrtException {
    ReferenceModel model = ReferenceModel.parse("graph.onnx", bytes);
    ReferenceTensor expected = Oracle.run(bytes, inputs).get(0);
    ReferenceTensor typed = model.evaluate(inputs, Mode.TYPED).outputs().get(0);
    ReferenceTensor real = model.evaluate(inputs, Mode.REAL).outputs().get(0);
    double greatest = 1;
    for (int i = 0; i < expected.size(); i++) {
      greatest = Math.max(greatest, Math.abs(expected.value(i)));
    }
    double rounding = greatest * Math.scalb(1.0, 13 - type.bits());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Math.abs(typed.value(i) - expected.value(i))).isLessThan(rounding);
      assertThat(Math.abs(real.value(i) - expected.value(i))).isLessThan(real.radius(i) + rounding);
      assertThat(real.radius(i)).isLessThan(greatest * 0x1p-30);
    }
  }
}
