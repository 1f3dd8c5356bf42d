package org.plumbline.soundness.deployment.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.Deployment;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.deployment.OnnxRuntime;

/** Runs a model in every way that a runtime is told to, and compares what comes out. */
public final class RuntimeAudit {
  private final OnnxRuntime runtime;
  private final byte[] model;
  private final List<double[]> points = new ArrayList<>();
  private final List<Allowance> allowances = new ArrayList<>();

  /**
   * @param model bytes of an ONNX file that is not gzipped
   * @param asked inputs, of which those that nothing is known of are left out
   */
  public RuntimeAudit(
      OnnxRuntime runtime, byte[] model, Yardstick yardstick, List<double[]> asked) {
    this.runtime = runtime;
    this.model = model;
    for (double[] x : asked) {
      Optional<Allowance> known = yardstick.at(x);
      if (known.isPresent()) {
        points.add(x);
        allowances.add(known.get());
      }
    }
  }

  /**
   * One row for each level of optimisation, with subnormal numbers kept and flushed.
   *
   * @throws DeploymentException if the runtime refuses the model, or reads another size of output
   */
  public List<AuditRow> rows() {
    return Deployment.all().stream().map(this::row).toList();
  }

  private AuditRow row(Deployment deployment) {
    int outside = 0;
    double worst = 0;
    Optional<AuditRow.Outside> first = Optional.empty();
    try (DeployedModel deployed = runtime.open(model, deployment)) {
      for (int p = 0; p < points.size(); p++) {
        Allowance allowance = allowances.get(p);
        double[] y = output(deployed, points.get(p), allowance.real().size());
        for (int i = 0; i < y.length; i++) {
          double share = allowance.share(i, y[i]);
          worst = Math.max(worst, share);
          if (!allowance.contains(i, y[i])) {
            outside++;
            first = first.or(outside(p, i, y[i]));
          }
        }
      }
    }
    return new AuditRow(deployment, points.size(), outside, worst, first);
  }

  private Supplier<Optional<AuditRow.Outside>> outside(int p, int output, double value) {
    double low = allowances.get(p).allowed().lower()[output];
    double high = allowances.get(p).allowed().upper()[output];
    return () -> Optional.of(new AuditRow.Outside(points.get(p), output, value, low, high));
  }

  private static double[] output(DeployedModel deployed, double[] x, int size) {
    ReferenceTensor y = deployed.run(x).values().iterator().next();
    if (y.size() != size) {
      throw new DeploymentException(
          "ONNX Runtime computes " + y.size() + " outputs, Plumbline reads " + size);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = y.isReal() ? y.value(i) : y.integer(i);
    }
    return values;
  }
}
