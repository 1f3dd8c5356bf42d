package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Normalisations by moments of their input against ONNX Runtime, and by hand. */
class MomentLoweringTest {
  private static final float EPSILON = 0.05f;

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void layerNormalization(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 17 + seed % 6, 2, 3, 4);
    int axis = seed % 3;
    int[] inner = axis == 0 ? new int[] {2, 3, 4} : axis == 1 ? new int[] {3, 4} : new int[] {4};
    String scale = m.weights(inner);
    String y =
        seed % 2 == 0
            ? m.node("LayerNormalization", ModelBuilder.INPUT, scale)
            : m.node("LayerNormalization", ModelBuilder.INPUT, scale, m.weights(inner));
    m.with("axis", seed % 5 == 0 ? axis - 3 : axis).with("epsilon", EPSILON);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 17", "2, 17"})
  void furtherOutputsOfLayerNormalization(int output, int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(output, opset, 2, 3, 4);
    List<String> all = m.node("LayerNormalization", 3, ModelBuilder.INPUT, m.weights(4));
    m.with("epsilon", EPSILON);
    Runtime.assertAgrees(m.output(all.get(output)), output);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void instanceNormalization(int seed) throws Exception {
    int channels = 1 + seed % 3;
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 16, 2, channels, 3, 2);
    String y =
        m.node(
            "InstanceNormalization", ModelBuilder.INPUT, m.weights(channels), m.weights(channels));
    m.with("epsilon", EPSILON);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @CsvSource({"1, 18", "2, 18", "4, 18", "1, 21", "2, 21", "4, 22"})
  void groupNormalization(int groups, int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(groups, opset, 2, 4, 3);
    int parameters = opset < 21 ? groups : 4;
    String scale = m.weights(parameters);
    String y = m.node("GroupNormalization", ModelBuilder.INPUT, scale, m.weights(parameters));
    m.with("num_groups", groups).with("epsilon", EPSILON);
    Runtime.assertAgrees(m.output(y), groups);
  }

  @ParameterizedTest
  @CsvSource({"-1, 2, 13", "1, 2, 22", "0, 1, 13", "-1, 1, 22"})
  void lpNormalization(int axis, int p, int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(p, opset, 2, 3, 4);
    String moved = m.node("Add", ModelBuilder.INPUT, m.scalar(2));
    String y = m.node("LpNormalization", moved);
    m.with("axis", axis).with("p", p);
    Runtime.assertAgrees(m.output(y), axis);
  }

  /** (3, 4) over √(25/2 + 1/2), times (1, 2). */
  @Test
  void rootMeanSquares() {
    ModelBuilder m = new ModelBuilder(1, 23, 2);
    String scale = m.tensor(OnnxTensor.float32("scale", new int[] {2}, new float[] {1, 2}));
    String y = m.node("RMSNormalization", ModelBuilder.INPUT, scale);
    m.with("epsilon", 0.5f);
    double[] found = values(m, y, 3, 4);
    assertThat(found[0]).isCloseTo(3 / Math.sqrt(13), within(1e-12));
    assertThat(found[1]).isCloseTo(8 / Math.sqrt(13), within(1e-12));
  }

  private static double[] values(ModelBuilder m, String y, double... x) {
    Network network = new OnnxLowering(m.output(y)).lower();
    return new ForwardPass(network, new JavaGemm()).outputs(1, x);
  }

  /** What bounds end at is never reached, and nearly is by one element that differs. */
  @Test
  void clipsOnlyWhatNothingReaches() {
    ModelBuilder m = new ModelBuilder(1, 17, 5);
    String y = m.node("LayerNormalization", ModelBuilder.INPUT, m.tensor(ones()));
    m.with("epsilon", 1e-5f);
    Network network = new OnnxLowering(m.output(y)).lower();
    double end = clip(network).second();
    assertThat(end).isBetween(2.0, Math.nextUp(2.0));
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    assertThat(forward.outputs(1, new double[] {1e6, 0, 0, 0, 0})[0]).isCloseTo(2, within(1e-6));
    Random random = new Random(11);
    for (int trial = 0; trial < 1000; trial++) {
      double[] x = random.doubles(5, -1e3, 1e3).toArray();
      for (double value : forward.outputs(1, x)) {
        assertThat(Math.abs(value)).isLessThan(end);
      }
    }
  }

  private static OnnxTensor ones() {
    return OnnxTensor.float32("ones", new int[] {5}, new float[] {1, 1, 1, 1, 1});
  }

  private static Activation clip(Network network) {
    for (Layer layer : network.layers()) {
      if (layer instanceof ActivationLayer act && act.activation().kind() == Kind.CLIP) {
        return act.activation();
      }
    }
    throw new AssertionError("no clip");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    ModelBuilder m = new ModelBuilder(1, 17, 2, 4);
    String y = m.node("LayerNormalization", ModelBuilder.INPUT, m.weights(4));
    m.with("epsilon", 0f);
    assertThatThrownBy(() -> new OnnxLowering(m.output(y)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("epsilon is 0.0");
    ModelBuilder stash = new ModelBuilder(1, 17, 2, 4);
    String z = stash.node("LayerNormalization", ModelBuilder.INPUT, stash.weights(4));
    stash.with("stash_type", 10L);
    assertThatThrownBy(() -> new OnnxLowering(stash.output(z)).lower())
        .hasMessageContaining("stash_type is 10");
  }
}
