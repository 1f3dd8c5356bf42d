package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;

/**
 * Files of which some bytes are changed are refused with a message, or describe another network
 * that can be evaluated.
 */
@Tag("slow")
class DamagedModelsTest {
  private static final int TRIALS = 150;
  private static final long MOST_NEURONS = 100_000;

  private static byte[] image() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2, 5, 4);
    String conv = m.node("Conv", ModelBuilder.INPUT, m.weights(4, 1, 3, 2), m.weights(4));
    m.with("group", 2).ints("pads", 1, 0, 1, 1).ints("strides", 2, 1).ints("dilations", 1, 1);
    String norm =
        m.node("BatchNormalization", conv, m.weights(4), m.weights(4), m.weights(4), m.positive(4));
    m.with("epsilon", 0.01f);
    String pool = m.node("MaxPool", m.node("Relu", norm));
    m.ints("kernel_shape", 2, 2).with("ceil_mode", 1);
    String back = m.node("ConvTranspose", pool, m.weights(4, 1, 2, 2));
    m.ints("output_padding", 0, 0).with("auto_pad", "SAME_UPPER");
    String mean = m.node("AveragePool", back);
    m.ints("kernel_shape", 1, 1).with("count_include_pad", 1);
    String padded = m.node("Pad", mean, m.integers(0, 0, 1, 0, 0, 0, 0, 2));
    String y = m.node("ReduceMean", padded);
    m.ints("axes", -1).with("keepdims", 0);
    return OnnxWriter.toBytes(m.output(m.node("Softmax", y)));
  }

  private static byte[] movement() {
    ModelBuilder m = new ModelBuilder(2, 13, 2, 3, 4);
    List<String> parts = m.node("Split", 2, ModelBuilder.INPUT, m.integers(1, 3));
    m.with("axis", 2);
    String starts = m.integers(-1, 0);
    String ends = m.integers(-9, 2);
    String slice = m.node("Slice", parts.get(1), starts, ends, m.integers(2, 1), m.integers(-2, 1));
    String gathered = m.node("Gather", slice, m.integers(1, -1, 0));
    m.with("axis", 1);
    String moved = m.node("Transpose", gathered);
    m.ints("perm", 2, 0, 1);
    String wide =
        m.node("Expand", m.node("Unsqueeze", moved, m.integers(0L)), m.integers(2, 1, 1, 1));
    String rows = m.node("Slice", m.node("Shape", wide), m.integers(0L), m.integers(1L));
    String shape = m.node("Concat", rows, m.integers(-1L));
    m.with("axis", 0);
    return OnnxWriter.toBytes(m.output(m.node("Reshape", wide, shape)));
  }

  private static byte[] choices() {
    ModelBuilder m = new ModelBuilder(3, 13, 1, 2, 3, 3);
    String large = m.node("Resize", ModelBuilder.INPUT, "", "", m.integers(1, 2, 6, 3));
    String best = m.node("ArgMax", large);
    m.with("axis", 1);
    String ends = m.tensor(OnnxTensor.float32("ends", new int[] {2}, -1, 1));
    String hot = m.node("OneHot", best, m.integers(2L), ends);
    String number = m.node("Cast", hot);
    m.with("to", 7);
    String condition = m.node("Equal", number, m.integers(1L));
    String chosen = m.node("Where", condition, m.node("Sin", hot), m.weights(3, 2));
    String filled = m.node("ConstantOfShape", m.node("Shape", chosen));
    String y =
        m.node("ScatterND", chosen, m.integers(0L), m.node("Gather", filled, m.integers(0L)));
    return OnnxWriter.toBytes(m.output(m.node("Clip", y, m.scalar(-1), m.scalar(0.5f))));
  }

  private static byte[] matrices() {
    ModelBuilder m = new ModelBuilder(4, 13, 3, 4);
    String gemm = m.node("Gemm", ModelBuilder.INPUT, m.weights(2, 4), m.weights(2));
    m.with("transB", 1).with("alpha", 0.5f).with("beta", 2f);
    String transposed = m.node("Transpose", gemm);
    String leaky = m.node("LeakyRelu", gemm);
    m.with("alpha", 0.125f);
    String product = m.node("MatMul", transposed, leaky);
    String power = m.node("Pow", product, m.scalar(3));
    String range = m.node("Cast", m.node("Range", "zero", "two", "one"));
    m.with("to", 1);
    for (String name : List.of("zero", "one", "two")) {
      long value = List.of("zero", "one", "two").indexOf(name);
      m.tensor(OnnxTensor.integers(name, ElementType.INT64, new int[0], value));
    }
    String quotient = m.node("Div", power, m.node("Add", range, m.scalar(1.5f)));
    return OnnxWriter.toBytes(m.output(m.node("Max", quotient, m.node("Sqrt", m.positive(2)))));
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void areRefusedOrRead(int seed) {
    Random random = new Random(seed);
    for (byte[] bytes : List.of(image(), movement(), choices(), matrices())) {
      evaluate(new OnnxLowering(OnnxReader.parse("good.onnx", bytes)).lower());
      int refused = 0;
      for (int trial = 0; trial < TRIALS; trial++) {
        byte[] damaged = damaged(bytes, random, 1 + trial % 3);
        refused += isRefused(damaged, "seed " + seed + " trial " + trial) ? 1 : 0;
      }
      assertThat(refused).as("seed %d", seed).isBetween(1, TRIALS - 1);
    }
  }

  /** Small changes of small numbers hit shapes, axes and lengths more often than any other. */
  private static byte[] damaged(byte[] bytes, Random random, int changes) {
    byte[] damaged = bytes.clone();
    for (int k = 0; k < changes; k++) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt();
            case 1 -> (byte) (damaged[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) (damaged[at] + 1);
            default -> (byte) (damaged[at] - 1);
          };
    }
    return damaged;
  }

  private static boolean isRefused(byte[] bytes, String what) {
    try {
      evaluate(new OnnxLowering(OnnxReader.parse("bad.onnx", bytes)).lower());
      return false;
    } catch (ParseException refused) {
      assertThat(refused).as(what).hasMessageStartingWith("bad.onnx: ");
    } catch (UnsupportedOperatorException refused) {
      assertThat(refused)
          .as(what)
          .hasMessageMatching("(?s)bad.onnx: (operator |[0-9]+ nodes are not supported:).*");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(what, e);
    }
    return true;
  }

  private static void evaluate(Network network) {
    long neurons = network.layers().stream().mapToLong(Layer::size).sum();
    if (neurons > MOST_NEURONS) {
      return;
    }
    double[] x = new Random(1).doubles(network.inputSize()).toArray();
    new ForwardPass(network, new JavaGemm()).outputs(1, x);
    new ForwardPass(AffineMerger.merge(network), new JavaGemm()).outputs(1, x);
  }
}
