package org.plumbline.soundness.analytic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;

/**
 * Every convolution and pooling attribute, in networks whose maximum is known exactly: weights
 * after the first layer are not negative, and the first layer is a convolution of one sign per
 * channel, so that outputs grow with each input, and are greatest at the upper corner of the box. A
 * threshold a little below that is reached, one a little above is not. Whoever reads a stride, a
 * padding, a dilation or a bias otherwise is off by more than the margin.
 */
final class StencilFamily implements Family {
  private static final int SIZE = 6;
  private static final double MARGIN = 0x1p-6;

  @Override
  public String name() {
    return "stencil";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (Map<String, OnnxAttribute> convolution : convolutions()) {
      pair(sheet, convolution, "", Map.of(), random);
    }
    for (Map.Entry<String, Map<String, OnnxAttribute>> pool : pools()) {
      pair(sheet, convolutions().get(1), pool.getKey(), pool.getValue(), random);
    }
  }

  private static OnnxAttribute ints(long... values) {
    return new OnnxAttribute.Ints(values);
  }

  private static List<Map<String, OnnxAttribute>> convolutions() {
    OnnxAttribute three = ints(3, 3);
    return List.of(
        Map.of("kernel_shape", three),
        Map.of("kernel_shape", three, "pads", ints(1, 1, 1, 1)),
        Map.of("kernel_shape", three, "pads", ints(0, 1, 2, 0)),
        Map.of("kernel_shape", three, "strides", ints(2, 2)),
        Map.of("kernel_shape", three, "strides", ints(2, 1), "pads", ints(1, 0, 1, 0)),
        Map.of("kernel_shape", three, "dilations", ints(2, 2), "pads", ints(1, 1, 1, 1)),
        Map.of("kernel_shape", three, "group", new OnnxAttribute.Int(2)),
        Map.of(
            "kernel_shape",
            three,
            "auto_pad",
            new OnnxAttribute.Text("SAME_UPPER"),
            "strides",
            ints(2, 2)));
  }

  private static List<Map.Entry<String, Map<String, OnnxAttribute>>> pools() {
    OnnxAttribute two = ints(2, 2);
    OnnxAttribute one = new OnnxAttribute.Int(1);
    return List.of(
        Map.entry("AveragePool", Map.of("kernel_shape", two, "strides", two)),
        Map.entry(
            "AveragePool", Map.of("kernel_shape", two, "strides", two, "pads", ints(1, 1, 1, 1))),
        Map.entry(
            "AveragePool",
            Map.of(
                "kernel_shape",
                two,
                "strides",
                two,
                "pads",
                ints(1, 1, 1, 1),
                "count_include_pad",
                one)),
        Map.entry("MaxPool", Map.of("kernel_shape", two, "strides", two)),
        Map.entry("MaxPool", Map.of("kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1))),
        Map.entry("MaxPool", Map.of("kernel_shape", two, "strides", ints(4, 4), "ceil_mode", one)));
  }

  private static void pair(
      Sheet sheet,
      Map<String, OnnxAttribute> convolution,
      String pool,
      Map<String, OnnxAttribute> pooling,
      SplittableRandom random) {
    OnnxModel model = model(convolution, pool, pooling, random);
    int inputs = 2 * SIZE * SIZE;
    double[] lower = new double[inputs];
    double[] upper = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      lower[i] = (random.nextInt(33) - 16) / 16.0;
      upper[i] = lower[i] + (1 + random.nextInt(8)) / 16.0;
    }
    DecimalBox box = Questions.box(lower, upper);
    double greatest =
        new ExactForwardPass(new OnnxLowering(model).lower()).outputs(upper)[0].toDouble();
    String proof = "the output grows with every input: it is greatest at the upper corner";
    Property below = Questions.reaches(box, greatest - MARGIN);
    Property above = Questions.reaches(box, greatest + MARGIN);
    sheet.sat(model, below, upper, proof);
    sheet.unsat(model, above, upper, proof);
  }

  private static OnnxModel model(
      Map<String, OnnxAttribute> convolution,
      String pool,
      Map<String, OnnxAttribute> pooling,
      SplittableRandom random) {
    int groups =
        convolution.get("group") instanceof OnnxAttribute.Int group ? (int) group.value() : 1;
    Graph graph = new Graph(1, 2, SIZE, SIZE);
    String weights = graph.constant(positive(4 * (2 / groups) * 9, random), 4, 2 / groups, 3, 3);
    String bias = graph.constant(new double[] {0.5, -0.25, -1, 0}, 4);
    String value =
        graph.relu(graph.node("Conv", new HashMap<>(convolution), graph.input(), weights, bias));
    if (!pool.isEmpty()) {
      value = graph.node(pool, pooling, value);
    }
    String kernel = graph.constant(positive(3 * 4 * 4, random), 3, 4, 2, 2);
    String second =
        graph.node(
            "Conv",
            Map.of("kernel_shape", ints(2, 2), "pads", ints(1, 0, 0, 1)),
            value,
            kernel,
            graph.constant(new double[] {-0.5, 0.125, -2}, 3));
    value = graph.node("Reshape", graph.relu(second), graph.integers(1, -1));
    String sum =
        graph.node(
            "ReduceSum", Map.of("keepdims", new OnnxAttribute.Int(1)), value, graph.integers(1));
    return graph.model(sum, 1, 1);
  }

  private static double[] positive(int count, SplittableRandom random) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> random.nextInt(9) / 16.0);
    return values;
  }
}
