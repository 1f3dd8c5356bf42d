package org.plumbline.soundness.competition.witness;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.run.NetworkCell;
import org.plumbline.specs.vnnlib.VnnLibParseException;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Float32Evaluation;
import org.plumbline.specs.vnnlib2.Formula;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;
import org.plumbline.specs.vnnlib2.VariableDeclaration;
import org.plumbline.specs.vnnlib2.Witness;

/**
 * Witnesses of VNN-LIB 2.0: assertions over the given inputs, rounded to the models' types, and the
 * outputs that ONNX Runtime computes. Where all hold without tolerance it is a counterexample; an
 * assertion about inputs alone may miss by {@value Judgement#TOLERANCE}, any other by nothing. That
 * evaluation is known for float32 tensors; others, and tensors inside a network, are not supported.
 */
final class DeclaredReplay {
  private final WitnessValidator validator;
  private final Document document;
  private final NetworkFiles files;

  DeclaredReplay(WitnessValidator validator, NetworkCell networks, Document document) {
    this.validator = validator;
    this.document = document;
    this.files = new NetworkFiles(document, networks);
  }

  /**
   * @throws DeploymentException when ONNX Runtime or this class does not handle a model
   */
  Validation of(Path file) throws IOException {
    List<double[]> stated;
    try {
      stated = Witness.read(Files.readString(file), document, file.toString());
    } catch (VnnLibParseException | CharacterCodingException e) {
      return Validation.failure("malformed: " + e.getMessage());
    }
    List<float[]> point = new ArrayList<>();
    for (NetworkDeclaration network : document.networks()) {
      try (DeployedModel model = validator.open(files.of(network))) {
        run(model, network, stated, point);
      }
    }
    Judgement judgement = judgement(point);
    String remark = judgement == Judgement.FAILS ? "not all assertions hold" : "";
    return new Validation(judgement, outputError(stated, point), remark);
  }

  /** Adds the values of a network's tensors, inputs before outputs. */
  private static void run(
      DeployedModel model, NetworkDeclaration network, List<double[]> stated, List<float[]> point) {
    require(network.hidden().isEmpty(), "tensors inside a network are not replayed");
    int inputs = network.inputs().size();
    List<double[]> given = stated.subList(point.size(), point.size() + inputs);
    List<ReferenceTensor> computed =
        List.copyOf(
            model
                .run(given, network.inputs().stream().map(DeclaredReplay::shape).toList())
                .values());
    require(
        model.inputTypes().stream().allMatch(type -> type == ElementType.FLOAT32)
            && computed.stream().allMatch(tensor -> tensor.type() == ElementType.FLOAT32),
        "only float32 tensors are replayed");
    require(
        computed.size() == network.outputs().size(),
        network.outputs().size() + " outputs are declared, and the model has " + computed.size());
    given.forEach(values -> point.add(narrow(values)));
    for (int j = 0; j < computed.size(); j++) {
      VariableDeclaration output = network.outputs().get(j);
      require(
          computed.get(j).size() == output.size(),
          output.name() + output.shapeText() + " is declared, and the model has another size");
      point.add(narrow(computed.get(j).values()));
    }
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new DeploymentException(complaint);
    }
  }

  private static long[] shape(VariableDeclaration variable) {
    return variable.shape().stream().mapToLong(Integer::longValue).toArray();
  }

  private static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private Judgement judgement(List<float[]> point) {
    Float32Evaluation.Point values = e -> point.get(e.variable())[(int) e.index()];
    if (Float32Evaluation.holds(document, values)) {
      return Judgement.REPLAYS;
    }
    InputAssertions inputs = new InputAssertions(document);
    for (Formula assertion : document.assertions()) {
      double tolerance = inputs.contains(assertion) ? Judgement.TOLERANCE : 0;
      if (!Float32Evaluation.holds(assertion, values, tolerance)) {
        return Judgement.FAILS;
      }
    }
    return Judgement.TOLERATED;
  }

  private double outputError(List<double[]> stated, List<float[]> point) {
    double greatest = 0;
    for (int v = 0; v < stated.size(); v++) {
      double[] computed = new double[point.get(v).length];
      for (int i = 0; i < computed.length; i++) {
        computed[i] = point.get(v)[i];
      }
      greatest = Math.max(greatest, Validation.difference(stated.get(v), computed));
    }
    return greatest;
  }
}
