package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * CROWN (Zhang et al., <em>Efficient Neural Network Robustness Certification with General
 * Activation Functions</em>, NeurIPS 2018; DeepPoly's back-substitution): a linear function of a
 * layer is moved back to the input layer by layer, each activation replaced by the line that keeps
 * a lower bound.
 *
 * <p>Invariant, for real arithmetic on the left and computed numbers on the right: {@code row ≥ Σₖ
 * aₖ·yₖ + constant − lost}, where k runs over the layers still to be processed. {@link
 * ErrorCharges} says what an affine step adds to {@code lost}; an activation step adds its share of
 * the dot product with the offsets. Rows of all subproblems of a batch go through one matrix
 * product per layer. Cost per row: one backward evaluation of the network.
 */
public final class CrownPropagator {
  private final Network network;
  private final ErrorCharges charges;
  private final Gemm gemm;
  private final BatchRelaxations relaxations;
  private final MaximumRelaxation maxima = new MaximumRelaxation();
  private final double[][] coefficients;
  private final boolean[] reached;
  private double[] lost = new double[0];
  private double[] constant = new double[0];
  private Lines lines;
  private int[] lineOf;
  private JointProducts products;

  public CrownPropagator(Network network, ErrorCharges charges, Gemm gemm) {
    this.network = network;
    this.charges = charges;
    this.gemm = gemm;
    this.relaxations = new BatchRelaxations(network);
    this.coefficients = new double[network.depth()][];
    this.reached = new boolean[network.depth()];
    Arrays.setAll(coefficients, k -> new double[0]);
  }

  /** From now on products are bounded together where that is better, by zonotopes of the batch. */
  public void bindProducts(ZonotopePropagator zonotopes) {
    products = new JointProducts(zonotopes);
  }

  /** Takes over the present bounds of the layers that the given layer reads. */
  public void prepare(int layer, BatchBounds bounds) {
    relaxations.prepare(layer, bounds);
  }

  /** Bounds the rows of {@code forms}, which start from {@code startLayer}. */
  public void bound(BatchBounds bounds, int startLayer, LinearForms forms) {
    bound(bounds, startLayer, forms, relaxations.lines(), forms.owner(), null);
  }

  /**
   * Bounds rows with lines of their own.
   *
   * @param lines any valid ones
   * @param lineOf which lines each row uses
   * @param splits of the rows' subproblems, or null for none
   */
  void bound(
      BatchBounds bounds,
      int startLayer,
      LinearForms forms,
      Lines lines,
      int[] lineOf,
      SplitMultipliers splits) {
    int rows = forms.rows();
    this.lines = lines;
    this.lineOf = lineOf;
    if (lost.length < rows) {
      lost = new double[rows];
      constant = new double[rows];
    }
    Arrays.fill(lost, 0, rows, 0);
    Arrays.fill(reached, false);
    open(startLayer, rows);
    open(0, rows);
    addInto(forms.start(), coefficients[startLayer], rows * forms.startSize());
    addInto(forms.coefficients(), coefficients[0], rows * forms.inputs());
    for (int k = startLayer; k >= 1; k--) {
      if (splits != null && splits.count(k) > 0) {
        subtractSplits(k, splits, forms);
      }
      if (reached[k]) {
        charge(k, rows);
        network.layer(k).accept(new Step(k, bounds, forms));
      }
    }
    concretise(bounds, forms);
  }

  /** The lines that the present bounds give, by subproblem. */
  Lines lines() {
    return relaxations.lines();
  }

  /**
   * Coefficients {@code [rows × size]} that the last pass had at a layer; meaningful if reached.
   */
  public double[] coefficients(int layer) {
    return coefficients[layer];
  }

  /**
   * How far the planes of a neuron of a layer that reads pairs are apart at a point of its sources.
   *
   * @param at {@code b · size + i} of neuron i of subproblem b, for which they were prepared
   */
  public double gap(int layer, int at, double left, double right) {
    Lines planes = relaxations.lines();
    return (planes.upperSlope(layer)[at] - planes.lowerSlope(layer)[at]) * left
        + (planes.upperSecond(layer)[at] - planes.lowerSecond(layer)[at]) * right
        + (planes.upperOffset(layer)[at] - planes.lowerOffset(layer)[at]);
  }

  /** The same for the lines of an activation. */
  public double gap(int layer, int at, double point) {
    Lines planes = relaxations.lines();
    return (planes.upperSlope(layer)[at] - planes.lowerSlope(layer)[at]) * point
        + (planes.upperOffset(layer)[at] - planes.lowerOffset(layer)[at]);
  }

  /** Whether the last pass went through a layer. */
  public boolean reached(int layer) {
    return reached[layer];
  }

  private static void addInto(double[] from, double[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += from[i];
    }
  }

  private void open(int k, int rows) {
    if (reached[k]) {
      return;
    }
    reached[k] = true;
    int needed = rows * network.layer(k).size();
    if (coefficients[k].length < needed) {
      coefficients[k] = new double[needed];
    } else {
      Arrays.fill(coefficients[k], 0, needed, 0);
    }
  }

  /** Moves the coefficients of layer k to those it reads. */
  private final class Step implements ComputedLayerVisitor<Void> {
    private final int k;
    private final BatchBounds bounds;
    private final LinearForms forms;

    Step(int k, BatchBounds bounds, LinearForms forms) {
      this.k = k;
      this.bounds = bounds;
      this.forms = forms;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      affineStep(layer, k, forms);
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      activationStep(layer, k, forms);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      boolean isJoint = products != null && products.isKnown() && lines == relaxations.lines();
      planesStep(layer.left(), layer.right(), k, bounds, forms, isJoint ? layer : null);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      planesStep(layer.base(), layer.change(), k, bounds, forms, null);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      double[] below = into(layer.source(), layer.members().length, forms.rows());
      double[] magnitude = charges.magnitude(layer.source());
      maxima.step(layer, bounds, coefficients[k], below, forms, lost, magnitude);
      return null;
    }
  }

  /** The sum with what is there is rounded once, which the charge of the layer covers. */
  private void subtractSplits(int k, SplitMultipliers splits, LinearForms forms) {
    open(k, forms.rows());
    int n = network.layer(k).size();
    for (int s = 0; s < splits.count(k); s++) {
      double multiplier = splits.beta(k)[s] * splits.side(k)[s];
      if (multiplier != 0) {
        int r = splits.row(k)[s];
        coefficients[k][r * n + splits.neuron(k)[s]] -= multiplier;
        double term = multiplier * splits.point(k)[s];
        lost[r] += Math.abs(term) * (2 * Rounding.UNIT);
        addConstant(forms, r, term);
      }
    }
  }

  private void charge(int k, int rows) {
    int n = network.layer(k).size();
    double[] rate = charges.charge(k);
    double[] a = coefficients[k];
    for (int r = 0; r < rows; r++) {
      lost[r] += absoluteDot(a, r * n, rate, n) + charges.underflow(k);
    }
  }

  /**
   * The coefficients of a layer that a step is about to add to. What an earlier consumer left there
   * is rounded once more by the addition, and charged for.
   */
  private double[] into(int source, long summands, int rows) {
    if (!reached[source]) {
      open(source, rows);
      return coefficients[source];
    }
    double unit = Rounding.gamma(summands + 8);
    int n = network.layer(source).size();
    for (int r = 0; r < rows; r++) {
      lost[r] += unit * absoluteDot(coefficients[source], r * n, charges.magnitude(source), n);
    }
    return coefficients[source];
  }

  private static double absoluteDot(double[] a, int from, double[] rate, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += Math.abs(a[from + i]) * rate[i];
      s1 += Math.abs(a[from + i + 1]) * rate[i + 1];
      s2 += Math.abs(a[from + i + 2]) * rate[i + 2];
      s3 += Math.abs(a[from + i + 3]) * rate[i + 3];
    }
    for (; i < n; i++) {
      s0 += Math.abs(a[from + i]) * rate[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double dot(double[] a, int from, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[from + i] * b[i];
      s1 += a[from + i + 1] * b[i + 1];
      s2 += a[from + i + 2] * b[i + 2];
      s3 += a[from + i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[from + i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The least value of a row over a box. */
  private static double least(double[] a, int from, double[] low, double[] high, int at, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[from + i] * (a[from + i] >= 0 ? low : high)[at + i];
      s1 += a[from + i + 1] * (a[from + i + 1] >= 0 ? low : high)[at + i + 1];
      s2 += a[from + i + 2] * (a[from + i + 2] >= 0 ? low : high)[at + i + 2];
      s3 += a[from + i + 3] * (a[from + i + 3] >= 0 ? low : high)[at + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[from + i] * (a[from + i] >= 0 ? low : high)[at + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private void affineStep(AffineLayer affine, int k, LinearForms forms) {
    int n = affine.size();
    double[] a = coefficients[k];
    double[] bias = affine.bias();
    for (int r = 0; r < forms.rows(); r++) {
      addConstant(forms, r, dot(a, r * n, bias, n));
    }
    for (AffineLayer.Term term : affine.terms()) {
      double[] below = into(term.source(), term.map().summands(), forms.rows());
      term.map().applyTransposed(gemm, forms.rows(), a, 0, below, 0);
    }
  }

  /**
   * @param joint whose products may be bounded together, or null
   */
  private void planesStep(
      int a, int b, int k, BatchBounds bounds, LinearForms forms, ProductLayer joint) {
    double[] left = into(a, 1, forms.rows());
    double[] right = into(b, 1, forms.rows());
    double[] above = coefficients[k];
    double[] sizeOfLeft = charges.magnitude(a);
    double[] sizeOfRight = charges.magnitude(b);
    boolean[] isDone =
        joint == null
            ? null
            : products.step(
                joint, bounds, above, left, right, forms, lost, sizeOfLeft, sizeOfRight);
    int n = network.layer(k).size();
    Planes.step(
        n, k, lines, lineOf, above, left, right, forms, isDone, lost, sizeOfLeft, sizeOfRight);
  }

  private void addConstant(LinearForms forms, int row, double value) {
    forms.constant()[row] += value;
    lost[row] += Math.abs(forms.constant()[row]) * (2 * Rounding.UNIT);
  }

  private void activationStep(ActivationLayer act, int k, LinearForms forms) {
    int n = act.size();
    double[] above = coefficients[k];
    double[] below = into(act.source(), 1, forms.rows());
    double[] lowSlope = lines.lowerSlope(k);
    double[] lowOffset = lines.lowerOffset(k);
    double[] upSlope = lines.upperSlope(k);
    double[] upOffset = lines.upperOffset(k);
    double unit = Rounding.gamma(n + 8);
    for (int r = 0; r < forms.rows(); r++) {
      int at = lineOf[r] * n;
      int row = r * n;
      double sum = 0;
      double size = 0;
      for (int i = 0; i < n; i++) {
        double a = above[row + i];
        if (a > 0) {
          below[row + i] += a * lowSlope[at + i];
          double term = a * lowOffset[at + i];
          sum += term;
          size += Math.abs(term);
        } else if (a != 0) {
          below[row + i] += a * upSlope[at + i];
          double term = a * upOffset[at + i];
          sum += term;
          size += Math.abs(term);
        }
      }
      lost[r] += unit * size;
      addConstant(forms, r, sum);
    }
  }

  /** The constant of a row of the last pass, before its error was subtracted. */
  double constant(int row) {
    return constant[row];
  }

  /** How far a row of the last pass can be from what it stands for by rounding, on either side. */
  double error(int row) {
    return Rounding.inflate(lost[row] * 2) + Rounding.UNDERFLOW;
  }

  /** A sum that passed the largest double says nothing. */
  private void concretise(BatchBounds bounds, LinearForms forms) {
    int n = forms.inputs();
    double[] low = bounds.lower(0);
    double[] high = bounds.upper(0);
    for (int r = 0; r < forms.rows(); r++) {
      lost[r] += absoluteDot(coefficients[0], r * n, charges.charge(0), n) + charges.underflow(0);
      System.arraycopy(coefficients[0], r * n, forms.coefficients(), r * n, n);
      double sum = least(coefficients[0], r * n, low, high, forms.owner()[r] * n, n);
      constant[r] = forms.constant()[r];
      double safe = Math.nextDown(constant[r] - error(r));
      forms.constant()[r] = safe;
      forms.lower()[r] =
          sum + safe < Double.POSITIVE_INFINITY ? Math.nextDown(sum + safe) : Double.NaN;
    }
  }
}
