package org.plumbline.examples.digits;

import java.util.List;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * The weights of a fully connected layer: y = x · weights + bias.
 *
 * @param weights {@code [inputs × outputs]}
 * @param bias {@code [outputs]}
 */
public record DenseLayer(float[][] weights, float[] bias) {

  /** The output with the highest score of layers with ReLU between them. */
  static int strongest(List<DenseLayer> layers, int[] pixels) {
    double[] values = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = pixels[i];
    }
    for (int layer = 0; layer < layers.size(); layer++) {
      values = layers.get(layer).apply(values);
      for (int i = 0; i < values.length && layer < layers.size() - 1; i++) {
        values[i] = Math.max(0, values[i]);
      }
    }
    int strongest = 0;
    for (int i = 1; i < values.length; i++) {
      strongest = values[i] > values[strongest] ? i : strongest;
    }
    return strongest;
  }

  List<OnnxTensor> tensors(String weightsName, String biasName) {
    float[] flat = new float[weights.length * bias.length];
    for (int i = 0; i < weights.length; i++) {
      System.arraycopy(weights[i], 0, flat, i * bias.length, bias.length);
    }
    int[] shape = {weights.length, bias.length};
    return List.of(
        OnnxTensor.float32(weightsName, shape, flat),
        OnnxTensor.float32(biasName, new int[] {bias.length}, bias));
  }

  private double[] apply(double[] inputs) {
    double[] outputs = new double[bias.length];
    for (int j = 0; j < outputs.length; j++) {
      outputs[j] = bias[j];
      for (int i = 0; i < inputs.length; i++) {
        outputs[j] += inputs[i] * weights[i][j];
      }
    }
    return outputs;
  }
}
