package org.plumbline.certificates.check;

import org.plumbline.certificates.slope.SlopeGuess;
import org.plumbline.certificates.slope.TableSlopes;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Two lines per activation neuron that enclose it between its present bounds. A ReLU with l &lt; 0
 * &lt; u lies below its chord {@code u/(u − l)·(z − l)} and above {@code αz} for any α in [0, 1];
 * the others lie where {@link Curve} proves the offset of a slope, and steps between two constants
 * where binary32 decides what they see. Slopes are only ever guessed: every slope gives a line that
 * holds.
 */
final class Relaxations {
  private final CheckedNetwork network;
  private final Lines[] lines;
  private final Planes[] planes;
  private final JointProducts[] joint;

  Relaxations(CheckedNetwork network) {
    this.network = network;
    this.lines = new Lines[network.depth()];
    this.planes = new Planes[network.depth()];
    this.joint = new JointProducts[network.depth()];
  }

  /** The lines of one layer, below and above each neuron. */
  record Lines(
      double[] lowerSlope, double[] lowerOffset, double[] upperSlope, double[] upperOffset) {
    Lines(int neurons) {
      this(new double[neurons], new double[neurons], new double[neurons], new double[neurons]);
    }

    private void set(int i, double belowSlope, double below, double aboveSlope, double above) {
      lowerSlope[i] = belowSlope;
      lowerOffset[i] = below;
      upperSlope[i] = aboveSlope;
      upperOffset[i] = above;
    }
  }

  Lines of(int layer) {
    return lines[layer];
  }

  /** The planes of a layer that reads pairs. */
  Planes planes(int layer) {
    return planes[layer];
  }

  /** The products of a layer together, or null if nothing is known of them. */
  JointProducts joint(int layer) {
    return joint[layer];
  }

  /** Makes all lines and planes from the bounds of a node, and of the factors of products. */
  void prepare(NodeBounds bounds, FactorForms factors) {
    for (int k = 1; k < network.depth(); k++) {
      prepare(k, bounds, false);
      if (network.layer(k) instanceof ProductLayer product) {
        joint[k] = JointProducts.of(product, bounds, factors);
      }
    }
  }

  /** Makes the lines or planes of a layer, if it has any, from the bounds of what it reads. */
  void prepare(int k, NodeBounds bounds, boolean isParallel) {
    joint[k] = null;
    if (network.tables(k) != null) {
      tables(k, network.tables(k), bounds, isParallel);
    } else if (network.layer(k) instanceof ActivationLayer act) {
      activation(k, act, bounds, isParallel);
    } else if (network.layer(k) instanceof ProductLayer product) {
      Planes made = planesOf(k);
      for (int i = 0; i < product.size(); i++) {
        int left = product.left();
        int right = product.right();
        made.product(
            i,
            bounds.lower(left, i),
            bounds.upper(left, i),
            bounds.lower(right, i),
            bounds.upper(right, i));
      }
    } else if (network.layer(k) instanceof ReluDifferenceLayer difference) {
      Planes made = planesOf(k);
      for (int i = 0; i < difference.size(); i++) {
        int base = difference.base();
        int change = difference.change();
        made.difference(
            i,
            bounds.lower(base, i),
            bounds.upper(base, i),
            bounds.lower(change, i),
            bounds.upper(change, i),
            isParallel);
      }
    }
  }

  private Planes planesOf(int k) {
    if (planes[k] == null) {
      planes[k] = new Planes(network.layer(k).size());
    }
    return planes[k];
  }

  private void activation(int k, ActivationLayer act, NodeBounds bounds, boolean isParallel) {
    if (lines[k] == null) {
      lines[k] = new Lines(act.size());
    }
    Curve curve = new Curve(act.activation());
    boolean isFlat = network.isFloat32() && Float32Coverage.isStep(act);
    for (int i = 0; i < act.size(); i++) {
      double low = network.leastSeen(act, bounds.lower(act.source(), i));
      double high = network.greatestSeen(act, bounds.upper(act.source(), i));
      if (act.activation().kind() == Activation.Kind.RELU) {
        relu(lines[k], i, low, high, isParallel);
      } else if (isFlat || !curve.hasLines(low, high)) {
        // Low above high is an empty node: any line will do.
        lines[k].set(i, 0, curve.least(low, high), 0, curve.greatest(low, high));
      } else {
        curve(lines[k], i, act.activation(), curve, low, high, isParallel);
      }
    }
  }

  private void tables(int k, Tables tables, NodeBounds bounds, boolean isParallel) {
    if (lines[k] == null) {
      lines[k] = new Lines(bounds.size(k));
    }
    for (int i = 0; i < bounds.size(k); i++) {
      double low = bounds.lower(tables.source(), tables.neuron(i));
      double high = bounds.upper(tables.source(), tables.neuron(i));
      Table table = tables.table(i);
      double[] x = table.points(low, high);
      double[] y = table.values(low, high);
      double below = isParallel ? TableSlopes.parallel(x, y) : TableSlopes.of(x, y, 1);
      double above = isParallel ? below : TableSlopes.of(x, y, -1);
      double least = table.leastAbove(below, low, high);
      lines[k].set(i, below, least, above, table.greatestAbove(above, low, high));
    }
  }

  private static void relu(Lines to, int i, double low, double high, boolean isParallel) {
    if (low >= 0) {
      to.set(i, 1, 0, 1, 0);
    } else if (high <= 0) {
      to.set(i, 0, 0, 0, 0);
    } else {
      double slope = high / (high - low);
      double atLow = Roundoff.above(-slope, low, 0);
      double atHigh = Roundoff.above(-slope, high, high);
      double alpha = isParallel ? slope : high > -low ? 1 : 0;
      to.set(i, alpha, 0, slope, Math.max(atLow, atHigh));
    }
  }

  private static void curve(
      Lines to, int i, Activation act, Curve curve, double low, double high, boolean isParallel) {
    double below =
        isParallel ? SlopeGuess.parallel(act, low, high) : SlopeGuess.below(act, low, high);
    double above = isParallel ? below : SlopeGuess.above(act, low, high);
    double least = curve.leastAbove(below, low, high);
    to.set(i, below, least, above, curve.greatestAbove(above, low, high));
  }
}
