package org.plumbline.soundness.analytic;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.plumbline.soundness.instance.Deployment;

/** A model in ONNX Runtime with one of its settings, on one thread. */
public final class OnnxRuntime implements AutoCloseable {
  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  private final OrtSession session;
  private final String input;
  private final TensorInfo info;

  public OnnxRuntime(Path model, Deployment.Runtime setting) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      boolean isOptimised = setting == Deployment.Runtime.OPTIMISED;
      options.setOptimizationLevel(isOptimised ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      if (setting == Deployment.Runtime.FLUSHING) {
        options.addConfigEntry("session.set_denormal_as_zero", "1");
      }
      session = environment.createSession(model.toString(), options);
    }
    NodeInfo first = session.getInputInfo().values().iterator().next();
    input = first.getName();
    info = (TensorInfo) first.getInfo();
  }

  /** Of the first output; inputs are rounded to the model's type. */
  public double[] outputs(double... x) throws OrtException {
    try (OnnxTensor tensor = tensor(x);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      OnnxTensor first = (OnnxTensor) result.get(0);
      double[] y = new double[(int) first.getInfo().getNumElements()];
      if (first.getInfo().type == OnnxJavaType.DOUBLE) {
        first.getDoubleBuffer().get(y);
      } else {
        FloatBuffer narrow = first.getFloatBuffer();
        Arrays.setAll(y, narrow::get);
      }
      return y;
    }
  }

  private OnnxTensor tensor(double[] x) throws OrtException {
    if (info.type == OnnxJavaType.DOUBLE) {
      return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x), info.getShape());
    }
    FloatBuffer narrow = FloatBuffer.allocate(x.length);
    for (double value : x) {
      narrow.put((float) value);
    }
    return OnnxTensor.createTensor(environment, narrow.rewind(), info.getShape());
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
