package org.plumbline.soundness.fuzz.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.graph.RandomModel;

/** A runtime that computes node by node, and the second reading, at points. */
final class RuntimeComparison {
  private final DeployedModel deployed;
  private final List<NodeComparison> nodes;
  private final Attempts attempts;
  private final Tally tally;

  /**
   * @param deployed with all that the nodes compute as its outputs
   */
  RuntimeComparison(RandomModel model, DeployedModel deployed, Attempts attempts, Tally tally) {
    this.deployed = deployed;
    this.nodes = model.nodes().stream().map(node -> new NodeComparison(model, node)).toList();
    this.attempts = attempts;
    this.tally = tally;
    model.nodes().forEach(node -> tally.count(node.qualifiedOperator(), Tally.Column.RUN));
  }

  /**
   * What differs.
   *
   * @param typed what the second reading makes of the whole model
   */
  Optional<Complaint> at(double[] x, Map<String, ReferenceTensor> inputs, Evaluation typed) {
    Map<String, ReferenceTensor> theirs = new LinkedHashMap<>(inputs);
    try {
      theirs.putAll(deployed.run(x));
    } catch (DeploymentException e) {
      tally.count("runtime fails: " + reason(e));
      return Optional.empty();
    }
    Map<String, ReferenceTensor> whole = new LinkedHashMap<>(inputs);
    typed.names().forEach(name -> whole.put(name, typed.value(name)));
    return nodes.stream().flatMap(node -> compare(node, theirs, whole).stream()).findFirst();
  }

  private Optional<Complaint> compare(
      NodeComparison node,
      Map<String, ReferenceTensor> theirs,
      Map<String, ReferenceTensor> whole) {
    Map<String, ReferenceTensor> read = node.inputs(theirs);
    Optional<Map<String, ReferenceTensor>> alone =
        attempts.ofDefined("second reading of a node", () -> node.results(read));
    if (alone.isEmpty()) {
      return Optional.empty();
    }
    tally.count(node.operator(), Tally.Column.RUN_COMPARED);
    return node.compare(read, alone.get(), theirs)
        .or(() -> amongOthers(node, read, alone.get(), whole));
  }

  /** A node alone and among others: from the same numbers the second reading has the same. */
  private static Optional<Complaint> amongOthers(
      NodeComparison node,
      Map<String, ReferenceTensor> read,
      Map<String, ReferenceTensor> alone,
      Map<String, ReferenceTensor> whole) {
    boolean isOfTheSame = read.keySet().stream().allMatch(n -> isSame(read.get(n), whole.get(n)));
    for (String name : alone.keySet()) {
      if (isOfTheSame && whole.containsKey(name) && !isSame(alone.get(name), whole.get(name))) {
        return Optional.of(
            new Complaint(
                "second reading differs from itself",
                node.operator(),
                alone.get(name) + " alone, " + whole.get(name) + " in the graph"));
      }
    }
    return Optional.empty();
  }

  private static boolean isSame(ReferenceTensor a, ReferenceTensor b) {
    boolean isSame = b != null && a.type() == b.type() && a.shape().equals(b.shape());
    for (int i = 0; isSame && i < a.size(); i++) {
      isSame =
          a.isReal() ? Double.compare(a.value(i), b.value(i)) == 0 : a.integer(i) == b.integer(i);
    }
    return isSame;
  }

  /** What a runtime says, without the names and numbers of one model. */
  static String reason(DeploymentException e) {
    return e.getMessage()
        .replaceAll("(?s).*message: ", "")
        .replaceAll("\\b[nvctx]?\\d+(_\\d)?\\b", "#")
        .replaceAll("/onnxruntime_src\\S*", "")
        .replaceAll("\\R.*", "");
  }
}
