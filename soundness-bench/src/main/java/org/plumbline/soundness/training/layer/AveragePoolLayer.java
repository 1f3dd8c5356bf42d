package org.plumbline.soundness.training.layer;

import java.util.Map;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.soundness.circuit.Graph;

/** The mean under a window, without padding. */
public final class AveragePoolLayer implements TrainableLayer {
  private final Window window;
  private final AffineProduct product;

  public AveragePoolLayer(int channels, Window window) {
    if (window.padding() != 0) {
      throw new IllegalArgumentException("average pooling with a padding of " + window.padding());
    }
    this.window = window;
    int outputs = channels * window.outputPlane();
    int inputs = channels * window.plane();
    float[] matrix = new float[inputs * outputs];
    float share = 1f / window.cells();
    for (int c = 0; c < channels; c++) {
      int column = c * window.outputPlane();
      int row = c * window.plane();
      window.visit(
          (output, cell, input) -> matrix[(row + input) * outputs + column + output] = share);
    }
    product = new AffineProduct(inputs, outputs, matrix, new float[outputs]);
  }

  @Override
  public float[] forward(int rows, float[] x) {
    return product.forward(rows, x);
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    return product.backward(rows, byOutput);
  }

  @Override
  public String write(Graph graph, String x) {
    long kernel = window.kernel();
    long stride = window.stride();
    return graph.node(
        "AveragePool",
        Map.of(
            "kernel_shape", new OnnxAttribute.Ints(new long[] {kernel, kernel}),
            "strides", new OnnxAttribute.Ints(new long[] {stride, stride})),
        x);
  }
}
