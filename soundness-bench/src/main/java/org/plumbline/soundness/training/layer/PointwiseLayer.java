package org.plumbline.soundness.training.layer;

import org.plumbline.soundness.circuit.Graph;

/** An activation function whose derivative is known from its value; works in place both ways. */
public final class PointwiseLayer implements TrainableLayer {
  /** Named as ONNX names them. */
  public enum Function {
    RELU("Relu"),
    TANH("Tanh"),
    SIGMOID("Sigmoid");

    private final String operator;

    Function(String operator) {
      this.operator = operator;
    }

    /** A gain of the weights around it that about keeps the variance from layer to layer. */
    public double gain() {
      return this == RELU ? Math.sqrt(2) : this == TANH ? 5.0 / 3 : 4;
    }

    /** At 0, to the right of it. */
    public double slope() {
      return this == SIGMOID ? 0.25 : 1;
    }

    /** Its value at 0, around which inputs of 0 on average leave it. */
    public double middle() {
      return this == SIGMOID ? 0.5 : 0;
    }
  }

  private final Function function;
  private float[] output;

  public PointwiseLayer(Function function) {
    this.function = function;
  }

  @Override
  public float[] forward(int rows, float[] x) {
    switch (function) {
      case RELU -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = Math.max(0, x[i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (2 / (1 + Math.exp(-2 * x[i])) - 1);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) (1 / (1 + Math.exp(-x[i])));
        }
      }
    }
    output = x;
    return x;
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    float[] y = output;
    switch (function) {
      case RELU -> {
        for (int i = 0; i < y.length; i++) {
          byOutput[i] = y[i] > 0 ? byOutput[i] : 0;
        }
      }
      case TANH -> {
        for (int i = 0; i < y.length; i++) {
          byOutput[i] *= 1 - y[i] * y[i];
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < y.length; i++) {
          byOutput[i] *= y[i] * (1 - y[i]);
        }
      }
    }
    return byOutput;
  }

  @Override
  public String write(Graph graph, String x) {
    return graph.node(function.operator, x);
  }
}
