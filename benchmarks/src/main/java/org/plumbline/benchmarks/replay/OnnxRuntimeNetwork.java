package org.plumbline.benchmarks.replay;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** A network in ONNX Runtime: an evaluation that shares no code with Plumbline. */
final class OnnxRuntimeNetwork implements AutoCloseable {
  private static final int GZIP = 0x8b1f;

  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  private final OrtSession session;
  private final String input;
  private final TensorInfo info;

  /**
   * @param file plain or gzipped
   */
  OnnxRuntimeNetwork(Path file) throws IOException, OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      this.session = environment.createSession(inflated(file), options);
    }
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      throw new IOException(file + ": one input is expected, not " + inputs.keySet());
    }
    this.input = inputs.keySet().iterator().next();
    this.info = (TensorInfo) inputs.get(input).getInfo();
  }

  private static byte[] inflated(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length < 2 || ((bytes[0] & 0xff) | (bytes[1] & 0xff) << 8) != GZIP) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  /** What the network is given for these values: rounded to its element type. */
  double[] rounded(double[] x) {
    double[] rounded = x.clone();
    if (!isDouble()) {
      for (int i = 0; i < x.length; i++) {
        rounded[i] = (float) x[i];
      }
    }
    return rounded;
  }

  private boolean isDouble() {
    return info.type == OnnxJavaType.DOUBLE;
  }

  /**
   * The first output, flat.
   *
   * @throws OrtException if the number of values does not fit
   */
  double[] outputs(double[] x) throws OrtException {
    try (OnnxTensor tensor = tensor(x);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return values((OnnxTensor) result.get(0));
    }
  }

  private OnnxTensor tensor(double[] x) throws OrtException {
    long[] shape = info.getShape().clone();
    for (int d = 0; d < shape.length; d++) {
      shape[d] = Math.max(1, shape[d]);
    }
    if (isDouble()) {
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x), shape);
    }
    FloatBuffer rounded = FloatBuffer.allocate(x.length);
    for (double value : x) {
      rounded.put((float) value);
    }
    return OnnxTensor.createTensor(environment, rounded.rewind(), shape);
  }

  private static double[] values(OnnxTensor tensor) throws OrtException {
    double[] values = new double[(int) tensor.getInfo().getNumElements()];
    switch (tensor.getInfo().type) {
      case FLOAT -> {
        FloatBuffer floats = tensor.getFloatBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = floats.get(i);
        }
      }
      case DOUBLE -> tensor.getDoubleBuffer().get(values);
      case INT64 -> {
        LongBuffer integers = tensor.getLongBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = integers.get(i);
        }
      }
      default -> throw new OrtException("outputs of type " + tensor.getInfo().type);
    }
    return values;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
