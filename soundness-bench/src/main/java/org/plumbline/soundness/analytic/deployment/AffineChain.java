package org.plumbline.soundness.analytic.deployment;

import java.util.Arrays;
import java.util.Map;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.circuit.Graph;

/**
 * A weighted sum of the inputs, followed by scales and summands, a node each; and the same as a
 * runtime folds it.
 */
final class AffineChain {
  private final Graph graph;
  private final int rank;
  private final FoldedSum folded;
  private String value;
  private int nodes = 1;
  private double size;

  private AffineChain(Graph graph, int rank, String value, FoldedSum folded, double size) {
    this.graph = graph;
    this.rank = rank;
    this.value = value;
    this.folded = folded;
    this.size = size;
  }

  /** Of channels of one pixel. */
  static AffineChain convolution(float bias, float... weights) {
    Graph graph = new Graph(1, weights.length, 1, 1);
    String kernel = graph.constant(wide(weights), 1, weights.length, 1, 1);
    String sum =
        graph.node(
            "Conv",
            Map.of("kernel_shape", new OnnxAttribute.Ints(1, 1)),
            graph.input(),
            kernel,
            graph.constant(wide(bias), 1));
    return new AffineChain(graph, 4, sum, new FoldedSum(weights, bias), size(bias, weights));
  }

  static AffineChain gemm(float bias, float... weights) {
    Graph graph = new Graph(1, weights.length);
    String matrix = graph.constant(wide(weights), weights.length, 1);
    String sum = graph.node("Gemm", graph.input(), matrix, graph.constant(wide(bias), 1));
    return new AffineChain(graph, 2, sum, new FoldedSum(weights, bias), size(bias, weights));
  }

  private static double[] wide(float... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** For inputs of up to 2. */
  private static double size(float bias, float... weights) {
    double size = Math.abs(bias);
    for (float weight : weights) {
      size += 2 * Math.abs(weight);
    }
    return size;
  }

  AffineChain times(float scale) {
    append("Mul", scale);
    folded.times(scale);
    size *= Math.abs(scale);
    return this;
  }

  AffineChain plus(float summand) {
    append("Add", summand);
    folded.plus(summand);
    size += Math.abs(summand);
    return this;
  }

  private void append(String operator, float constant) {
    int[] shape = new int[rank - 1];
    Arrays.fill(shape, 1);
    value = graph.node(operator, value, graph.constant(wide(constant), shape));
    nodes++;
  }

  FoldedSum folded() {
    return folded;
  }

  OnnxModel model() {
    return rank == 4 ? graph.model(value, 1, 1, 1, 1) : graph.model(value, 1, 1);
  }

  /**
   * More than any way to deploy it errs for inputs of up to 2: in all of them a monomial meets no
   * more than two roundings per node and two more, each of 2⁻²⁴ of the sum of their absolute
   * values.
   */
  double reserve() {
    return 8 * (nodes + 1) * 0x1p-24 * size;
  }
}
