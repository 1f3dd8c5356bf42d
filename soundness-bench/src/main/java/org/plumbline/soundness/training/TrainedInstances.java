package org.plumbline.soundness.training;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.instance.Answer;
import org.plumbline.soundness.instance.ExactSlack;
import org.plumbline.soundness.instance.Float32Run;
import org.plumbline.soundness.instance.Instance;
import org.plumbline.soundness.instance.Truth;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

/**
 * The instances of a trained model: one for each planted point that stayed hidden. Every point is
 * replayed again, whatever the record says.
 */
public final class TrainedInstances {
  private TrainedInstances() {}

  /**
   * In the order of the boxes.
   *
   * @throws IllegalStateException when a planted point does not violate: the record is not of this
   *     network
   */
  public static List<Instance> of(TrainedRecord record, OnnxModel model) {
    Network network = new OnnxLowering(model).lower();
    List<Instance> instances = new ArrayList<>();
    for (int k = 0; k < record.boxes().size(); k++) {
      TrainedRecord.Box box = record.boxes().get(k);
      if (box.isHidden()) {
        String name = String.format(Locale.ROOT, "%s-%02d", record.name(), k);
        Property property = box.point().property();
        Answer answer = answer(name, network, property, box);
        instances.add(new Instance(name, record.architecture().text(), model, property, answer));
      }
    }
    return instances;
  }

  private static Answer answer(
      String name, Network network, Property property, TrainedRecord.Box box) {
    double[] planted = box.point().planted();
    Counterexample replay =
        new CounterexampleChecker(Query.of(network, property))
            .check(planted)
            .filter(Counterexample::isViolation)
            .orElseThrow(
                () -> new IllegalStateException(name + ": the planted point does not violate"));
    BigDecimal slack =
        network.isPiecewiseLinear()
            ? ExactSlack.of(network, property, planted).orElseThrow()
            : new BigDecimal(replay.margin());
    boolean isDeployed = Float32Run.isUnsafe(network, property, planted);
    Optional<BigDecimal[]> exact = Optional.of(ExactSlack.exact(planted));
    return new Answer(
        Truth.SAT,
        isDeployed ? Truth.SAT : Truth.UNSTATED,
        exact,
        isDeployed ? exact : Optional.empty(),
        Optional.of(slack),
        proof(network, box));
  }

  private static String proof(Network network, TrainedRecord.Box box) {
    return String.format(
        Locale.ROOT,
        "the planted point, replayed %s; hidden from %,d evaluations by gradient descent",
        network.isPiecewiseLinear() ? "without rounding" : "with a bound on every error",
        box.evaluations());
  }
}
