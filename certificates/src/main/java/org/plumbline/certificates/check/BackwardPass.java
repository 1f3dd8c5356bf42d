package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Lower bounds of linear functions of neurons over a node: coefficients move from layer to layer to
 * the inputs; on the way and there the least value over the bounds is plain. At every point of the
 * node,
 *
 * <pre>function ≥ Σₖ aₖ·zₖ + constant − lost</pre>
 *
 * with the computed aₖ and constant taken as exact numbers, and k over the layers still to come.
 * Each step keeps it: an affine layer replaces z by what it equals, an activation by the line that
 * lies below {@code a·σ(z)}, a split adds a number that is at most 0 in the node. What rounding
 * breaks is added to {@code lost}, see {@link RoundingCharges}. Requests go through in blocks.
 */
final class BackwardPass {
  private static final int WIDTH = CoefficientBlock.WIDTH;
  private static final boolean[] NONE = new boolean[WIDTH];

  private final CheckedNetwork network;
  private final NodeBounds bounds;
  private final RoundingCharges charges;
  private final Relaxations lines;
  private final CoefficientBlock[] coefficients;
  private final int width;
  private final List<BoundRequest> requests;
  private final int count;
  private final ChosenSlopes slopes;
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
   * A pass for at most {@link CoefficientBlock#WIDTH} requests.
   *
   * @param lines of the bounds
   * @param requests whose slopes, where they have some, are of the same neurons
   * @param workspace whose coefficients are made when needed
   * @param isTwoSided bounds from above as well, which takes lines that are parallel, and no
   *     splits: the coefficients are then the same
   * @throws IllegalArgumentException if a request for both has slopes of its own, or splits
   */
  BackwardPass(
      CheckedNetwork network,
      NodeBounds bounds,
      RoundingCharges charges,
      Relaxations lines,
      Workspaces.Workspace workspace,
      List<BoundRequest> requests,
      boolean isTwoSided) {
    if (isTwoSided && !requests.stream().allMatch(BoundRequest::hasGuessesOnly)) {
      throw new IllegalArgumentException("slopes or splits in a pass from both sides");
    }
    this.network = network;
    this.bounds = bounds;
    this.charges = charges;
    this.lines = lines;
    this.requests = requests;
    this.count = requests.size();
    this.width = count == 1 ? 1 : WIDTH;
    this.coefficients = width == 1 ? workspace.ofOne() : workspace.ofMany();
    this.slopes = new ChosenSlopes(requests);
    this.isTwoSided = isTwoSided;
    this.isReached = new boolean[network.depth()];
    this.isPending = new boolean[network.depth()];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
  }

  /**
   * A linear function of the inputs that is below the one asked for, everywhere in the node.
   *
   * @param constant with which the form is below
   * @param most with which it is above if both sides were asked for, or NaN
   * @param lower at most the function, or NaN where nothing is known
   * @param upper at least the function if both sides were asked for, or NaN
   */
  record Form(double[] coefficients, double constant, double most, double lower, double upper) {}

  /** The forms of the requests; to be called once. */
  List<Form> forms() {
    for (int r = 0; r < requests.size(); r++) {
      BoundRequest request = requests.get(r);
      for (int t = 0; t < request.layer().length; t++) {
        add(r, request.layer()[t], request.neuron()[t], request.coefficient()[t]);
      }
    }
    for (int k = network.depth() - 1; k >= 0; k--) {
      for (int r = 0; r < requests.size(); r++) {
        addSplits(r, k);
      }
      if (k == 0) {
        open(0);
      }
      if (isReached[k]) {
        step(k);
        isPending[k] = false;
      }
    }
    List<Form> forms = new ArrayList<>();
    for (int r = 0; r < requests.size(); r++) {
      double[] form = new double[network.layer(0).size()];
      for (int j = 0; j < form.length; j++) {
        form[j] = coefficients[0].values()[j * width + r];
      }
      double most = isTwoSided ? -safe(-above[r], r) : Double.NaN;
      double high = isTwoSided ? upper[r] : Double.NaN;
      forms.add(new Form(form, safe(constant[r], r), most, lower[r], high));
    }
    return forms;
  }

  private CoefficientBlock open(int k) {
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

  private void add(int r, int layer, int neuron, double a) {
    CoefficientBlock block = open(layer);
    block.touch(neuron);
    block.values()[neuron * width + r] += a;
    lost[r] += Math.abs(a) * charges.addition(layer, neuron);
  }

  /** The nearer value where the bound from below ends, the farther for the one from above. */
  private void addConstant(int r, double near, double far) {
    constant[r] += near;
    size[r] += Math.abs(near);
    if (isTwoSided) {
      above[r] += far;
      size[r] += Math.abs(far);
    }
  }

  private void addSplits(int r, int k) {
    if (requests.get(r).multipliers() == null) {
      return;
    }
    for (BoundRequest.SplitTerm term : requests.get(r).multipliers()) {
      if (term.layer() == k && term.beta() != 0) {
        double a = term.sign() * term.beta();
        add(r, k, term.neuron(), a);
        addConstant(r, -a * term.point(), -a * term.point());
        additions++;
      }
    }
  }

  /** The bound is taken before what may lose something. */
  private void step(int k) {
    for (int r = 0; r < requests.size(); r++) {
      lost[r] += charges.underflow(k);
    }
    if (network.affine(k) == null || network.tables(k) != null) {
      concretise(k);
    }
    network.layer(k).accept(new Step(k));
  }

  /** Moves the coefficients of layer k on. */
  private final class Step implements LayerVisitor<Void> {
    private final int k;

    Step(int k) {
      this.k = k;
    }

    @Override
    public Void visitInput(InputLayer layer) {
      return null;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      if (network.tables(k) == null) {
        affine(k, network.affine(k));
      } else {
        tables(k, network.tables(k));
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      activation(k, layer);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      planes(k, layer.left(), layer.right(), together(k, layer));
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      planes(k, layer.base(), layer.change(), NONE);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maximum(k, layer);
      return null;
    }
  }

  private void affine(int k, AffineRows affine) {
    CoefficientBlock block = coefficients[k];
    double[] a = block.values();
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      double rate = charges.rate(k, i);
      double bias = affine.bias(i);
      for (int r = 0; r < count; r++) {
        double c = a[i * width + r];
        lost[r] += Math.abs(c) * rate;
        if (bias != 0) {
          addConstant(r, c * bias, c * bias);
        }
      }
      additions++;
    }
    for (int t = 0; t < affine.terms(); t++) {
      affine.addTransposed(t, block, open(affine.source(t)));
    }
  }

  /** {@code a·f(t)} is at least a times the line below f, or above it where a is negative. */
  private void tables(int k, Tables tables) {
    CoefficientBlock block = coefficients[k];
    CoefficientBlock to = open(tables.source());
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
      for (int r = 0; r < requests.size(); r++) {
        double c = a[i * width + r];
        if (c != 0) {
          double slope = c > 0 ? line.lowerSlope()[i] : line.upperSlope()[i];
          lost[r] += Math.abs(c) * charges.rate(k, i);
          below[tables.neuron(i) * width + r] += moved(r, c, slope, charge, line, i);
        }
      }
      additions++;
    }
  }

  private void activation(int k, ActivationLayer act) {
    CoefficientBlock block = coefficients[k];
    CoefficientBlock to = open(act.source());
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
      for (int r = 0; r < count; r++) {
        double c = a[i * width + r];
        if (c == 0) {
          continue;
        }
        if (!isRelu && fans.choose(slopes.choice(r, position), i)) {
          double offset = c * fans.offset(c > 0);
          below[i * width + r] += moved(r, c, fans.slope(), charge, offset, offset);
          continue;
        }
        double slope =
            c > 0 && isRelu
                ? slopes.slope(r, position, line.lowerSlope()[i])
                : c > 0 ? line.lowerSlope()[i] : line.upperSlope()[i];
        below[i * width + r] += moved(r, c, slope, charge, line, i);
      }
      additions++;
    }
  }

