package org.plumbline.soundness.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/**
 * Collects the nodes of an ONNX model with one input, of float32 unless said otherwise; its methods
 * name the values that they make.
 */
public final class Graph {
  private static final long OPSET = 13;

  private final long opset;
  private final ElementType type;
  private final long[] inputShape;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> constants = new ArrayList<>();

  /** One input of this shape, batch dimension included. */
  public Graph(long... inputShape) {
    this(OPSET, ElementType.FLOAT, inputShape);
  }

  /** With another set of operators, and elements of another type. */
  public Graph(long opset, ElementType type, long... inputShape) {
    this.opset = opset;
    this.type = type;
    this.inputShape = inputShape.clone();
  }

  public String input() {
    return "X";
  }

  /** A constant of real numbers of the model's type. */
  public String constant(double[] values, int... shape) {
    String name = "C" + constants.size();
    constants.add(OnnxTensor.reals(name, type, shape.clone(), values.clone()));
    return name;
  }

  /** One real number, of no axes. */
  public String scalar(double value) {
    return constant(new double[] {value});
  }

  /** A constant of integers of a type. */
  public String integers(ElementType of, int[] shape, long... values) {
    String name = "C" + constants.size();
    constants.add(OnnxTensor.integers(name, of, shape.clone(), values.clone()));
    return name;
  }

  /** A vector of integers. */
  public String integers(long... values) {
    String name = "C" + constants.size();
    constants.add(OnnxTensor.int64(name, values));
    return name;
  }

  public String gemm(String x, Dense layer) {
    String weights = constant(flat(layer.weights()), layer.outputs(), layer.inputs());
    String bias = constant(layer.bias(), layer.outputs());
    return node("Gemm", Map.of("transB", new OnnxAttribute.Int(1)), x, weights, bias);
  }

  public String matMulAdd(String x, Dense layer) {
    double[][] transposed = new double[layer.inputs()][layer.outputs()];
    for (int i = 0; i < layer.inputs(); i++) {
      for (int o = 0; o < layer.outputs(); o++) {
        transposed[i][o] = layer.weights()[o][i];
      }
    }
    String product = node("MatMul", x, constant(flat(transposed), layer.inputs(), layer.outputs()));
    return node("Add", product, constant(layer.bias(), layer.outputs()));
  }

  public String relu(String x) {
    return node("Relu", x);
  }

  public String cast(String x, ElementType to) {
    return node("Cast", Map.of("to", new OnnxAttribute.Int(to.code())), x);
  }

  public String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  /** A node of one output; the order of attributes is that of their names. */
  public String node(String operator, Map<String, OnnxAttribute> attributes, String... inputs) {
    String name = "V" + nodes.size();
    Map<String, OnnxAttribute> sorted = new LinkedHashMap<>();
    attributes.keySet().stream().sorted().forEach(key -> sorted.put(key, attributes.get(key)));
    nodes.add(new OnnxNode(operator, "", name, Arrays.asList(inputs), List.of(name), sorted));
    return name;
  }

  public OnnxModel model(String output, long... outputShape) {
    return OnnxModel.of(
        "network",
        opset,
        new OnnxGraph(
            "network",
            nodes,
            constants,
            List.of(OnnxValueInfo.of("X", type, inputShape)),
            List.of(OnnxValueInfo.of(output, type, outputShape))));
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }
}
