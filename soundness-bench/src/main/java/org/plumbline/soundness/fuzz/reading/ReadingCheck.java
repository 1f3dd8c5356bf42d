package org.plumbline.soundness.fuzz.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.ReferenceModel;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.UndefinedException;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.Deployment;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.graph.RandomModel;
import org.plumbline.specs.replay.RunningError;

/** Both readings of one model and a runtime, at some points. */
final class ReadingCheck {
  private final OnnxRuntime runtime;
  private final Tally tally;
  private final RandomModel model;
  private final Attempts attempts;
  private final Optional<LoweringComparison> lowering;
  private final Optional<ReferenceModel> second;
  private double[] lastPoint;

  ReadingCheck(OnnxRuntime runtime, Tally tally, RandomModel model) {
    this.runtime = runtime;
    this.tally = tally;
    this.model = model;
    this.attempts = new Attempts(model, tally);
    this.lastPoint = new double[model.input().count()];
    byte[] bytes = model.bytes();
    count(Tally.Column.DRAWN);
    this.second =
        attempts.ofDefined("second reading", () -> ReferenceModel.parse("random.onnx", bytes));
    this.lowering =
        attempts
            .of("lowering", () -> new OnnxLowering(OnnxReader.parse("random.onnx", bytes)).lower())
            .map(this::lowered);
  }

  private LoweringComparison lowered(Network network) {
    count(Tally.Column.LOWERED);
    return new LoweringComparison(network);
  }

  private void count(Tally.Column column) {
    model.nodes().forEach(node -> tally.count(node.qualifiedOperator(), column));
  }

  /** The point at which something was found last. */
  double[] lastPoint() {
    return lastPoint;
  }

  /** What is wrong at some of these points, if anything is. */
  Optional<Complaint> at(List<double[]> points) {
    if (second.isEmpty() || attempts.complaint().isPresent()) {
      return attempts.complaint();
    }
    try (DeployedModel deployed = runtime.open(model.bytesOfAll(), Deployment.PLAIN)) {
      RuntimeComparison comparison = new RuntimeComparison(model, deployed, attempts, tally);
      points.forEach(x -> at(x, Optional.of(comparison)));
    } catch (DeploymentException e) {
      tally.count("runtime refuses: " + RuntimeComparison.reason(e));
      points.forEach(x -> at(x, Optional.empty()));
    }
    return attempts.complaint();
  }

  private void at(double[] x, Optional<RuntimeComparison> comparison) {
    if (attempts.complaint().isPresent()) {
      return;
    }
    lastPoint = x;
    Map<String, ReferenceTensor> inputs = Map.of(RandomModel.INPUT, Tensors.real(model.input(), x));
    Optional<Evaluation> typed =
        attempts.ofDefined(
            "second reading, typed,", () -> second.get().evaluate(inputs, Mode.TYPED));
    asReals(x, inputs, typed);
    if (typed.isPresent() && comparison.isPresent()) {
      comparison.get().at(x, inputs, typed.get()).ifPresent(attempts::complain);
    }
  }

  private void asReals(
      double[] x, Map<String, ReferenceTensor> inputs, Optional<Evaluation> typed) {
    try {
      Optional<Evaluation> real =
          attempts.of("second reading", () -> second.get().evaluate(inputs, Mode.REAL));
      if (real.isPresent() && lowering.isPresent()) {
        compare(x, real.get(), lowering.get());
      }
    } catch (UndefinedException e) {
      undefined(x, typed.map(t -> t.outputs().get(0)), e);
    }
  }

  private void undefined(double[] x, Optional<ReferenceTensor> typed, UndefinedException e) {
    boolean matters =
        model.valuesThatMatter().stream().anyMatch(n -> e.getMessage().contains("\"" + n + "\""));
    if (lowering.isPresent() && matters && lowering.get().isDecided(x, typed)) {
      attempts.complain(
          new Complaint("undefined, but decided", Attempts.operator(e), e.getMessage()));
    }
  }

  private void compare(double[] x, Evaluation real, LoweringComparison network) {
    RunningError.Layers layers = network.layers(x);
    Optional<Reading.Range> broken = network.brokenRange(layers);
    if (broken.isPresent()) {
      String why = broken.get().why().replaceAll("\\d+", "#");
      tally.count("outside of what is taken for granted: " + why);
      return;
    }
    network
        .values(real, layers)
        .or(() -> network.output(x, real.outputs().get(0)))
        .ifPresent(attempts::complain);
    for (OnnxNode node : model.nodes()) {
      if (node.outputs().stream().anyMatch(name -> network.isSharp(name, layers, real))) {
        tally.count(node.qualifiedOperator(), Tally.Column.LOWERED_COMPARED);
      }
    }
  }
}
