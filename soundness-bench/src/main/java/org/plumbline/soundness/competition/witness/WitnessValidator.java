package org.plumbline.soundness.competition.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.plumbline.network.model.ParseException;
import org.plumbline.reference.file.Gzip;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.soundness.competition.CompetitionInstance;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.Deployment;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.run.NetworkCell;
import org.plumbline.specs.vnnlib2.VersionLine;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;

/**
 * Replays witnesses in ONNX Runtime by the rules of VNN-COMP 2026 ({@code
 * SCORING/counterexamples.py} and {@code counterexamples_v2.py} of VNN-COMP/vnncomp2026_results):
 * an evaluation that shares no code with Plumbline's. A model is code that runs: replay only with
 * models that you trust.
 */
public final class WitnessValidator implements AutoCloseable {
  private static final Deployment AS_USUAL =
      new Deployment(Deployment.Level.ALL, Deployment.Subnormals.KEPT);
  private static final long MOST_BYTES = 1L << 28;

  private final OnnxRuntime runtime = new OnnxRuntime();

  /**
   * @param witness the file in which a tool's {@code sat} stands
   */
  public Validation validate(CompetitionInstance instance, Path witness) throws IOException {
    if (!Files.isRegularFile(witness)) {
      return Validation.failure("there is no witness");
    } else if (Files.size(witness) > MOST_BYTES) {
      return Validation.failure("the witness has more than " + MOST_BYTES + " bytes");
    }
    Path property = instance.propertyFile();
    try {
      byte[] content = Files.readAllBytes(property);
      return VersionLine.of(content, property.toString()) == VersionLine.ABSENT
          ? new ListReplay(this, instance).of(witness)
          : new DeclaredReplay(this, instance.files(), Vnnlib2Parser.parse(property)).of(witness);
    } catch (ParseException | DeploymentException | ReferenceException e) {
      return Validation.unsupported(e.getMessage());
    }
  }

  /**
   * @throws DeploymentException if ONNX Runtime refuses the model
   */
  DeployedModel open(NetworkCell.Named network) throws IOException {
    return runtime.open(Gzip.unpack(Files.readAllBytes(Path.of(network.file()))), AS_USUAL);
  }

  @Override
  public void close() {
    runtime.close();
  }
}
