package org.plumbline.soundness.analytic.family;

import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Circuit;
import org.plumbline.soundness.circuit.Form;

/**
 * {@code b(x) = Σ aⱼ · max(0, wⱼ·x + cⱼ)} with random multiples of 1/16, for inputs in [−1, 1].
 *
 * @param weights one row per ReLU
 * @param shifts cⱼ
 * @param factors aⱼ
 */
public record RandomBackground(double[][] weights, double[] shifts, double[] factors) {

  public static RandomBackground draw(int inputs, int neurons, SplittableRandom random) {
    double[][] weights = new double[neurons][inputs];
    double[] shifts = new double[neurons];
    double[] factors = new double[neurons];
    for (int j = 0; j < neurons; j++) {
      for (int i = 0; i < inputs; i++) {
        weights[j][i] = sixteenth(random);
      }
      shifts[j] = sixteenth(random);
      factors[j] = sixteenth(random);
    }
    return new RandomBackground(weights, shifts, factors);
  }

  private static double sixteenth(SplittableRandom random) {
    return (random.nextInt(33) - 16) / 16.0;
  }

  public Form in(Circuit circuit) {
    Form sum = Form.constant(0);
    for (int j = 0; j < factors.length; j++) {
      Form preactivation = Form.constant(shifts[j]);
      for (int i = 0; i < weights[j].length; i++) {
        preactivation = preactivation.plus(circuit.input(i).times(weights[j][i]));
      }
      sum = sum.plus(circuit.relu(preactivation).times(factors[j]));
    }
    return sum;
  }

  /** b(x), exactly for the points of the families: short binary fractions. */
  public double at(double[] x) {
    double sum = 0;
    for (int j = 0; j < factors.length; j++) {
      double preactivation = shifts[j];
      for (int i = 0; i < x.length; i++) {
        preactivation += weights[j][i] * x[i];
      }
      sum += factors[j] * Math.max(0, preactivation);
    }
    return sum;
  }

  /** No value over [−1, 1] is greater: where aⱼ is positive, |wⱼ|₁ + cⱼ bounds its ReLU. */
  public double upperBound() {
    double bound = 0;
    for (int j = 0; j < factors.length; j++) {
      double most = shifts[j];
      for (double weight : weights[j]) {
        most += Math.abs(weight);
      }
      bound += Math.max(0, factors[j]) * Math.max(0, most);
    }
    return bound;
  }
}