  /** Where a ReLU has a phase, {@code a·relu(z)} is {@code a·z} for z ≥ 0, and 0 for z ≤ 0. */
  private void phases(int source, CoefficientBlock block) {
    for (int r = 0; r < requests.size(); r++) {
      for (BoundRequest.SplitTerm phase : requests.get(r).phases()) {
        int at = phase.neuron() * width + r;
        if (phase.layer() == source && block.values()[at] != 0) {
          if (phase.sign() < 0) {
            add(r, source, phase.neuron(), block.values()[at]);
            additions++;
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
    return moved(r, c, slope, charge, c * near, c * far);
  }

  private double moved(int r, double c, double slope, double charge, double near, double far) {
    double moved = c * slope;
    lost[r] += Math.abs(moved) * charge;
    addConstant(r, near, far);
    return moved;
  }

  /** {@code a·max ≥ a·member} for a ≥ 0; else a times the greatest upper bound, NaN for NaN. */
  private void maximum(int k, MaximumLayer layer) {
    CoefficientBlock block = coefficients[k];
    double[] a = block.values();
    for (int t = 0; t < block.count(); t++) {
      int g = block.neuron(t);
      if (block.isZero(g)) {
        continue;
      }
      GroupEnds ends = GroupEnds.of(layer, g, bounds);
      for (int r = 0; r < requests.size(); r++) {
        double c = a[g * width + r];
        if (c > 0 || c < 0 && ends.isDominated()) {
          add(r, layer.source(), ends.best(), c);
        } else if (c != 0) {
          addConstant(r, c * ends.most(), c * ends.most());
        }
      }
      additions++;
    }
  }

  /** Takes the sum of the products of a row as one, where that is more; true for these rows. */
  private boolean[] together(int k, ProductLayer layer) {
    boolean[] isDone = new boolean[WIDTH];
    JointProducts joint = isTwoSided ? null : lines.joint(k);
    for (int r = 0; joint != null && r < requests.size(); r++) {
      JointProducts.Moved moved =
          joint.moved(r, coefficients[k], open(layer.left()), open(layer.right()), charges);
      isDone[r] = moved != null;
      if (moved != null) {
        addConstant(r, moved.constant(), moved.constant());
        lost[r] += moved.lost();
        additions += coefficients[k].count() + 1L;
      }
    }
    return isDone;
  }

  /** {@code a·y} is at least a times the plane below y, or above it where a is negative. */
  private void planes(int k, int left, int right, boolean[] isDone) {
    CoefficientBlock block = coefficients[k];
    double[] a = block.values();
    Planes planes = lines.planes(k);
    CoefficientBlock toLeft = open(left);
    CoefficientBlock toRight = open(right);
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      toLeft.touch(i);
      toRight.touch(i);
      double chargeLeft = charges.addition(left, i);
      double chargeRight = charges.addition(right, i);
      for (int r = 0; r < count; r++) {
        int at = i * width + r;
        double c = a[at];
        if (c == 0 || isDone[r]) {
          continue;
        }
        Planes.Side near = c > 0 ? planes.below() : planes.above();
        Planes.Side far = c > 0 ? planes.above() : planes.below();
        double ofLeft = c * near.left()[i];
        double ofRight = c * near.right()[i];
        toLeft.values()[at] += ofLeft;
        toRight.values()[at] += ofRight;
        lost[r] += Math.abs(ofLeft) * chargeLeft + Math.abs(ofRight) * chargeRight;
        addConstant(r, c * near.offset()[i], c * far.offset()[i]);
      }
      additions++;
    }
  }

  /** Takes the least value over the bounds of the layers up to k that are still to come. */
  private void concretise(int k) {
    Extremes extremes = new Extremes(isTwoSided);
    for (int j = 0; j <= k; j++) {
      if (isPending[j]) {
        extremes.add(coefficients[j], j, bounds, count);
      }
    }
    for (int r = 0; r < requests.size(); r++) {
      double below = Roundoff.plus(extremes.least(r), safe(constant[r], r));
      lower[r] = Roundoff.greater(lower[r], below);
      if (isTwoSided) {
        double over = Roundoff.plus(extremes.negatedMost(r), safe(-above[r], r));
        upper[r] = -Roundoff.greater(-upper[r], over);
      }
    }
  }

  /** The constant less all that was lost. */
  private double safe(double c, int r) {
    double safe = c - Roundoff.inflate(lost[r] + Roundoff.gamma(additions * 2.0 + 8) * size[r]);
    return safe - Math.abs(safe) * 0x1p-51;
  }
}
