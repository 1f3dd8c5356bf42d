package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;

class TopKLoweringTest {

  private static List<String> topK(ModelBuilder m, int seed, int extent, int axis) {
    int k = m.between(1, extent);
    List<String> both =
        m.opset() < 10
            ? m.node("TopK", 2, ModelBuilder.INPUT)
            : m.node("TopK", 2, ModelBuilder.INPUT, m.integers((long) k));
    if (m.opset() < 10) {
      m.with("k", k);
    }
    if (axis != 2) {
      m.with("axis", axis);
    }
    if (m.opset() >= 11 && seed % 2 == 0) {
      m.with("largest", seed / 2 % 2);
    }
    if (m.opset() >= 11 && k == 1) {
      m.with("sorted", seed % 2);
    }
    return both;
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void values(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 1 + seed % 9);
    int axis = m.between(0, 2);
    List<String> both = topK(m, seed, axis == 0 ? 2 : axis == 1 ? 3 : 1 + seed % 9, axis);
    Runtime.assertAgrees(m.output(both.get(0)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void places(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 1 + seed % 6);
    int axis = m.between(0, 2);
    List<String> both = topK(m, seed, axis == 0 ? 2 : axis == 1 ? 3 : 1 + seed % 6, axis);
    Runtime.assertAgrees(m.output(both.get(1), ElementType.INT64), seed);
  }

  @Test
  void ofEqualElementsTheFirstComesFirst() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 5);
    List<String> both = m.node("TopK", 2, ModelBuilder.INPUT, m.integers(4L));
    OnnxModel model = m.output(both.get(1), ElementType.INT64);
    double[] places =
        new ForwardPass(new OnnxLowering(model).lower(), new JavaGemm())
            .outputs(1, new double[] {1, 2, 1, 2, 2});
    assertThat(places).startsWith(1, 3, 4, 0);
  }

  @Test
  void networksOfComparatorsSort() {
    for (int n = 1; n <= 40; n++) {
      for (int k = 1; k <= n; k++) {
        double[] x = new Random(n).ints(n, 0, 9).asDoubleStream().toArray();
        double[] sorted = Arrays.stream(x).map(v -> -v).sorted().map(v -> -v).toArray();
        for (int[] partner : SortingNetwork.first(k, n)) {
          double[] y = x.clone();
          for (int w = 0; w < n; w++) {
            int other = partner[w];
            assertThat(partner[other]).isEqualTo(w);
            y[w] = other >= w ? Math.max(x[w], x[other]) : Math.min(x[w], x[other]);
          }
          x = y;
        }
        assertThat(Arrays.copyOf(x, k)).isEqualTo(Arrays.copyOf(sorted, k));
      }
    }
  }

  @Test
  void anOrderThatIsLeftOpenIsRefused() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 5);
    List<String> both = m.node("TopK", 2, ModelBuilder.INPUT, m.integers(2L));
    OnnxModel model = m.with("sorted", 0).output(both.get(0));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("sorted is 0");
  }

  @Test
  void moreThanThereAreIsRefused() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 5);
    List<String> both = m.node("TopK", 2, ModelBuilder.INPUT, m.integers(6L));
    OnnxModel model = m.output(both.get(0));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("the first 6 of an axis of 5");
  }
}
