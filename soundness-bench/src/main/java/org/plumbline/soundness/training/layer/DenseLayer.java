package org.plumbline.soundness.training.layer;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.Graph;

/** y = x·W + b. */
public final class DenseLayer implements TrainableLayer {
  private final int inputs;
  private final int outputs;
  private final Parameter weights;
  private final Parameter bias;
  private final AffineProduct product;

  /**
   * @param gain 1 keeps the variance of independent inputs
   */
  public DenseLayer(int inputs, int outputs, double gain, SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    weights = Parameter.random(inputs * outputs, gain / Math.sqrt(inputs), random);
    bias = Parameter.zeros(outputs);
    product = new AffineProduct(inputs, outputs, weights.values(), bias.values());
  }

  /** Shifts the biases so that inputs that are all {@code middle} give 0. */
  public DenseLayer centred(double middle) {
    for (int k = 0; k < weights.values().length; k++) {
      bias.values()[k % outputs] -= (float) (middle * weights.values()[k]);
    }
    return this;
  }

  @Override
  public float[] forward(int rows, float[] x) {
    return product.forward(rows, x);
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    if (learns) {
      product.addGradients(rows, byOutput, weights.gradient(), bias.gradient());
    }
    return product.backward(rows, byOutput);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weights, bias);
  }

  @Override
  public String write(Graph graph, String x) {
    double[][] rows = new double[outputs][inputs];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        rows[o][i] = weights.values()[i * outputs + o];
      }
    }
    return graph.gemm(x, new Dense(rows, bias.widened()));
  }
}
