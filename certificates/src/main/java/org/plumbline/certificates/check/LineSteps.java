package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;

/**
 * How {@link PassedFunctions} go back through functions of one number each, by the line below where
 * a coefficient is positive and the one above where it is negative.
 */
final class LineSteps {
  private final CheckedNetwork network;
  private final NodeBounds bounds;
  private final RoundingCharges charges;
  private final Relaxations lines;
  private final PassedFunctions functions;
  private final List<BoundRequest> requests;
  private final ChosenSlopes slopes;

  LineSteps(
      CheckedNetwork network,
      NodeBounds bounds,
      RoundingCharges charges,
      Relaxations lines,
      PassedFunctions functions,
      List<BoundRequest> requests,
      ChosenSlopes slopes) {
    this.network = network;
    this.bounds = bounds;
    this.charges = charges;
    this.lines = lines;
    this.functions = functions;
    this.requests = requests;
    this.slopes = slopes;
  }

  /** {@code a·f(t)} is at least a times the line below f, or above it where a is negative. */
  void tables(int k, Tables tables) {
    CoefficientBlock block = functions.of(k);
    CoefficientBlock to = functions.open(tables.source());
    double[] a = block.values();
    double[] below = to.values();
    Relaxations.Lines line = lines.of(k);
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      to.touch(tables.neuron(i));
      double charge = charges.addition(tables.source(), tables.neuron(i));
      for (int r = 0; r < functions.count(); r++) {
        double c = a[i * functions.width() + r];
        if (c != 0) {
          double slope = c > 0 ? line.lowerSlope()[i] : line.upperSlope()[i];
          functions.lost()[r] += Math.abs(c) * charges.rate(k, i);
          below[tables.neuron(i) * functions.width() + r] += moved(r, c, slope, charge, line, i);
        }
      }
      functions.added(1);
    }
  }

  void activation(int k, ActivationLayer act) {
    CoefficientBlock block = functions.of(k);
    CoefficientBlock to = functions.open(act.source());
    double[] a = block.values();
    double[] below = to.values();
    Relaxations.Lines line = lines.of(k);
    boolean isRelu = act.activation().kind() == Activation.Kind.RELU;
    ChosenLines fans = isRelu ? null : new ChosenLines(network, act, bounds);
    if (isRelu) {
      phases(act.source(), block);
    }
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      to.touch(i);
      double charge = charges.addition(act.source(), i);
      boolean isOpen = bounds.lower(act.source(), i) < 0 && bounds.upper(act.source(), i) > 0;
      int position = isRelu && !isOpen ? -1 : slopes.position(k, i);
      for (int r = 0; r < functions.count(); r++) {
        double c = a[i * functions.width() + r];
        if (c == 0) {
          continue;
        }
        if (!isRelu && fans.choose(slopes.choice(r, position), i)) {
          double offset = c * fans.offset(c > 0);
          below[i * functions.width() + r] +=
              functions.moved(r, c, fans.slope(), charge, offset, offset);
          continue;
        }
        double slope =
            c > 0 && isRelu
                ? slopes.slope(r, position, line.lowerSlope()[i])
                : c > 0 ? line.lowerSlope()[i] : line.upperSlope()[i];
        below[i * functions.width() + r] += moved(r, c, slope, charge, line, i);
      }
      functions.added(1);
    }
  }

  /** Where a ReLU has a phase, {@code a·relu(z)} is {@code a·z} for z ≥ 0, and 0 for z ≤ 0. */
  private void phases(int source, CoefficientBlock block) {
    for (int r = 0; r < functions.count(); r++) {
      for (BoundRequest.SplitTerm phase : requests.get(r).phases()) {
        int at = phase.neuron() * functions.width() + r;
        if (phase.layer() == source && block.values()[at] != 0) {
          if (phase.sign() < 0) {
            functions.add(r, source, phase.neuron(), block.values()[at]);
            functions.added(1);
          }
          block.values()[at] = 0;
        }
      }
    }
  }

  /** What a coefficient becomes by a slope; offsets of the lines and the charge are taken. */
  private double moved(
      int r, double c, double slope, double charge, Relaxations.Lines line, int i) {
    double near = c > 0 ? line.lowerOffset()[i] : line.upperOffset()[i];
    double far = c > 0 ? line.upperOffset()[i] : line.lowerOffset()[i];
    return functions.moved(r, c, slope, charge, c * near, c * far);
  }
}
