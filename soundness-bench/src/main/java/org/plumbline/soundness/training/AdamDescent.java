package org.plumbline.soundness.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.soundness.training.layer.Parameter;

/**
 * Descent with steps scaled by running moments (Kingma, Ba, <em>Adam: A Method for Stochastic
 * Optimization</em>, 2015), the norm of the whole gradient limited.
 */
final class AdamDescent {
  private static final float FIRST_MOMENT = 0.9f;
  private static final float SECOND_MOMENT = 0.999f;
  private static final float SMALL = 1e-8f;

  /** The paper's. */
  private static final double GREATEST_NORM = 10;

  private final List<Parameter> parameters;
  private final List<float[]> means = new ArrayList<>();
  private final List<float[]> squares = new ArrayList<>();
  private int steps;

  AdamDescent(List<Parameter> parameters) {
    this.parameters = parameters;
    for (Parameter parameter : parameters) {
      means.add(new float[parameter.values().length]);
      squares.add(new float[parameter.values().length]);
    }
  }

  void clear() {
    parameters.forEach(parameter -> Arrays.fill(parameter.gradient(), 0));
  }

  /** Moves against the gradients. */
  void step(double rate) {
    steps++;
    double square = 0;
    for (Parameter parameter : parameters) {
      for (float g : parameter.gradient()) {
        square += (double) g * g;
      }
    }
    float scale = (float) (GREATEST_NORM / Math.max(GREATEST_NORM, Math.sqrt(square)));
    double meanBias = 1 - Math.pow(FIRST_MOMENT, steps);
    float squareBias = (float) (1 - Math.pow(SECOND_MOMENT, steps));
    float size = (float) (rate / meanBias);
    for (int k = 0; k < parameters.size(); k++) {
      move(parameters.get(k), means.get(k), squares.get(k), scale, size, squareBias);
    }
  }

  private static void move(
      Parameter parameter,
      float[] mean,
      float[] square,
      float scale,
      float size,
      float squareBias) {
    float[] values = parameter.values();
    float[] gradient = parameter.gradient();
    for (int i = 0; i < values.length; i++) {
      float g = scale * gradient[i];
      mean[i] = FIRST_MOMENT * mean[i] + (1 - FIRST_MOMENT) * g;
      square[i] = SECOND_MOMENT * square[i] + (1 - SECOND_MOMENT) * g * g;
      values[i] -= size * mean[i] / ((float) Math.sqrt(square[i] / squareBias) + SMALL);
    }
  }

  /** The number of steps, then values and moments of every parameter. */
  List<float[]> state() {
    List<float[]> state = new ArrayList<>();
    state.add(new float[] {steps});
    for (int k = 0; k < parameters.size(); k++) {
      state.add(parameters.get(k).values().clone());
      state.add(means.get(k).clone());
      state.add(squares.get(k).clone());
    }
    return state;
  }

  void restore(List<float[]> state) {
    steps = (int) state.get(0)[0];
    for (int k = 0; k < parameters.size(); k++) {
      copy(state.get(1 + 3 * k), parameters.get(k).values());
      copy(state.get(2 + 3 * k), means.get(k));
      copy(state.get(3 + 3 * k), squares.get(k));
    }
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
