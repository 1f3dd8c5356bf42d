package org.plumbline.soundness.fuzz.reading;

import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.PointEnclosure;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Reading;
import org.plumbline.reference.Evaluation;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.soundness.fuzz.Complaint;
import org.plumbline.specs.replay.RunningError;

/**
 * A lowered network against the second reading of its model, as real numbers, at points. Both state
 * how far their values may be from the exact ones, so that what differs by more is wrong in one of
 * them, whatever was rounded.
 */
final class LoweringComparison {
  /** What is known to fewer digits is not counted as compared. */
  private static final double SHARP = 1e-3;

  private final Network network;
  private final RunningError running;
  private final PointEnclosure enclosure;

  LoweringComparison(Network network) {
    this.network = network;
    this.running = new RunningError(network);
    this.enclosure = PointEnclosure.of(network, Semantics.REAL);
  }

  /** Values of the network at a point. */
  RunningError.Layers layers(double[] x) {
    return running.layers(x, new double[x.length]);
  }

  /**
   * The first range without which the network is not the model, of those that do not hold. An error
   * bound that is not known proves nothing.
   */
  Optional<Reading.Range> brokenRange(RunningError.Layers layers) {
    for (Reading.Range range : network.reading().ranges()) {
      double[] values = layers.values()[range.layer()];
      double[] errors = layers.errors()[range.layer()];
      for (int i = 0; i < errors.length; i++) {
        boolean isNeeded = range.need() == Reading.Need.ALWAYS;
        if (isNeeded && !range.contains(values[i] - errors[i], values[i] + errors[i])) {
          return Optional.of(range);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Whether anything could be proved of the output at a point, where it is not defined.
   *
   * @param typed what arithmetic of IEEE 754 makes of the output, if it makes anything
   */
  boolean isDecided(double[] x, Optional<ReferenceTensor> typed) {
    Optional<List<Box>> boxes = enclosure.at(x);
    if (boxes.isEmpty()) {
      return false;
    }
    Box output = boxes.get().get(network.outputIndex());
    for (int i = 0; i < output.size(); i++) {
      boolean isBounded = Double.isFinite(output.lower()[i]) || Double.isFinite(output.upper()[i]);
      boolean isNumber = typed.isPresent() && !Double.isNaN(typed.get().value(i));
      if (isBounded && !isNumber) {
        return true;
      }
    }
    return false;
  }

  /** All values that layers hold, and the output. */
  Optional<Complaint> values(Evaluation evaluation, RunningError.Layers layers) {
    for (String name : evaluation.names()) {
      Integer layer = network.reading().tensors().get(name);
      if (layer != null) {
        String place = evaluation.place(name);
        String operator = place.substring(place.indexOf('(') + 1, place.length() - 1);
        Optional<Complaint> found = compare(operator, layer, layers, evaluation.value(name));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return compare("output", network.outputIndex(), layers, evaluation.outputs().get(0));
  }

  private static Optional<Complaint> compare(
      String where, int layer, RunningError.Layers layers, ReferenceTensor tensor) {
    double[] computed = layers.values()[layer];
    double[] errors = layers.errors()[layer];
    if (tensor.size() != errors.length) {
      return complaint(where, errors.length + " elements", tensor);
    }
    for (int i = 0; i < errors.length; i++) {
      double distance = Math.abs(computed[i] - number(tensor, i));
      if (distance > allowed(errors[i], tensor, i)) {
        return complaint(where, "element " + i + ": " + computed[i] + " ± " + errors[i], tensor);
      }
    }
    return Optional.empty();
  }

  private static Optional<Complaint> complaint(
      String where, String lowered, ReferenceTensor tensor) {
    return Optional.of(
        new Complaint(
            "lowering and second reading differ", where, lowered + " instead of " + tensor));
  }

  private static double allowed(double error, ReferenceTensor tensor, int i) {
    double radius = tensor.isReal() ? tensor.radius(i) : Math.abs(tensor.value(i)) * 0x1p-53;
    return (error + radius) * (1 + 0x1p-20) + Double.MIN_NORMAL;
  }

  /** Whether both know a value well enough for the comparison to tell something. */
  boolean isSharp(String name, RunningError.Layers layers, Evaluation evaluation) {
    Integer layer = network.reading().tensors().get(name);
    if (layer == null || !evaluation.names().contains(name)) {
      return false;
    }
    ReferenceTensor tensor = evaluation.value(name);
    for (int i = 0; i < tensor.size(); i++) {
      double size = Math.max(1, Math.abs(number(tensor, i)));
      if (!(allowed(layers.errors()[layer][i], tensor, i) <= SHARP * size)) {
        return false;
      }
    }
    return true;
  }

  /** The output has to lie in the box that certificates start from. */
  Optional<Complaint> output(double[] x, ReferenceTensor tensor) {
    Optional<List<Box>> boxes = enclosure.at(x);
    if (boxes.isEmpty()) {
      return Optional.empty();
    }
    Box box = boxes.get().get(network.outputIndex());
    for (int i = 0; i < box.size(); i++) {
      double value = number(tensor, i);
      double radius = allowed(0, tensor, i);
      if (value + radius < box.lower()[i] || value - radius > box.upper()[i]) {
        return Optional.of(
            new Complaint(
                "enclosure and second reading differ", "output", box + " instead of " + tensor));
      }
    }
    return Optional.empty();
  }

  private static double number(ReferenceTensor tensor, int i) {
    if (tensor.isReal()) {
      return tensor.value(i);
    }
    long integer = tensor.integer(i);
    boolean isAboveLong = tensor.type() == ElementType.UINT64 && integer < 0;
    return isAboveLong ? integer + 0x1p64 : integer;
  }
}
