package org.plumbline.verifier.bounds;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;

/**
 * α- and β-CROWN (Xu et al., <em>Fast and Complete</em>, ICLR 2021; Wang et al.,
 * <em>Beta-CROWN</em>, NeurIPS 2021): every slope of an open activation's line and every β ≥ 0 of a
 * split give a valid bound, so they are moved along the gradient of the bound, each row with its
 * own. The gradient is analytic, see {@link RelaxedPoint}; one step costs a backward and a forward
 * evaluation per row.
 *
 * <p>Slopes and multipliers only take values that a certificate can hold; those of tables, sines
 * and cosines are in none.
 */
public final class BoundOptimiser {
  private static final double SLOPE_RATE = 0.25;
  private static final double MULTIPLIER_RATE = 0.4;
  private static final double RATE_DECAY = 0.97;

  /** What many steps leave of the rates. */
  private static final double LAST_RATE = 0.01;

  private final Network network;
  private final CrownPropagator crown;
  private final RelaxedPoint point;
  private final Lines lines;
  private final SmoothSlopes[] smooth;
  private final ChosenPlaces[] places;
  private final AdamState[] slopeMoments;
  private final AdamState[] multiplierMoments;
  private final ProductRelaxation products = new ProductRelaxation();
  private double[][] multiplierScale;
  private int[] ownLine = new int[0];
  private double[] bestLower = new double[0];
  private double[] bestConstant = new double[0];
  private double[] bestCoefficients = new double[0];
  private double[] inputTerms = new double[0];
  private final double[][] bestSlope;
  private final double[][] bestBeta;
  private boolean[] isBetter = new boolean[0];

  public BoundOptimiser(Network network, CrownPropagator crown, Gemm gemm) {
    this.network = network;
    this.crown = crown;
    this.point = new RelaxedPoint(network, gemm);
    this.lines = new Lines(network);
    int depth = network.depth();
    this.smooth = new SmoothSlopes[depth];
    this.places = new ChosenPlaces[depth];
    this.slopeMoments = new AdamState[depth];
    this.multiplierMoments = new AdamState[depth];
    this.multiplierScale = new double[depth][0];
    this.bestSlope = new double[depth][];
    this.bestBeta = new double[depth][0];
    for (int k = 0; k < depth; k++) {
      slopeMoments[k] = new AdamState();
      multiplierMoments[k] = new AdamState();
      if (network.layer(k) instanceof ActivationLayer act) {
        smooth[k] = new SmoothSlopes(act);
      }
      if (SlopeNeurons.areOf(network.layer(k)) && !isRelu(k)) {
        places[k] = new ChosenPlaces();
      }
    }
  }

  /**
   * Gives every row the lines that the propagator made for its subproblem, to start from; they may
   * be changed by {@link #slopes} before {@link #optimise}.
   */
  public void start(int startLayer, LinearForms forms) {
    int rows = forms.rows();
    if (ownLine.length < rows) {
      ownLine = new int[rows];
      Arrays.setAll(ownLine, r -> r);
    }
    lines.copyPerRow(crown.lines(), forms.owner(), rows, startLayer);
  }

  CrownPropagator crown() {
    return crown;
  }

  /** The present lines, one set per row. */
  Lines lines() {
    return lines;
  }

  /** Copies the input terms that a row of the last {@link #optimise} began with. */
  void copyInputTerms(int row, double[] to, int at, int inputs) {
    System.arraycopy(inputTerms, row * inputs, to, at, inputs);
  }

  /** Values of a layer where the last pass attained its bounds, {@code [rows × size]}. */
  double[] valuesAtBound(int layer) {
    return point.values(layer);
  }

  /** Lower slopes of a ReLU layer, {@code [rows × size]}: each in [0, 1] where it is open. */
  public double[] slopes(int layer) {
    return lines.lowerSlope(layer);
  }

