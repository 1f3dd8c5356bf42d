package org.plumbline.soundness.fuzz.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.PointEnclosure;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.OnnxReader;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.deployment.DeployedModel;
import org.plumbline.soundness.deployment.Deployment;
import org.plumbline.soundness.deployment.DeploymentException;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.graph.RandomModel;

/** What a runtime makes of one model, against what certificates say of its float32 numbers. */
final class DeploymentCheck {
  private static final int POINTS_OF_BOX = 4;

  private final OnnxRuntime runtime;
  private final Events events;
  private final RandomModel model;

  DeploymentCheck(OnnxRuntime runtime, Events events, RandomModel model) {
    this.runtime = runtime;
    this.events = events;
    this.model = model;
  }

  /**
   * What is compared: an enclosure of the outputs at a point.
   *
   * @param centre of the box that it is one of the points of
   */
  private record Expectation(double[] centre, double[] point, Box output) {}

  /** A complaint, and the point to look at. */
  record Found(Complaint complaint, double[] point) {}

  /** What is wrong at some of these points or next to them, if anything is. */
  Optional<Found> at(List<double[]> points) {
    List<Expectation> expected = expectations(points);
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    model.nodes().forEach(node -> events.count("operator " + node.operator()));
    byte[] bytes = model.bytes();
    for (Deployment deployment : Deployment.all()) {
      try (DeployedModel deployed = runtime.open(bytes, deployment)) {
        Optional<Found> found = compare(deployed, deployment, expected);
        if (found.isPresent()) {
          return found;
        }
      } catch (DeploymentException e) {
        events.count("runtime refuses: " + e.getMessage().replaceAll("(?s)[:'\"].*|\\d+", ""));
        return Optional.empty();
      }
    }
    events.count("MODELS COMPARED");
    return Optional.empty();
  }

  private List<Expectation> expectations(List<double[]> points) {
    try {
      Network network = new OnnxLowering(OnnxReader.parse("random.onnx", model.bytes())).lower();
      PointEnclosure enclosure = PointEnclosure.of(network, Semantics.FLOAT32);
      List<Expectation> expected = new ArrayList<>();
      points.forEach(x -> expect(network, enclosure, x, expected));
      return expected;
    } catch (ParseException | UnsupportedOperatorException e) {
      events.count("not lowered");
    } catch (IllegalArgumentException e) {
      events.count("gap: " + gap(e.getMessage()));
    }
    return List.of();
  }

  private String gap(String message) {
    String operators = "";
    for (OnnxNode node : model.nodes()) {
      operators += message.contains("\"" + node.name() + "\"") ? node.operator() : "";
    }
    return operators + " " + message.replaceAll("\"[^\"]*\"|\\d+", "#");
  }

  private void expect(
      Network network, PointEnclosure enclosure, double[] x, List<Expectation> expected) {
    int output = network.outputIndex();
    Optional<List<Box>> here = enclosure.at(x);
    events.count(here.isPresent() ? "POINTS ENCLOSED" : "points that may overflow");
    here.ifPresent(boxes -> expected.add(new Expectation(x, x, boxes.get(output))));
    SmallBox small = new SmallBox(x);
    Optional<List<Box>> around = enclosure.over(small.box());
    if (around.isPresent()) {
      events.count("BOXES ENCLOSED");
      for (double[] point : small.points(POINTS_OF_BOX)) {
        expected.add(new Expectation(x, point, around.get().get(output)));
      }
    }
  }

  private static Optional<Found> compare(
      DeployedModel deployed, Deployment deployment, List<Expectation> expected) {
    for (Expectation expectation : expected) {
      ReferenceTensor y = deployed.run(expectation.point()).values().iterator().next();
      Box box = expectation.output();
      for (int i = 0; i < box.size(); i++) {
        double value = y.isReal() ? y.value(i) : y.integer(i);
        if (!(value >= box.lower()[i] && value <= box.upper()[i]) || Double.isInfinite(value)) {
          String what =
              "output %d is %s, not in [%s, %s]"
                  .formatted(i, value, box.lower()[i], box.upper()[i]);
          String kind = Double.isFinite(value) ? "outside of the enclosure" : "no finite number";
          Complaint complaint = new Complaint(kind, deployment.toString(), what);
          return Optional.of(new Found(complaint, expectation.centre()));
        }
      }
    }
    return Optional.empty();
  }
}
