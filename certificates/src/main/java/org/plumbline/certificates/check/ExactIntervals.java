package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.util.Arrays;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.query.Budget;

/**
 * Interval arithmetic that is charged for nothing but what it rounds: an end is computed exactly
 * and becomes the double next to it, outward, which is the end itself where that is a double.
 * {@link IntervalRule} loses some units in the last place of every end, so that it never proves
 * that a sum of exponentials, one of which is exp 0, is at least 1.
 *
 * <p>Layers whose coefficients or biases have errors are left out. In binary32 so is everything but
 * what moves numbers: a number that is moved, or added to numbers that are 0 for sure, stays what
 * it is, or becomes 0 where it is subnormal; and sums of whole numbers that are known, whose
 * monomials add up to at most 2²⁴: no order and no regrouping rounds them. What comes of a chain
 * that rounds is not known, whatever its bounds say: only the end of the chain pays.
 */
final class ExactIntervals {
  private static final double MOST_WHOLE = 0x1p24;

  private final CheckedNetwork network;
  private final Budget budget;

  /** Of affine layers, see {@link Step#size}. */
  private final double[][] sizes;

  ExactIntervals(CheckedNetwork network, Budget budget) {
    this.network = network;
    this.budget = budget;
    this.sizes = new double[network.depth()][];
  }

  void apply(NodeBounds bounds) {
    IntervalRule charged = new IntervalRule(network);
    for (int k = 1; k < network.depth() && !bounds.isEmpty(); k++) {
      if (network.affine(k) == null) {
        charged.apply(k, bounds);
      }
      network.layer(k).accept(new Step(k, bounds));
    }
  }

  /** Bounds layer k. */
  private final class Step implements ComputedLayerVisitor<Void> {
    private final int k;
    private final NodeBounds bounds;

    Step(int k, NodeBounds bounds) {
      this.k = k;
      this.bounds = bounds;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      AffineRows rows = network.affine(k);
      sizes[k] = new double[rows.size()];
      Arrays.fill(sizes[k], Double.NaN);
      if (!rows.isExact()) {
        return null;
      }
      for (int i = 0; i < rows.size(); i++) {
        CaseProofCheck.requireTime(budget);
        Ends ends = new Ends(rows, i, bounds, this);
        sizes[k][i] = ends.size();
        if (!network.isFloat32() || ends.isMoved() || ends.size() <= MOST_WHOLE) {
          bounds.raise(k, i, seen(Directed.down(ends.low()), -1));
          bounds.reduce(k, i, seen(Directed.up(ends.high()), 1));
        }
      }
      return null;
    }

    /** Whether a runtime has the number that lies in the bounds, and not one that is rounded. */
    private boolean isKnown(int layer, int neuron) {
      return network.isUnrounded(layer) || size(layer, neuron) <= MOST_WHOLE;
    }

    /**
     * What the monomials of a number of an affine chain add up to by absolute value, where all are
     * whole; else NaN.
     */
    private double size(int layer, int neuron) {
      if (sizes[layer] != null) {
        return sizes[layer][neuron];
      } else if (!network.isUnrounded(layer)) {
        return Double.NaN;
      }
      double point = bounds.lower(layer, neuron);
      boolean isWhole = point == bounds.upper(layer, neuron) && point == Math.rint(point);
      return isWhole ? Math.abs(point) : Double.NaN;
    }

    /** In binary32, where a subnormal number may have become 0. */
    private double seen(double end, int side) {
      if (!network.isFloat32()) {
        return end;
      }
      return side < 0 ? Float32Errors.least(end) : Float32Errors.greatest(end);
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      if (network.isFloat32()) {
        return null;
      }
      for (int i = 0; i < layer.size(); i++) {
        double low = bounds.lower(layer.source(), i);
        double high = bounds.upper(layer.source(), i);
        if (layer.activation().kind() == Activation.Kind.RECIPROCAL) {
          reciprocal(i, low, high);
        } else if (layer.activation().isNonDecreasing() && isDefined(layer.activation(), low)) {
          bounds.raise(k, i, known(layer.activation(), low));
          bounds.reduce(k, i, known(layer.activation(), high));
        }
      }
      return null;
    }

    /** On one side of 0; an infinite end has 0 for its reciprocal. */
    private void reciprocal(int i, double low, double high) {
      if (low > 0 || high < 0) {
        double least = 1 / high;
        double most = 1 / low;
        bounds.raise(k, i, isOne(high, least) ? least : least == 0 ? 0 : Math.nextDown(least));
        bounds.reduce(k, i, isOne(low, most) ? most : most == 0 ? 0 : Math.nextUp(most));
      }
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      if (network.isFloat32()) {
        return null;
      }
      for (int i = 0; i < layer.size(); i++) {
        product(layer, i);
      }
      return null;
    }

