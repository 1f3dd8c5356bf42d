package org.plumbline.soundness.deployment;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/**
 * ONNX Runtime, with a thread of its own for what flushes subnormal numbers. The native library is
 * loaded with the first object. A model is code that runs: open only models that you trust.
 *
 * <p>Whether a processor flushes is a mode of the thread. The first session of a process sets it
 * for the thread that makes it, and for good ({@code InferenceSession}, a {@code call_once}); every
 * session sets it for the threads of its pools. So a flushing session is made and run on the thread
 * of its own, which no arithmetic of Java's is done on, and its nodes run on a pool. What it folds
 * when it is made is flushed, too, where this is what the process uses ONNX Runtime for first.
 */
public final class OnnxRuntime implements AutoCloseable {
  private final ExecutorService flushing =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "flushing");
            thread.setDaemon(true);
            return thread;
          });
  private final OrtEnvironment environment;

  public OnnxRuntime() {
    this.environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    open(identity(), new Deployment(Deployment.Level.DISABLED, Deployment.Subnormals.FLUSHED))
        .close();
  }

  private static byte[] identity() {
    OnnxValueInfo x = OnnxValueInfo.float32("x", 1);
    OnnxValueInfo y = OnnxValueInfo.float32("y", 1);
    OnnxNode node = OnnxNode.of("Identity", List.of("x"), "y");
    OnnxGraph graph = new OnnxGraph("first", List.of(node), List.of(), List.of(x), List.of(y));
    return OnnxWriter.toBytes(OnnxModel.of("first", 13, graph));
  }

  /** Of ONNX Runtime. */
  public String version() {
    return environment.getVersion();
  }

  /**
   * Loads a model.
   *
   * @param model the bytes of an ONNX file that is not gzipped
   * @throws DeploymentException if ONNX Runtime refuses it
   */
  public DeployedModel open(byte[] model, Deployment deployment) {
    return new DeployedModel(
        this, environment, on(deployment, () -> session(model, deployment)), deployment);
  }

  private OrtSession session(byte[] model, Deployment deployment) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      boolean isFlushed = deployment.subnormals() == Deployment.Subnormals.FLUSHED;
      options.setOptimizationLevel(level(deployment.level()));
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.set_denormal_as_zero", isFlushed ? "1" : "0");
      if (isFlushed) {
        options.setExecutionMode(SessionOptions.ExecutionMode.PARALLEL);
        options.setInterOpNumThreads(2);
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
      }
      return environment.createSession(model, options);
    }
  }

  private static SessionOptions.OptLevel level(Deployment.Level level) {
    return switch (level) {
      case DISABLED -> SessionOptions.OptLevel.NO_OPT;
      case BASIC -> SessionOptions.OptLevel.BASIC_OPT;
      case EXTENDED -> SessionOptions.OptLevel.EXTENDED_OPT;
      case LAYOUT -> SessionOptions.OptLevel.LAYOUT_OPT;
      case ALL -> SessionOptions.OptLevel.ALL_OPT;
    };
  }

  /** Does something where a deployment's work is done. */
  <T> T on(Deployment deployment, Callable<T> work) {
    try {
      return deployment.subnormals() == Deployment.Subnormals.KEPT
          ? work.call()
          : flushing.submit(work).get();
    } catch (ExecutionException e) {
      throw refusal(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("interrupted while ONNX Runtime was at work", e);
    } catch (Exception e) {
      throw refusal(e);
    }
  }

  private static DeploymentException refusal(Throwable cause) {
    return cause instanceof DeploymentException told
        ? told
        : new DeploymentException("ONNX Runtime: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    flushing.shutdown();
  }
}