  /**
   * Raises the lower bounds of rows; afterwards {@code forms} holds the best found of each.
   *
   * @param forms as for {@link CrownPropagator#bound}
   * @param splits of the rows, or null; the multipliers are changed
   * @param enough asked after each pass, when {@code forms} holds the best so far
   */
  public void optimise(
      BatchBounds bounds,
      int startLayer,
      LinearForms forms,
      SplitMultipliers splits,
      Effort effort,
      BooleanSupplier enough) {
    int rows = forms.rows();
    reset(rows, startLayer, forms, splits);
    double share = 1;
    double decay = Math.max(RATE_DECAY, Math.pow(LAST_RATE, 1.0 / effort.steps()));
    for (int step = 1; ; step++) {
      Arrays.fill(forms.constant(), 0, rows, 0);
      System.arraycopy(inputTerms, 0, forms.coefficients(), 0, rows * forms.inputs());
      crown.bound(bounds, startLayer, forms, lines, ownLine, splits);
      point.follow(crown, bounds, startLayer, forms, lines, ownLine);
      keepBest(forms, step == 1);
      keepSlopes(startLayer, rows, splits);
      if (step == effort.steps() || enough.getAsBoolean()) {
        return;
      }
      moveSlopes(bounds, startLayer, forms, step, SLOPE_RATE * effort.slopes() * share);
      if (splits != null) {
        moveMultipliers(splits, startLayer, step, MULTIPLIER_RATE * effort.multipliers() * share);
      }
      share *= decay;
    }
  }

