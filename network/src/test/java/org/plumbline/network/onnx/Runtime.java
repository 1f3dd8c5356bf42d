package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.NodeOrder;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** Runs models in ONNX Runtime and compares them with our lowering. */
public final class Runtime implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

  private final OrtSession session;

  Runtime(byte[] model) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    this.session = ENVIRONMENT.createSession(model, options);
  }

  double[] run(OnnxValueInfo input, int[] shape, double[] x) throws OrtException {
    long[] extents = Arrays.stream(shape).asLongStream().toArray();
    try (OnnxTensor tensor = tensor(input.type(), extents, x);
        OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
      return numbers((OnnxTensor) result.get(0));
    }
  }

  private static OnnxTensor tensor(ElementType type, long[] extents, double[] x)
      throws OrtException {
    if (type == ElementType.DOUBLE) {
      return OnnxTensor.createTensor(ENVIRONMENT, DoubleBuffer.wrap(x), extents);
    }
    FloatBuffer data = FloatBuffer.allocate(x.length);
    for (double v : x) {
      data.put((float) v);
    }
    data.rewind();
    return OnnxTensor.createTensor(ENVIRONMENT, data, extents);
  }

  private static double[] numbers(OnnxTensor tensor) {
    ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    int width =
        switch (tensor.getInfo().type) {
          case BOOL -> 1;
          case FLOAT, INT32 -> 4;
          default -> 8;
        };
    double[] numbers = new double[bytes.remaining() / width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (tensor.getInfo().type) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            case INT32 -> bytes.getInt();
            case INT64 -> bytes.getLong();
            case BOOL -> bytes.get();
            default -> throw new AssertionError(tensor.getInfo().type);
          };
    }
    return numbers;
  }

  /** Asserts that both compute the same from three random inputs in [-1, 1]. */
  public static void assertAgrees(OnnxModel model, long seed) throws OrtException {
    String name = model.graph().nodes() + " seed " + seed;
    assertAgrees(name, model, OnnxWriter.toBytes(model), seed, -1, 1, 1e-4);
    String output = model.graph().outputs().get(0).name();
    for (OnnxNode node : new NodeOrder(model).nodesFor(output)) {
      assertRefusesMore(model, model.graph().nodes().indexOf(node));
    }
  }

  /** An attribute or an input that the lowering does not read must be refused by name. */
  private static void assertRefusesMore(OnnxModel model, int n) {
    OnnxNode node = model.graph().nodes().get(n);
    OnnxNode withAttribute = node.with("unheard_of", new OnnxAttribute.Int(1));
    assertThatThrownBy(() -> new OnnxLowering(replaced(model, n, withAttribute)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator " + node.operator() + " (node " + node.name() + ")")
        .hasMessageContaining("attribute unheard_of");
    if (List.of("Concat", "Sum", "Max", "Min", "Mean", "Einsum").contains(node.operator())) {
      return;
    }
    List<String> inputs = new ArrayList<>(node.inputs());
    while (inputs.size() < 8) {
      inputs.add("");
    }
    inputs.add(model.graph().realInputs().get(0).name());
    OnnxNode withInput =
        new OnnxNode(node.operator(), "", node.name(), inputs, node.outputs(), node.attributes());
    assertThatThrownBy(() -> new OnnxLowering(replaced(model, n, withInput)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("input " + (inputs.size() - 1));
  }

  public static OnnxModel replaced(OnnxModel model, int n, OnnxNode node) {
    OnnxGraph graph = model.graph();
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
    nodes.set(n, node);
    return new OnnxModel(
        model.file(),
        model.opsets(),
        new OnnxGraph(graph.name(), nodes, graph.initialisers(), graph.inputs(), graph.outputs()));
  }

  public static void assertAgrees(
      String name,
      OnnxModel model,
      byte[] bytes,
      long seed,
      double low,
      double high,
      double tolerance)
      throws OrtException {
    Network network = new OnnxLowering(OnnxReader.parse("test.onnx", bytes)).lower();
    Network merged = AffineMerger.merge(network);
    OnnxValueInfo input = model.graph().realInputs().get(0);
    int[] shape = network.input().shape();
    try (Runtime runtime = new Runtime(bytes)) {
      for (int trial = 0; trial < 3; trial++) {
        double[] x =
            new Random(seed + 1000L * trial)
                .doubles(network.inputSize(), low, high)
                .map(v -> (float) v)
                .toArray();
        double[] expected = runtime.run(input, shape, x);
        String what = name + " trial " + trial;
        assertClose(what, expected, evaluate(network, x), tolerance);
        assertClose(what + " merged", expected, evaluate(merged, x), tolerance);
      }
    }
  }

  private static double[] evaluate(Network network, double[] x) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    return Arrays.copyOf(y, network.outputSize());
  }

  private static void assertClose(
      String what, double[] expected, double[] actual, double tolerance) {
    assertThat(actual).as(what).hasSize(expected.length);
    double scale = 1e-3;
    for (double y : expected) {
      scale = Math.max(scale, Math.abs(y));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s output %d", what, i)
          .isCloseTo(expected[i], within(tolerance * scale));
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
