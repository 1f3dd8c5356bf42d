package org.plumbline.network.onnx.operators;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.Runtime;

/** Convolutions and pools over three axes. */
class VolumeLoweringTest {

  private static int[] three(ModelBuilder m, int low, int high) {
    return new int[] {m.between(low, high), m.between(low, high), m.between(low, high)};
  }

  private static void pads(ModelBuilder m, int seed, boolean mayDilate) {
    switch (seed % 4) {
      case 0 -> m.with("auto_pad", m.oneOf(List.of("SAME_UPPER", "SAME_LOWER")));
      case 1 -> m.with("auto_pad", "VALID");
      default -> {
        int[] before = three(m, 0, 1);
        int[] after = three(m, 0, 1);
        m.ints("pads", before[0], before[1], before[2], after[0], after[1], after[2]);
        if (mayDilate) {
          m.ints("dilations", three(m, 1, 2));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void convolution(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 4, 4, 5, 3);
    int groups = m.oneOf(List.of(1, 2, 4));
    int[] taps = three(m, 1, 2);
    String kernel = m.weights(4, 4 / groups, taps[0], taps[1], taps[2]);
    String y =
        seed % 3 == 0
            ? m.node("Conv", ModelBuilder.INPUT, kernel)
            : m.node("Conv", ModelBuilder.INPUT, kernel, m.weights(4));
    m.with("group", groups).ints("strides", three(m, 1, 2));
    pads(m, seed, true);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void transposedConvolution(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 4, 2, 3, 2);
    int groups = m.oneOf(List.of(1, 2));
    String kernel = m.weights(4, 2, 2, m.between(2, 3), 2);
    String y = m.node("ConvTranspose", ModelBuilder.INPUT, kernel, m.weights(2 * groups));
    m.with("group", groups).ints("strides", three(m, 1, 2));
    if (seed % 2 == 0) {
      m.ints("pads", 0, 1, 0, 1, 0, 0).ints("dilations", three(m, 1, 2));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void pools(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 2, 4, 5, 4);
    boolean isMean = seed % 2 == 0;
    String y = m.node(isMean ? "AveragePool" : "MaxPool", ModelBuilder.INPUT);
    m.ints("kernel_shape", three(m, 2, 3)).ints("strides", three(m, 1, 2));
    pads(m, seed / 2, !isMean && m.opset() >= 10);
    boolean includesPad = isMean && m.random.nextBoolean();
    if (isMean) {
      m.with("count_include_pad", includesPad ? 1 : 0);
    }
    if (m.opset() >= 10 && !includesPad) {
      m.with("ceil_mode", m.between(0, 1));
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void wholeVolumes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 2, 2, 3, 2);
    String operator = seed % 2 == 0 ? "GlobalAveragePool" : "GlobalMaxPool";
    Runtime.assertAgrees(m.output(m.node(operator, ModelBuilder.INPUT)), seed);
  }
}
