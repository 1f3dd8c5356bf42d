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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.reference.tensor.ReferenceTensor;

/** A model of one input of real numbers as a runtime has loaded it. */
public final class DeployedModel implements AutoCloseable {
  private static final long MOST_VALUES = 1 << 26;

  private final OnnxRuntime runtime;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Deployment deployment;
  private final String input;
  private final OnnxJavaType type;
  private final long[] shape;

  DeployedModel(
      OnnxRuntime runtime, OrtEnvironment environment, OrtSession session, Deployment deployment) {
    this.runtime = runtime;
    this.environment = environment;
    this.session = session;
    this.deployment = deployment;
    try {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      require(inputs.size() == 1, "a model of one input is expected, not of " + inputs.keySet());
      this.input = inputs.keySet().iterator().next();
      require(inputs.get(input).getInfo() instanceof TensorInfo, "its input is no tensor");
      TensorInfo info = (TensorInfo) inputs.get(input).getInfo();
      this.type = info.type;
      require(
          type == OnnxJavaType.FLOAT || type == OnnxJavaType.DOUBLE,
          "its input is of type " + type + ", not float or double");
      this.shape = sizes(info.getShape());
    } catch (OrtException | DeploymentException e) {
      close();
      throw new DeploymentException(e.getMessage(), e);
    }
  }

  /** Dimensions that are not fixed count once. */
  private static long[] sizes(long[] dimensions) {
    long count = 1;
    long[] sizes = dimensions.clone();
    for (int d = 0; d < sizes.length; d++) {
      sizes[d] = sizes[d] < 0 ? 1 : sizes[d];
      require(sizes[d] <= MOST_VALUES, "its input has an axis of " + sizes[d]);
      count *= sizes[d];
      require(count <= MOST_VALUES, "its input has more than " + MOST_VALUES + " values");
    }
    return sizes;
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new DeploymentException(complaint);
    }
  }

  /**
   * Runs the model.
   *
   * @param x the input, row-major; each number is rounded to the input's type
   * @return the outputs by name, in their order
   * @throws DeploymentException if ONNX Runtime fails
   */
  public Map<String, ReferenceTensor> run(double[] x) {
    ByteBuffer bytes = encoded(x);
    Map<String, RawTensor> raw = runtime.on(deployment, () -> raw(bytes));
    Map<String, ReferenceTensor> outputs = new LinkedHashMap<>();
    raw.forEach((name, tensor) -> outputs.put(name, tensor.decoded()));
    return outputs;
  }

  private ByteBuffer encoded(double[] x) {
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
  private Map<String, RawTensor> raw(ByteBuffer bytes) throws OrtException {
    List<String> names = List.copyOf(session.getOutputNames());
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, bytes, shape, type);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      Map<String, RawTensor> outputs = new LinkedHashMap<>();
      for (String name : names) {
        OnnxValue value = result.get(name).orElseThrow();
        require(value instanceof OnnxTensor, "its output " + name + " is no tensor");
        outputs.put(name, RawTensor.of((OnnxTensor) value));
      }
      return outputs;
    }
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
