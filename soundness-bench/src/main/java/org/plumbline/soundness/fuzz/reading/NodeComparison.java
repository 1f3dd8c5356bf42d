package org.plumbline.soundness.fuzz.reading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.graph.RandomModel;

/**
 * One node: what a runtime makes of numbers that it has computed itself, against what the second
 * reading makes of the same numbers, rounded once.
 */
final class NodeComparison {
  private final OnnxNode node;
  private final ReferenceModel alone;
  private final Allowance allowance;

  NodeComparison(RandomModel model, OnnxNode node) {
    this.node = node;
    this.alone = ReferenceModel.parse("node.onnx", model.bytesOf(node));
    this.allowance = new Allowance(model, node);
  }

  String operator() {
    return node.qualifiedOperator();
  }

  /** What the node reads, of all values that are known. */
  Map<String, ReferenceTensor> inputs(Map<String, ReferenceTensor> known) {
    Map<String, ReferenceTensor> inputs = new LinkedHashMap<>();
    for (Declaration declared : alone.inputs()) {
      inputs.put(declared.name(), known.get(declared.name()));
    }
    return inputs;
  }

  /**
   * The results of the node, rounded once.
   *
   * @throws org.plumbline.reference.tensor.ReferenceException if it is not evaluated
   */
  Map<String, ReferenceTensor> results(Map<String, ReferenceTensor> inputs) {
    Map<String, ReferenceTensor> results = new LinkedHashMap<>();
    var evaluation = alone.evaluate(inputs, Mode.TYPED);
    evaluation.names().forEach(name -> results.put(name, evaluation.value(name)));
    return results;
  }

  /** Compares what the second reading makes of some inputs with what a runtime does. */
  Optional<Complaint> compare(
      Map<String, ReferenceTensor> inputs,
      Map<String, ReferenceTensor> expected,
      Map<String, ReferenceTensor> found) {
    boolean isFinite = inputs.values().stream().allMatch(Tensors::isFinite);
    for (String output : expected.keySet()) {
      ReferenceTensor ours = expected.get(output);
      ReferenceTensor theirs = found.get(output);
      if (ours.type() != theirs.type() || !ours.shape().equals(theirs.shape())) {
        return complaint("types or shapes", ours, theirs, inputs);
      }
      double[] allowed = allowance.of(inputs, ours);
      for (int i = 0; i < allowed.length; i++) {
        boolean isKnown = isFinite && allowed[i] < Double.POSITIVE_INFINITY || allowed[i] == 0;
        if (isKnown && !isSame(ours, theirs, i, allowed[i])) {
          return complaint("element " + i + ", allowed is " + allowed[i], ours, theirs, inputs);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(
      ReferenceTensor ours, ReferenceTensor theirs, int i, double allowed) {
    if (!ours.isReal()) {
      return ours.integer(i) == theirs.integer(i);
    }
    double a = ours.value(i);
    double b = theirs.value(i);
    return a == b || Double.isNaN(a) && Double.isNaN(b) || Math.abs(a - b) <= allowed;
  }

  private Optional<Complaint> complaint(
      String what,
      ReferenceTensor ours,
      ReferenceTensor theirs,
      Map<String, ReferenceTensor> inputs) {
    return Optional.of(
        new Complaint(
            "second reading and runtime differ",
            node.operator(),
            what + ": " + ours + ", the runtime has " + theirs + " of " + inputs));
  }
}
