package org.plumbline.soundness.training.layer;

import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Graph;

/** The same matrix for every token, and a bias for each, which also tells positions apart. */
public final class TokenLayer implements TrainableLayer {
  private static final double BIAS_DEVIATION = 0.1;

  private final int tokens;
  private final int inputs;
  private final int outputs;
  private final Parameter weights;
  private final Parameter bias;
  private final AffineProduct product;

  /**
   * @param inputs of each token
   */
  public TokenLayer(int tokens, int inputs, int outputs, double gain, SplittableRandom random) {
    this.tokens = tokens;
    this.inputs = inputs;
    this.outputs = outputs;
    weights = Parameter.random(inputs * outputs, gain / Math.sqrt(inputs), random);
    bias = Parameter.random(tokens * outputs, BIAS_DEVIATION, random);
    product = new AffineProduct(inputs, outputs, weights.values(), bias.values());
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
    String matrix = graph.constant(weights.widened(), inputs, outputs);
    String shift = graph.constant(bias.widened(), 1, tokens, outputs);
    return graph.node("Add", graph.node("MatMul", x, matrix), shift);
  }
}
