package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.Shapes;

/** Builds small models for tests: nodes one after another, random constants, one input. */
public final class ModelBuilder {
  public static final String INPUT = "x";

  public final Random random;
  private final long opset;
  private final OnnxValueInfo input;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> initialisers = new ArrayList<>();

  public ModelBuilder(long seed, long opset, int... inputShape) {
    this(
        seed,
        opset,
        OnnxValueInfo.float32(INPUT, Arrays.stream(inputShape).asLongStream().toArray()));
  }

  /**
   * @param input named {@link #INPUT}
   */
  public ModelBuilder(long seed, long opset, OnnxValueInfo input) {
    this.random = new Random(seed);
    this.opset = opset;
    this.input = input;
  }

  public long opset() {
    return opset;
  }

  /** Random float32 numbers in [-2, 2] as an initialiser. */
  public String weights(int... shape) {
    float[] values = new float[Shapes.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = 4 * random.nextFloat() - 2;
    }
    return tensor(OnnxTensor.float32("w" + initialisers.size(), shape, values));
  }

  /** Random float32 numbers in [0.5, 2] as an initialiser. */
  public String positive(int... shape) {
    float[] values = new float[Shapes.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1.5f * random.nextFloat() + 0.5f;
    }
    return tensor(OnnxTensor.float32("w" + initialisers.size(), shape, values));
  }

  public String scalar(float value) {
    return tensor(OnnxTensor.float32("w" + initialisers.size(), new int[0], value));
  }

  public String integers(long... values) {
    return tensor(OnnxTensor.int64("i" + initialisers.size(), values));
  }

  public String integers(int... values) {
    return integers(Arrays.stream(values).asLongStream().toArray());
  }

  public String tensor(OnnxTensor tensor) {
    initialisers.add(tensor);
    return tensor.name();
  }

  /** A node with one output. */
  public String node(String operator, String... inputs) {
    String output = "v" + nodes.size();
    nodes.add(OnnxNode.of(operator, List.of(inputs), output));
    return output;
  }

  /** A node of an operator of another domain, with one output. */
  public String foreign(String domain, String operator, String... inputs) {
    String output = "v" + nodes.size();
    nodes.add(new OnnxNode(operator, domain, output, List.of(inputs), List.of(output), Map.of()));
    return output;
  }

  public List<String> node(String operator, int outputs, String... inputs) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      names.add("v" + nodes.size() + "_" + k);
    }
    nodes.add(new OnnxNode(operator, "", names.get(0), List.of(inputs), names, Map.of()));
    return names;
  }

  /** Sets an attribute of the node added last. */
  public ModelBuilder with(String name, OnnxAttribute value) {
    int last = nodes.size() - 1;
    nodes.set(last, nodes.get(last).with(name, value));
    return this;
  }

  public ModelBuilder with(String name, long value) {
    return with(name, new OnnxAttribute.Int(value));
  }

  public ModelBuilder with(String name, float value) {
    return with(name, new OnnxAttribute.Real(value));
  }

  public ModelBuilder with(String name, String value) {
    return with(name, new OnnxAttribute.Text(value));
  }

  public ModelBuilder ints(String name, int... values) {
    return with(name, new OnnxAttribute.Ints(Arrays.stream(values).asLongStream().toArray()));
  }

  /** A whole number from low to high. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public OnnxModel output(String name) {
    return output(name, ElementType.FLOAT);
  }

  public OnnxModel output(String name, ElementType type) {
    OnnxValueInfo output = new OnnxValueInfo(name, type, List.of());
    OnnxGraph graph = new OnnxGraph("test", nodes, initialisers, List.of(input), List.of(output));
    List<OnnxOpset> opsets = new ArrayList<>(List.of(new OnnxOpset("", opset)));
    nodes.stream()
        .map(OnnxNode::domain)
        .filter(domain -> !domain.isEmpty())
        .distinct()
        .forEach(domain -> opsets.add(new OnnxOpset(domain, 1)));
    return new OnnxModel("test.onnx", opsets, graph);
  }
}