    private void product(ProductLayer layer, int i) {
      double[] left = {bounds.lower(layer.left(), i), bounds.upper(layer.left(), i)};
      double[] right = {bounds.lower(layer.right(), i), bounds.upper(layer.right(), i)};
      BigDecimal least = null;
      BigDecimal most = null;
      for (double a : left) {
        for (double b : right) {
          if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return;
          }
          BigDecimal product = new BigDecimal(a).multiply(new BigDecimal(b));
          least = least == null ? product : least.min(product);
          most = most == null ? product : most.max(product);
        }
      }
      bounds.raise(k, i, Directed.down(least));
      bounds.reduce(k, i, Directed.up(most));
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      return null;
    }
  }

  /** Whether a monotone function is defined from a number on, up to where another rule looks. */
  private static boolean isDefined(Activation sigma, double low) {
    return switch (sigma.kind()) {
      case SQRT -> low >= 0;
      case LOG -> low > 0;
      case ASIN -> low >= -1;
      default -> true;
    };
  }

  /** The value of a monotone function where it is a double for sure, else NaN. */
  private static double known(Activation sigma, double x) {
    return switch (sigma.kind()) {
      case EXP -> x == 0 ? 1 : Double.NaN;
      case SIGMOID -> x == 0 ? 0.5 : Double.NaN;
      case TANH, ERF, ATAN, ASIN, SINH, SOFTSIGN -> x == 0 ? 0 : Double.NaN;
      case LOG -> x == 1 ? 0 : Double.NaN;
      case SQRT -> isSquare(x, Math.sqrt(x)) ? Math.sqrt(x) : Double.NaN;
      default -> Double.NaN;
    };
  }

  private static boolean isOne(double x, double inverse) {
    return Double.isFinite(x)
        && Double.isFinite(inverse)
        && new BigDecimal(x).multiply(new BigDecimal(inverse)).compareTo(BigDecimal.ONE) == 0;
  }

  private static boolean isSquare(double x, double root) {
    return Double.isFinite(x)
        && Double.isFinite(root)
        && new BigDecimal(root).multiply(new BigDecimal(root)).compareTo(new BigDecimal(x)) == 0;
  }

  /** Both ends of a row over intervals, exactly; null for one that is not finite. */
  private static final class Ends {
    private BigDecimal low;
    private BigDecimal high;
    private int summands;
    private boolean areMoved = true;
    private double size;

    Ends(AffineRows rows, int i, NodeBounds bounds, Step step) {
      this.size = wholeSize(rows.bias(i));
      this.low = new BigDecimal(rows.bias(i));
      this.high = low;
      this.summands = rows.bias(i) == 0 ? 0 : 1;
      for (int t = 0; t < rows.terms(); t++) {
        SparseRows matrix = rows.chain(t).get(0);
        double[] l = bounds.lower(rows.source(t));
        double[] u = bounds.upper(rows.source(t));
        for (int e = matrix.start(i); e < matrix.start(i + 1); e++) {
          int j = matrix.column(e);
          boolean isKnown = step.isKnown(rows.source(t), j);
          if (!isKnown || l[j] != 0 || u[j] != 0) {
            add(matrix.value(e), l[j], u[j]);
            areMoved &= isKnown;
            size += wholeSize(matrix.value(e)) * step.size(rows.source(t), j);
          }
        }
      }
    }

    private void add(double v, double l, double u) {
      summands++;
      areMoved &= Math.abs(v) == 1;
      low = plus(low, v, v > 0 ? l : u);
      high = plus(high, v, v > 0 ? u : l);
    }

    private static double wholeSize(double value) {
      return value == Math.rint(value) ? Math.abs(value) : Double.NaN;
    }

    /** What the monomials add up to by absolute value, where all are whole; else NaN. */
    double size() {
      return size;
    }

    private static BigDecimal plus(BigDecimal sum, double v, double end) {
      return sum == null || !Double.isFinite(end)
          ? null
          : sum.add(new BigDecimal(v).multiply(new BigDecimal(end)));
    }

    /** Whether at most one summand is not 0, and that is a number itself or its negation. */
    boolean isMoved() {
      return summands <= 1 && areMoved;
    }

    BigDecimal low() {
      return low;
    }

    BigDecimal high() {
      return high;
    }
  }
}
