package org.plumbline.soundness.deployment;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;

/** A model whose inputs are real numbers, as a runtime has loaded it. */
public final class DeployedModel implements AutoCloseable {
  private static final long MOST_VALUES = 1 << 26;

  private final OnnxRuntime runtime;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Deployment deployment;
  private final List<Port> inputs = new ArrayList<>();

  /**
   * An input.
   *
   * @param shape less than 0 where it is not fixed
   */
  private record Port(String name, OnnxJavaType type, long[] shape) {
    boolean isFixed() {
      return Arrays.stream(shape).allMatch(extent -> extent >= 0);
    }

    /** Dimensions that are not fixed count once. */
    long[] smallest() {
      return Arrays.stream(shape).map(extent -> extent < 0 ? 1 : extent).toArray();
    }
  }

  DeployedModel(
      OnnxRuntime runtime, OrtEnvironment environment, OrtSession session, Deployment deployment) {
    this.runtime = runtime;
    this.environment = environment;
    this.session = session;
    this.deployment = deployment;
    try {
      for (NodeInfo info : session.getInputInfo().values()) {
        inputs.add(port(info));
      }
    } catch (OrtException | DeploymentException e) {
      close();
      throw new DeploymentException(e.getMessage(), e);
    }
  }

  private static Port port(NodeInfo info) {
    require(info.getInfo() instanceof TensorInfo, "its input is no tensor");
    TensorInfo tensor = (TensorInfo) info.getInfo();
    require(
        tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE,
        "its input is of type " + tensor.type + ", not float or double");
    Port port = new Port(info.getName(), tensor.type, tensor.getShape());
    long count = 1;
    for (long extent : port.smallest()) {
      require(extent <= MOST_VALUES, "its input has an axis of " + extent);
      count *= extent;
      require(count <= MOST_VALUES, "its input has more than " + MOST_VALUES + " values");
    }
    return port;
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new DeploymentException(complaint);
    }
  }

  /** {@link ElementType#FLOAT32} or {@link ElementType#FLOAT64} of each input. */
  public List<ElementType> inputTypes() {
    return inputs.stream()
        .map(port -> port.type == OnnxJavaType.DOUBLE ? ElementType.FLOAT64 : ElementType.FLOAT32)
        .toList();
  }

  /**
   * Runs a model of one input.
   *
   * @param x the input, row-major; each number is rounded to the input's type
   * @return the outputs by name, in their order
   * @throws DeploymentException if ONNX Runtime fails, or there are more inputs
   */
  public Map<String, ReferenceTensor> run(double[] x) {
    require(inputs.size() == 1, "a model of one input is expected, not of " + inputs.size());
    return run(List.of(x), List.of(inputs.get(0).smallest()));
  }

  /**
   * Runs the model.
   *
   * @param values of each input, row-major; each number is rounded to the input's type
   * @param shapes of the inputs; where the model's is fixed, that one is taken
   * @return the outputs by name, in their order
   * @throws DeploymentException if ONNX Runtime fails, or numbers or shapes do not fit
   */
  public Map<String, ReferenceTensor> run(List<double[]> values, List<long[]> shapes) {
    require(
        values.size() == inputs.size(),
        values.size() + " inputs are given, and the model has " + inputs.size());
    List<ByteBuffer> bytes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      bytes.add(encoded(inputs.get(i).type, values.get(i)));
    }
    Map<String, RawTensor> raw = runtime.on(deployment, () -> raw(bytes, shapes));
    Map<String, ReferenceTensor> outputs = new LinkedHashMap<>();
    raw.forEach((name, tensor) -> outputs.put(name, tensor.decoded()));
    return outputs;
  }

  private static ByteBuffer encoded(OnnxJavaType type, double[] x) {
    int width = type == OnnxJavaType.DOUBLE ? Double.BYTES : Float.BYTES;
    ByteBuffer bytes = ByteBuffer.allocateDirect(x.length * width).order(ByteOrder.nativeOrder());
    for (double value : x) {
      if (type == OnnxJavaType.DOUBLE) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    return bytes.rewind();
  }

  /** Nothing here computes with numbers: subnormal ones may be flushed on this thread. */
  private Map<String, RawTensor> raw(List<ByteBuffer> bytes, List<long[]> shapes)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (int i = 0; i < inputs.size(); i++) {
        Port port = inputs.get(i);
        long[] shape = port.isFixed() ? port.shape : shapes.get(i);
        tensors.put(
            port.name, OnnxTensor.createTensor(environment, bytes.get(i), shape, port.type));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        return raw(result);
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, RawTensor> raw(OrtSession.Result result) {
    Map<String, RawTensor> outputs = new LinkedHashMap<>();
    for (String name : session.getOutputNames()) {
      OnnxValue value = result.get(name).orElseThrow();
      require(value instanceof OnnxTensor, "its output " + name + " is no tensor");
      outputs.put(name, RawTensor.of((OnnxTensor) value));
    }
    return outputs;
  }

  @Override
  public void close() {
    runtime.on(
        deployment,
        () -> {
          session.close();
          return null;
        });
  }
}
