package org.plumbline.cli.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.plumbline.cli.options.AuditOptions;
import org.plumbline.network.model.Network;
import org.plumbline.question.NetworkFile;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.deployment.audit.AuditRow;
import org.plumbline.soundness.deployment.audit.RuntimeAudit;
import org.plumbline.soundness.deployment.audit.Yardstick;

/** Runs a network file in ONNX Runtime, which is loaded here and nowhere else. */
final class NetworkAudit {
  private final NetworkFile file;
  private final AuditOptions options;

  NetworkAudit(NetworkFile file, AuditOptions options) {
    this.file = file;
    this.options = options;
  }

  /**
   * @throws IllegalArgumentException if the network is too large, in words
   * @throws org.plumbline.soundness.deployment.DeploymentException if the runtime refuses it
   */
  AuditReport of(Network network) {
    Yardstick yardstick = new Yardstick(network, options.tolerance());
    List<double[]> inputs = options.inputs(yardstick.inputs());
    try (OnnxRuntime runtime = new OnnxRuntime()) {
      List<AuditRow> rows = new RuntimeAudit(runtime, unpacked(), yardstick, inputs).rows();
      return new AuditReport(runtime.version(), yardstick.gap(), options, rows);
    }
  }

  private byte[] unpacked() {
    try (var in = file.content().unpacked()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(file.content().name() + ": cannot be unpacked", e);
    }
  }
}
