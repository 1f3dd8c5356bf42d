package org.plumbline.benchmarks.replay;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.vnnlib.VnnLibParser;

/**
 * A counterexample of a result file in ONNX Runtime.
 *
 * @param outputError greatest difference between the outputs that the file states and those of ONNX
 *     Runtime; NaN where there is none
 * @param remark why it fails, or empty
 */
record Replay(Judgement judgement, double outputError, String remark) {

  /** Whatever keeps the counterexample from being replayed makes it fail. */
  static Replay of(Instance instance, ResultFile found) {
    try (OnnxRuntimeNetwork network = new OnnxRuntimeNetwork(instance.network())) {
      Property property = VnnLibParser.parse(instance.property());
      return of(network, property, found);
    } catch (IOException | OrtException | ParseException e) {
      return failure(e.getMessage());
    }
  }

  static Replay unreadable(Path file, IOException problem) {
    return failure(problem.getMessage() == null ? file.toString() : problem.getMessage());
  }

  private static Replay failure(String remark) {
    return new Replay(Judgement.FAILS, Double.NaN, String.valueOf(remark));
  }

  private static Replay of(OnnxRuntimeNetwork network, Property property, ResultFile found)
      throws OrtException {
    double[] x = network.rounded(found.inputs());
    if (x.length != property.inputs()) {
      return failure(x.length + " inputs, but the property has " + property.inputs());
    }
    if (!Arrays.stream(x).allMatch(Double::isFinite)) {
      return failure("an input is not finite");
    }
    double[] y = network.outputs(x);
    if (y.length != property.outputs()) {
      return failure(y.length + " outputs, but the property has " + property.outputs());
    }
    Judgement judgement = Judgement.of(property, x, y);
    String remark = judgement == Judgement.FAILS ? "its outputs are not unsafe in any box" : "";
    return new Replay(judgement, difference(found.outputs(), y), remark);
  }

  private static double difference(double[] stated, double[] computed) {
    if (stated.length != computed.length) {
      return Double.NaN;
    }
    double greatest = 0;
    for (int j = 0; j < stated.length; j++) {
      if (stated[j] != computed[j]) {
        greatest = Math.max(greatest, Math.abs(stated[j] - computed[j]));
      }
    }
    return greatest;
  }
}
