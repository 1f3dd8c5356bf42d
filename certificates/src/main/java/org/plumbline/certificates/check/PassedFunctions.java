package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some linear functions on their way back through a network: coefficients of the layers still to
 * come, a constant, and what rounding may have cost so far,
 *
 * <pre>function ≥ Σₖ aₖ·zₖ + constant − lost</pre>
 *
 * of which {@link BackwardPass} says why it holds. Where both sides are asked for, a second
 * constant belongs to the bound from above.
 */
final class PassedFunctions {
  private static final int WIDTH = CoefficientBlock.WIDTH;

  private final CheckedNetwork network;
  private final NodeBounds bounds;
  private final RoundingCharges charges;
  private final CoefficientBlock[] coefficients;
  private final int width;
  private final int count;
  private final boolean isTwoSided;
  private final boolean[] isReached;
  private final boolean[] isPending;
  private final double[] constant = new double[WIDTH];
  private final double[] above = new double[WIDTH];
  private final double[] size = new double[WIDTH];
  private final double[] lost = new double[WIDTH];
  private final double[] lower = new double[WIDTH];
  private final double[] upper = new double[WIDTH];
  private long additions = 4;

  /**
   * Functions that are 0.
   *
   * @param workspace whose coefficients are made when needed
   */
  PassedFunctions(
      CheckedNetwork network,
      NodeBounds bounds,
      RoundingCharges charges,
      Workspaces.Workspace workspace,
      int count,
      boolean isTwoSided) {
    this.network = network;
    this.bounds = bounds;
    this.charges = charges;
    this.count = count;
    this.width = count == 1 ? 1 : WIDTH;
    this.coefficients = width == 1 ? workspace.ofOne() : workspace.ofMany();
    this.isTwoSided = isTwoSided;
    this.isReached = new boolean[network.depth()];
    this.isPending = new boolean[network.depth()];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
  }

  /** How many functions there are. */
  int count() {
    return count;
  }

  /** How many functions a block has room for. */
  int width() {
    return width;
  }

  boolean isTwoSided() {
    return isTwoSided;
  }

  /** What rounding may have cost each function so far, to be added to. */
  double[] lost() {
    return lost;
  }

  /** Whether a function has coefficients of a layer. */
  boolean reaches(int k) {
    return isReached[k];
  }

  /** The coefficients of a layer, which moves on. */
  CoefficientBlock of(int k) {
    return coefficients[k];
  }

  /** Says that the coefficients of a layer have moved on. */
  void pass(int k) {
    isPending[k] = false;
  }

  /** Counts additions to a constant. */
  void added(long more) {
    additions += more;
  }

  /** The coefficients of a layer, to be added to. */
  CoefficientBlock open(int k) {
    if (!isReached[k]) {
      isReached[k] = true;
      isPending[k] = true;
      if (coefficients[k] == null) {
        coefficients[k] = new CoefficientBlock(network.layer(k).size(), width);
      } else {
        coefficients[k].clear();
      }
    }
    return coefficients[k];
  }

  void add(int r, int layer, int neuron, double a) {
    CoefficientBlock block = open(layer);
    block.touch(neuron);
    block.values()[neuron * width + r] += a;
    lost[r] += Math.abs(a) * charges.addition(layer, neuron);
  }

  /** The nearer value where the bound from below ends, the farther for the one from above. */
  void addConstant(int r, double near, double far) {
    constant[r] += near;
    size[r] += Math.abs(near);
    if (isTwoSided) {
      above[r] += far;
      size[r] += Math.abs(far);
    }
  }

  /** What a coefficient becomes by a slope; constants and the charge are taken. */
  double moved(int r, double c, double slope, double charge, double near, double far) {
    double moved = c * slope;
    lost[r] += Math.abs(moved) * charge;
    addConstant(r, near, far);
    return moved;
  }

  /** Takes the least value over the bounds of the layers up to k that are still to come. */
  void concretise(int k) {
    Extremes extremes = new Extremes(isTwoSided);
    for (int j = 0; j <= k; j++) {
      if (isPending[j]) {
        extremes.add(coefficients[j], j, bounds, count);
      }
    }
    for (int r = 0; r < count; r++) {
      double below = Roundoff.plus(extremes.least(r), safe(constant[r], r));
      lower[r] = Roundoff.greater(lower[r], below);
      if (isTwoSided) {
        double over = Roundoff.plus(extremes.negatedMost(r), safe(-above[r], r));
        upper[r] = -Roundoff.greater(-upper[r], over);
      }
    }
  }

  /** As functions of the inputs, once all other layers have passed. */
  List<BackwardPass.Form> forms() {
    List<BackwardPass.Form> forms = new ArrayList<>();
    int inputs = network.layer(0).size();
    double[] values = coefficients[0].values();
    for (int r = 0; r < count; r++) {
      double[] form = new double[inputs];
      for (int j = 0; j < inputs; j++) {
        form[j] = values[j * width + r];
      }
      double most = isTwoSided ? -safe(-above[r], r) : Double.NaN;
      double high = isTwoSided ? upper[r] : Double.NaN;
      forms.add(new BackwardPass.Form(form, safe(constant[r], r), most, lower[r], high));
    }
    return forms;
  }

  /** The constant less all that was lost. */
  private double safe(double c, int r) {
    double safe = c - Roundoff.inflate(lost[r] + Roundoff.gamma(additions * 2.0 + 8) * size[r]);
    return safe - Math.abs(safe) * 0x1p-51;
  }
}