  private void reset(int rows, int startLayer, LinearForms forms, SplitMultipliers splits) {
    int inputs = forms.inputs();
    if (bestLower.length < rows) {
      bestLower = new double[rows];
      bestConstant = new double[rows];
      isBetter = new boolean[rows];
    }
    if (bestCoefficients.length < rows * inputs) {
      bestCoefficients = new double[rows * inputs];
      inputTerms = new double[rows * inputs];
    }
    System.arraycopy(forms.coefficients(), 0, inputTerms, 0, rows * inputs);
    for (int k = 1; k <= startLayer; k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        slopeMoments[k].reset(rows * act.size());
      } else if (network.layer(k) instanceof ProductLayer product) {
        slopeMoments[k].reset(rows * product.size());
      }
      if (places[k] != null) {
        places[k].reset(rows * network.layer(k).size());
      }
      if (splits != null) {
        multiplierMoments[k].reset(splits.count(k));
      }
    }
  }

  /** Leaves the better of the present and the best forms so far in both places. */
  private void keepBest(LinearForms forms, boolean isFirst) {
    int n = forms.inputs();
    for (int r = 0; r < forms.rows(); r++) {
      isBetter[r] = isFirst || forms.lower()[r] > bestLower[r] || Double.isNaN(bestLower[r]);
      if (isBetter[r]) {
        bestLower[r] = forms.lower()[r];
        bestConstant[r] = forms.constant()[r];
        System.arraycopy(forms.coefficients(), r * n, bestCoefficients, r * n, n);
      } else {
        forms.lower()[r] = bestLower[r];
        forms.constant()[r] = bestConstant[r];
        System.arraycopy(bestCoefficients, r * n, forms.coefficients(), r * n, n);
      }
    }
  }

  private void keepSlopes(int startLayer, int rows, SplitMultipliers splits) {
    for (int k = 1; k <= startLayer; k++) {
      if (crown.reached(k) && isKept(k)) {
        int n = network.layer(k).size();
        if (bestSlope[k] == null || bestSlope[k].length < rows * n) {
          bestSlope[k] = new double[rows * n];
        }
        for (int r = 0; r < rows; r++) {
          if (isBetter[r] && isRelu(k)) {
            System.arraycopy(lines.lowerSlope(k), r * n, bestSlope[k], r * n, n);
          } else if (isBetter[r]) {
            places[k].copy(crown.coefficients(k), r * n, n, bestSlope[k]);
          }
        }
      }
      int count = splits == null ? 0 : splits.count(k);
      if (bestBeta[k].length < count) {
        bestBeta[k] = new double[2 * count];
      }
      for (int s = 0; s < count; s++) {
        if (isBetter[splits.row(k)[s]]) {
          bestBeta[k][s] = splits.beta(k)[s];
        }
      }
    }
  }

  private boolean isRelu(int k) {
    return ActivationLayer.isRelu(network.layer(k));
  }

  /** Whether a certificate can hold the slopes of a layer. */
  private boolean isKept(int k) {
    return places[k] != null || isRelu(k);
  }

  /**
   * The slopes by which {@link #optimise} found the best bound of each row, as {@link
   * SlopeListener.RowSlopes} has them.
   */
  public double[] bestSlopes(int layer) {
    return crown.reached(layer) && isKept(layer) ? bestSlope[layer] : null;
  }

  /** The multiplier that a row's best bound was found with, 0 if it has no such split. */
  public double bestMultiplier(
      SplitMultipliers splits, int r, int layer, int i, double at, boolean isAbove) {
    int s = splits.find(r, layer, i, at, isAbove);
    return s < 0 ? 0 : bestBeta[layer][s];
  }

  private void moveSlopes(
      BatchBounds bounds, int startLayer, LinearForms forms, int step, double rate) {
    for (int k = 1; k <= startLayer; k++) {
      if (network.layer(k) instanceof ActivationLayer act && crown.reached(k)) {
        slopeMoments[k].start(step);
        if (isRelu(k)) {
          moveRelu(act, k, bounds, forms, rate);
        } else if (ActivationRelaxation.isOptimisable(act.activation())) {
          if (step == 1) {
            smooth[k].start(bounds);
          }
          smooth[k].move(
              k,
              lines,
              bounds,
              forms,
              crown.coefficients(k),
              point.values(act.source()),
              rate,
              slopeMoments[k],
              places[k]);
        }
      } else if (network.layer(k) instanceof ProductLayer product && crown.reached(k)) {
        slopeMoments[k].start(step);
        products.move(
            product,
            k,
            lines,
            bounds,
            forms,
            crown.coefficients(k),
            point.values(product.left()),
            point.values(product.right()),
            rate,
            slopeMoments[k],
            places[k]);
      }
    }
  }

  private void moveRelu(
      ActivationLayer act, int k, BatchBounds bounds, LinearForms forms, double rate) {
    int n = act.size();
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    double[] a = crown.coefficients(k);
    double[] z = point.values(act.source());
    double[] slope = lines.lowerSlope(k);
    AdamState moments = slopeMoments[k];
    for (int r = 0; r < forms.rows(); r++) {
      int owner = forms.owner()[r] * n;
      int row = r * n;
      for (int i = 0; i < n; i++) {
        if (a[row + i] > 0 && low[owner + i] < 0 && high[owner + i] > 0) {
          double move = rate * moments.move(row + i, a[row + i] * z[row + i]);
          slope[row + i] = Slopes.slope(Slopes.nearest(slope[row + i] + move));
        }
      }
    }
  }

  private void moveMultipliers(SplitMultipliers splits, int startLayer, int step, double rate) {
    for (int k = 1; k <= startLayer; k++) {
      int count = splits.count(k);
      if (count == 0 || !crown.reached(k)) {
        continue;
      }
      if (step == 1) {
        measureScales(splits, k);
      }
      multiplierMoments[k].start(step);
      int n = network.layer(k).size();
      double[] z = point.values(k);
      for (int s = 0; s < count; s++) {
        int at = splits.row(k)[s] * n + splits.neuron(k)[s];
        double gradient = -splits.side(k)[s] * (z[at] - splits.point(k)[s]);
        double move = rate * multiplierScale[k][s] * multiplierMoments[k].move(s, gradient);
        splits.beta(k)[s] = (float) Math.max(0, splits.beta(k)[s] + move);
      }
    }
  }

  /** Multipliers compete with the coefficients of their layer, whose mean is their natural unit. */
  private void measureScales(SplitMultipliers splits, int k) {
    int n = network.layer(k).size();
    int count = splits.count(k);
    if (multiplierScale[k].length < count) {
      multiplierScale[k] = new double[count];
    }
    double[] a = crown.coefficients(k);
    int measured = -1;
    double mean = 0;
    for (int s = 0; s < count; s++) {
      int r = splits.row(k)[s];
      if (r != measured) {
        double sum = 0;
        int used = 0;
        for (int i = 0; i < n; i++) {
          sum += Math.abs(a[r * n + i]);
          used += a[r * n + i] != 0 ? 1 : 0;
        }
        mean = used == 0 ? 1 : sum / used;
        measured = r;
      }
      multiplierScale[k][s] = mean;
    }
  }
}
