package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Cut and changed files give an answer or a ReferenceException, and nothing else. */
class MalformedTest {
  private static final long SEED = 20261208;

  private final Random random = new Random(SEED);

  private List<byte[]> models() {
    ModelBuilder convolution =
        new ModelBuilder(13)
            .input("x", ElementType.FLOAT32, 1, 2, 4, 4)
            .constant("w", Samples.of(random, ElementType.FLOAT32, 3, 2, 2, 2))
            .constant("s", Samples.longs(0, -1))
            .constant("m", Samples.of(random, ElementType.FLOAT32, 27, 5))
            .node(
                "Conv",
                List.of("x", "w"),
                List.of("a"),
                attribute("pads", new long[] {0, 0, 0, 0}),
                attribute("strides", new long[] {1, 1}))
            .node("Relu", List.of("a"), List.of("b"))
            .node("Reshape", List.of("b", "s"), List.of("c"))
            .node("Gemm", List.of("c", "m"), List.of("d"), attribute("alpha", 0.5f))
            .node("Softmax", List.of("d"), List.of("y"), attribute("axis", 1))
            .output("y", ElementType.FLOAT32);
    ModelBuilder movement =
        new ModelBuilder(18)
            .input("x", ElementType.FLOAT32, 4, 6)
            .constant("i", Samples.longs(1, 3, -1))
            .constant("p", Samples.longs(1, 0, 0, 2))
            .constant("r", Samples.longs(2, 1))
            .node("Gather", List.of("x", "i"), List.of("a"), attribute("axis", 1))
            .node("Pad", List.of("a", "p"), List.of("b"), attribute("mode", "reflect"))
            .node("Tile", List.of("b", "r"), List.of("c"))
            .node("Transpose", List.of("c"), List.of("d"), attribute("perm", new long[] {1, 0}))
            .node("ReduceMax", List.of("d"), List.of("e"), attribute("keepdims", 0))
            .node("TopK", List.of("d", "k"), List.of("f", "g"), attribute("axis", 0))
            .constant("k", Samples.longs(2))
            .node("Cast", List.of("g"), List.of("h"), attribute("to", 1))
            .node("Mul", List.of("f", "h"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .output("e", ElementType.FLOAT32);
    return List.of(convolution.bytes(), movement.bytes());
  }

  /** What the file gives for inputs of its own shapes; the message of a refusal. */
  private static String attempt(byte[] bytes) {
    try {
      ReferenceModel model = ReferenceModel.parse("m.onnx", bytes).withElements(1 << 16);
      Map<String, ReferenceTensor> inputs = new HashMap<>();
      for (Declaration declared : model.inputs()) {
        long[] dims =
            declared.shape().orElse(List.of()).stream()
                .mapToLong(d -> d.isOpen() ? 1 : d.size())
                .toArray();
        Shape shape = Shape.of(dims);
        if (shape.size() > 1 << 16) {
          return "";
        }
        inputs.put(
            declared.name(),
            declared.type().isReal()
                ? ReferenceTensor.reals(declared.type(), shape, new double[shape.size()])
                : ReferenceTensor.integers(declared.type(), shape, new long[shape.size()]));
      }
      model.evaluate(inputs, Mode.REAL);
      model.evaluate(inputs, Mode.TYPED);
      return "";
    } catch (ReferenceException e) {
      return e.getMessage();
    }
  }

  @Test
  void modelsAreReadAsTheyAre() {
    for (byte[] model : models()) {
      assertThat(attempt(model)).isEmpty();
    }
  }

  @Test
  void cutFiles() {
    for (byte[] model : models()) {
      for (int length = 0; length < model.length; length++) {
        assertThat(attempt(Arrays.copyOf(model, length))).isNotNull();
      }
    }
  }

  @Test
  void changedBytes() {
    int refused = 0;
    for (byte[] model : models()) {
      for (int round = 0; round < 6000; round++) {
        byte[] changed = model.clone();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        String message = attempt(changed);
        refused += message.isEmpty() ? 0 : 1;
        assertThat(message)
            .as("seed %d, round %d", SEED, round)
            .doesNotContain("cannot be evaluated: java");
      }
    }
    assertThat(refused).isGreaterThan(3000);
  }

  @Test
  void garbage() {
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(attempt(bytes)).isNotEmpty();
    }
  }
}
