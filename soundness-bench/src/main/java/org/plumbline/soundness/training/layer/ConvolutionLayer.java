package org.plumbline.soundness.training.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.soundness.circuit.Graph;

/**
 * A convolution as a matrix with tied entries, which for images as small as these is faster than
 * patches: the gradient by a weight is the sum of the gradients by its entries.
 */
public final class ConvolutionLayer implements TrainableLayer {
  private final int inputChannels;
  private final int outputChannels;
  private final Window window;
  private final Parameter kernel;
  private final Parameter bias;
  private final Parameter matrix;
  private final Parameter shift;
  private final int[] entries;
  private final int[] weights;
  private final AffineProduct product;

  public ConvolutionLayer(
      int inputChannels, int outputChannels, Window window, double gain, SplittableRandom random) {
    this.inputChannels = inputChannels;
    this.outputChannels = outputChannels;
    this.window = window;
    int fan = inputChannels * window.cells();
    kernel = Parameter.random(fan * outputChannels, gain / Math.sqrt(fan), random);
    bias = Parameter.zeros(outputChannels);
    int inputs = inputChannels * window.plane();
    int outputs = outputChannels * window.outputPlane();
    matrix = Parameter.zeros(inputs * outputs);
    shift = Parameter.zeros(outputs);
    product = new AffineProduct(inputs, outputs, matrix.values(), shift.values());
    IntStream.Builder entry = IntStream.builder();
    IntStream.Builder weight = IntStream.builder();
    for (int to = 0; to < outputChannels; to++) {
      for (int from = 0; from < inputChannels; from++) {
        int column = to * window.outputPlane();
        int row = from * window.plane();
        int first = (to * inputChannels + from) * window.cells();
        window.visit(
            (output, cell, input) -> {
              entry.add((row + input) * outputs + column + output);
              weight.add(first + cell);
            });
      }
    }
    entries = entry.build().toArray();
    weights = weight.build().toArray();
    refresh();
  }

  /** Shifts the biases so that inputs that are all {@code middle} give 0 away from the padding. */
  public ConvolutionLayer centred(double middle) {
    int fan = inputChannels * window.cells();
    for (int k = 0; k < kernel.values().length; k++) {
      bias.values()[k / fan] -= (float) (middle * kernel.values()[k]);
    }
    refresh();
    return this;
  }

  @Override
  public void refresh() {
    for (int e = 0; e < entries.length; e++) {
      matrix.values()[entries[e]] = kernel.values()[weights[e]];
    }
    for (int o = 0; o < shift.values().length; o++) {
      shift.values()[o] = bias.values()[o / window.outputPlane()];
    }
  }

  @Override
  public float[] forward(int rows, float[] x) {
    return product.forward(rows, x);
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    if (learns) {
      Arrays.fill(matrix.gradient(), 0);
      Arrays.fill(shift.gradient(), 0);
      product.addGradients(rows, byOutput, matrix.gradient(), shift.gradient());
      for (int e = 0; e < entries.length; e++) {
        kernel.gradient()[weights[e]] += matrix.gradient()[entries[e]];
      }
      for (int o = 0; o < shift.gradient().length; o++) {
        bias.gradient()[o / window.outputPlane()] += shift.gradient()[o];
      }
    }
    return product.backward(rows, byOutput);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(kernel, bias);
  }

  @Override
  public String write(Graph graph, String x) {
    int k = window.kernel();
    String w = graph.constant(kernel.widened(), outputChannels, inputChannels, k, k);
    String b = graph.constant(bias.widened(), outputChannels);
    long pad = window.padding();
    long stride = window.stride();
    return graph.node(
        "Conv",
        Map.of(
            "pads", new OnnxAttribute.Ints(new long[] {pad, pad, pad, pad}),
            "strides", new OnnxAttribute.Ints(new long[] {stride, stride})),
        x,
        w,
        b);
  }
}
