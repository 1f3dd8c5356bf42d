package org.plumbline.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.contract.BlackBoxException;

/**
 * Any ONNX model with one input and one output of scores, run by ONNX Runtime; Plumbline need not
 * know its operators. Values are rounded to the model's element type. The native library is loaded
 * with this class. A model is code that runs: open only models that you trust.
 */
public final class OnnxRuntimeBlackBox implements BlackBox {
  private static final int MOST_ROWS = 256;
  private static final long MOST_VALUES = 1 << 26;

  private final String name;
  private final OrtEnvironment environment =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
  private final OrtSession session;
  private final String input;
  private final boolean isDouble;
  private final long[] shape;
  private final boolean isBatched;
  private final int inputs;
  private final int classes;
  private final int threads;
  private boolean closed;

  /**
   * @param file plain or gzipped
   * @param threads run at most so many inputs at a time; they change no answer
   * @throws BlackBoxException if the model cannot be loaded or is no classifier
   */
  public OnnxRuntimeBlackBox(Path file, int threads) throws IOException {
    this.name = file.toString();
    this.threads = threads;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      this.session = session(file, options);
    } catch (OrtException e) {
      throw new BlackBoxException(name + ": ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
    try {
      Map<String, NodeInfo> all = session.getInputInfo();
      require(all.size() == 1, "one input is expected, not " + all.keySet());
      this.input = all.keySet().iterator().next();
      TensorInfo info = tensor(all.get(input).getInfo());
      this.isDouble = info.type == OnnxJavaType.DOUBLE;
      require(isDouble || info.type == OnnxJavaType.FLOAT, "inputs are of type " + info.type);
      this.shape = info.getShape().clone();
      this.isBatched = shape.length > 0 && shape[0] < 0;
      this.inputs = size(shape);
      this.classes = run(1, new double[inputs], 0).length;
      require(classes >= 2, "a classifier has two scores or more, the model has " + classes);
    } catch (OrtException | BlackBoxException e) {
      close();
      throw e instanceof BlackBoxException told
          ? told
          : new BlackBoxException(name + ": " + e.getMessage(), e);
    }
  }

  /** By the path of a file that is not gzipped, beside which its tensors may keep their data. */
  private OrtSession session(Path file, OrtSession.SessionOptions options)
      throws IOException, OrtException {
    byte[] bytes = Files.readAllBytes(file);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return environment.createSession(in.readAllBytes(), options);
    } catch (ZipException | EOFException e) {
      return environment.createSession(file.toString(), options);
    }
  }

  private TensorInfo tensor(ValueInfo info) {
    require(info instanceof TensorInfo, "the input is no tensor");
    return (TensorInfo) info;
  }

  /** Dimensions that are not fixed count once. */
  private int size(long[] dimensions) {
    long size = 1;
    for (long dimension : dimensions) {
      size = Math.multiplyExact(size, Math.max(1, dimension));
      require(size <= MOST_VALUES, "the input has more than " + MOST_VALUES + " values");
    }
    return (int) size;
  }

  private void require(boolean condition, String complaint) {
    if (!condition) {
      throw new BlackBoxException(name + ": " + complaint);
    }
  }

  /** Of the input; dimensions that are not fixed count as 1. */
  public int[] shape() {
    return Arrays.stream(shape).mapToInt(dimension -> (int) Math.max(1, dimension)).toArray();
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Knowledge knowledge() {
    return Knowledge.SCORES;
  }

  @Override
  public double[] scores(int rows, double[] x) {
    double[] scores = new double[rows * classes];
    int step = isBatched ? MOST_ROWS : 1;
    int parts = (rows + step - 1) / step;
    int lanes = Math.min(threads, parts);
    IntStream.range(0, lanes)
        .parallel()
        .forEach(
            lane -> {
              for (int p = lane; p < parts; p += lanes) {
                int count = Math.min(step, rows - p * step);
                double[] part = answered(count, x, p * step);
                System.arraycopy(part, 0, scores, p * step * classes, part.length);
              }
            });
    return scores;
  }

  private double[] answered(int rows, double[] x, int first) {
    try {
      double[] scores = run(rows, x, first);
      require(
          scores.length == rows * classes,
          scores.length + " scores for " + rows + " inputs and " + classes + " classes");
      return scores;
    } catch (OrtException e) {
      throw new BlackBoxException(name + ": ONNX Runtime fails: " + e.getMessage(), e);
    }
  }

  private double[] run(int rows, double[] x, int first) throws OrtException {
    long[] sizes = Arrays.stream(shape).map(d -> Math.max(1, d)).toArray();
    if (isBatched) {
      sizes[0] = rows;
    }
    try (OnnxTensor tensor = tensor(x, first * inputs, rows * inputs, sizes);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      return values(result.get(0));
    }
  }

  private OnnxTensor tensor(double[] x, int offset, int count, long[] sizes) throws OrtException {
    if (isDouble) {
      DoubleBuffer values = DoubleBuffer.wrap(Arrays.copyOfRange(x, offset, offset + count));
      return OnnxTensor.createTensor(environment, values, sizes);
    }
    FloatBuffer rounded = FloatBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      rounded.put((float) x[offset + i]);
    }
    return OnnxTensor.createTensor(environment, rounded.rewind(), sizes);
  }

  private double[] values(OnnxValue value) throws OrtException {
    require(value instanceof OnnxTensor, "the first output is no tensor");
    OnnxTensor tensor = (OnnxTensor) value;
    double[] values = new double[(int) tensor.getInfo().getNumElements()];
    if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
      tensor.getDoubleBuffer().get(values);
      return values;
    }
    require(
        tensor.getInfo().type == OnnxJavaType.FLOAT,
        "scores are of type " + tensor.getInfo().type + ", not float or double");
    FloatBuffer floats = tensor.getFloatBuffer();
    Arrays.setAll(values, floats::get);
    return values;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw new BlackBoxException(name + ": " + e.getMessage(), e);
    }
  }
}
