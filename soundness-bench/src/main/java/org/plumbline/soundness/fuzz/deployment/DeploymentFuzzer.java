package org.plumbline.soundness.fuzz.deployment;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.soundness.deployment.OnnxRuntime;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.soundness.fuzz.Finding;
import org.plumbline.soundness.fuzz.Fuzzer;
import org.plumbline.soundness.fuzz.graph.Case;
import org.plumbline.soundness.fuzz.graph.DeployedModels;
import org.plumbline.soundness.fuzz.graph.Points;
import org.plumbline.soundness.fuzz.graph.RandomModel;

/**
 * Random models in ONNX Runtime, with all its optimisations or some, subnormal numbers kept or
 * flushed: what comes out lies where certificates about float32 say, at points and over small
 * boxes.
 */
public final class DeploymentFuzzer implements Fuzzer {
  private static final int POINTS = 8;

  private final OnnxRuntime runtime;
  private final Events events = new Events();
  private long models;

  public DeploymentFuzzer(OnnxRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Optional<Finding> look(long seed) {
    RandomModel model = DeployedModels.of(seed);
    models++;
    return new DeploymentCheck(runtime, events, model)
        .at(Points.of(model.input(), POINTS, seed))
        .map(found -> new Finding(seed, found.complaint(), new Case(model, found.point())));
  }

  @Override
  public Optional<Complaint> complaint(Case some) {
    try {
      return new DeploymentCheck(runtime, new Events(), some.model())
          .at(List.of(some.point()))
          .map(DeploymentCheck.Found::complaint);
    } catch (RuntimeException e) {
      // A step of the shrinker has made no model.
      return Optional.empty();
    }
  }

  /** How often something happened. */
  Events events() {
    return events;
  }

  @Override
  public String summary() {
    return events.table() + String.format(Locale.ROOT, "%,d models of %d points%n", models, POINTS);
  }
}
