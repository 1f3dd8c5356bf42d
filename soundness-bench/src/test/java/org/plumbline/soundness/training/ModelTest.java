package org.plumbline.soundness.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.soundness.training.layer.Parameter;

/** Gradients against differences of the exported network, which is evaluated in double. */
class ModelTest {
  private static final int ROWS = 3;
  private static final double RANGE = 0.1;

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void exportsWhatItComputes(Architecture architecture) {
    SplittableRandom random = new SplittableRandom(1);
    Model model = architecture.model(RANGE, random);
    float[] x = inputs(model, random);

    float[] y = model.forward(ROWS, x);

    double[] exported = exported(model, widened(x));
    assertThat(model.inputs()).isEqualTo(architecture.inputs());
    for (int k = 0; k < ROWS * Model.CLASSES; k++) {
      assertThat((double) y[k]).isCloseTo(exported[k], within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void differentiatesByInputs(Architecture architecture) {
    SplittableRandom random = new SplittableRandom(2);
    Model model = architecture.model(RANGE, random);
    float[] x = inputs(model, random);
    float[] weights = weights(random);
    model.forward(ROWS, x);
    float[] gradient = model.backward(ROWS, weights.clone(), false);

    for (int i = 0; i < x.length; i++) {
      double[] up = widened(x);
      double[] down = widened(x);
      up[i] += 1e-7;
      down[i] -= 1e-7;
      double slope =
          (sum(weights, exported(model, up)) - sum(weights, exported(model, down))) / 2e-7;
      assertThat((double) gradient[i]).isCloseTo(slope, within(2e-3 * (1 + Math.abs(slope))));
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void differentiatesByParameters(Architecture architecture) {
    SplittableRandom random = new SplittableRandom(3);
    Model model = architecture.model(RANGE, random);
    float[] x = inputs(model, random);
    float[] weights = weights(random);
    model.forward(ROWS, x);
    model.backward(ROWS, weights.clone(), true);

    for (Parameter parameter : model.parameters()) {
      int i = random.nextInt(parameter.values().length);
      float value = parameter.values()[i];
      float up = value + 0x1p-14f;
      float down = value - 0x1p-14f;
      double difference = at(model, parameter, i, up, x, weights);
      difference -= at(model, parameter, i, down, x, weights);
      parameter.values()[i] = value;
      double slope = difference / ((double) up - down);
      assertThat((double) parameter.gradient()[i])
          .isCloseTo(slope, within(5e-3 * (1 + Math.abs(slope))));
    }
  }

  private static double at(
      Model model, Parameter parameter, int i, float value, float[] x, float[] weights) {
    parameter.values()[i] = value;
    model.refresh();
    return sum(weights, exported(model, widened(x)));
  }

  private static double[] exported(Model model, double[] x) {
    ForwardPass pass = new ForwardPass(new OnnxLowering(model.export()).lower(), new JavaGemm());
    return Arrays.copyOf(pass.outputs(ROWS, x), ROWS * Model.CLASSES);
  }

  private static double sum(float[] weights, double[] y) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * y[k];
    }
    return sum;
  }

  private static float[] inputs(Model model, SplittableRandom random) {
    float[] x = new float[ROWS * model.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble(-RANGE, RANGE);
    }
    return x;
  }

  private static float[] weights(SplittableRandom random) {
    float[] weights = new float[ROWS * Model.CLASSES];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) random.nextDouble(-1, 1);
    }
    return weights;
  }

  private static double[] widened(float[] x) {
    double[] wide = new double[x.length];
    Arrays.setAll(wide, i -> x[i]);
    return wide;
  }
}
