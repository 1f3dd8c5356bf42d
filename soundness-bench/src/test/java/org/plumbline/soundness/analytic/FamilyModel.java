package org.plumbline.soundness.analytic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.Deployment;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.instance.Deployment.Runtime;

/** The model of an instance in ONNX Runtime, with the setting that its answer names. */
public final class FamilyModel implements AutoCloseable {
  private final DeployedModel model;

  public FamilyModel(OnnxRuntime runtime, Path file, Runtime setting) throws IOException {
    Deployment.Level level =
        setting == Runtime.OPTIMISED ? Deployment.Level.ALL : Deployment.Level.DISABLED;
    Deployment.Subnormals subnormals =
        setting == Runtime.FLUSHING ? Deployment.Subnormals.FLUSHED : Deployment.Subnormals.KEPT;
    this.model = runtime.open(Files.readAllBytes(file), new Deployment(level, subnormals));
  }

  /** Of the first output; inputs are rounded to the model's type. */
  public double[] outputs(double... x) {
    ReferenceTensor first = model.run(x).values().iterator().next();
    double[] y = new double[first.size()];
    Arrays.setAll(y, first::value);
    return y;
  }

  @Override
  public void close() {
    model.close();
  }
}
