package org.plumbline.certificates.check;

import java.util.stream.IntStream;
import org.plumbline.network.model.ProductLayer;

/**
 * Sums {@code Σ a·u·v} over the products of a layer in a node, bounded together.
 *
 * <p>Theorem: let each input that varies be {@code x = m + r·ε} with ε in [−1, 1], and let {@code u
 * = q + U·ε + d}, {@code v = p + V·ε + e} with {@code |d| ≤ ρ}, {@code |e| ≤ σ} at every point of
 * the node. Then
 *
 * <pre>Σ a·u·v = Σ a·(p·u + q·v − p·q) + Σ a·(U·ε)(V·ε) + Σ a·((U·ε)·e + (V·ε)·d + d·e)</pre>
 *
 * of which the last sum is at least {@code −Σ |a|·(‖U‖σ + ‖V‖ρ + ρσ)}, and the one before is a
 * {@link QuadraticForm}. U, q and ρ come from {@link FactorForms}: for {@code c·x + least ≤ u ≤ c·x
 * + most}, U is c·r, q the middle of {@code c·m + least} and {@code c·m + most}, and ρ half of
 * {@code most − least}, with what rounding of all three can be off by. Where there is no form, U is
 * 0.
 */
final class JointProducts {
  /** Inputs from which on a form costs more than it is worth. */
  private static final int MOST_INPUTS = 16;

  /** What varies by less, in proportion, is counted as rounding. */
  private static final double NARROW = 0x1p-40;

  private final ProductLayer layer;
  private final NodeBounds bounds;
  private final Factor[] left;
  private final Factor[] right;
  private final int variables;

  /**
   * A neuron as {@code centre + ofInputs·ε}, off by at most a rest.
   *
   * @param norm at least the sum of the absolute values of ofInputs, up to rounding
   */
  private record Factor(double centre, double[] ofInputs, double norm, double rest) {}

  private JointProducts(
      ProductLayer layer, NodeBounds bounds, Factor[] left, Factor[] right, int variables) {
    this.layer = layer;
    this.bounds = bounds;
    this.left = left;
    this.right = right;
    this.variables = variables;
  }

  /** Null where nothing is known, or too many inputs vary. */
  static JointProducts of(ProductLayer layer, NodeBounds bounds, FactorForms forms) {
    if (forms.isEmpty() || !areFew(bounds)) {
      return null;
    }
    Cube cube = Cube.of(bounds);
    return new JointProducts(
        layer,
        bounds,
        factors(layer.left(), layer.size(), cube, bounds, forms),
        factors(layer.right(), layer.size(), cube, bounds, forms),
        cube.varying().length);
  }

  /** Whether so few inputs vary that sums of products may be bounded together. */
  static boolean areFew(NodeBounds bounds) {
    long count = IntStream.range(0, bounds.size(0)).filter(j -> isWide(0, j, bounds)).count();
    return count <= MOST_INPUTS;
  }

  /** Whether a neuron varies by more than rounding, and within finite bounds. */
  static boolean isWide(int layer, int neuron, NodeBounds bounds) {
    double width = bounds.upper(layer, neuron) - bounds.lower(layer, neuron);
    return width > NARROW * bounds.magnitude(layer, neuron);
  }

  /** Inputs as {@code middle + radius·ε}; varying lists those with an ε of their own. */
  private record Cube(int[] varying, double[] middle, double[] radius) {
    static Cube of(NodeBounds bounds) {
      int n = bounds.size(0);
      double[] middle = new double[n];
      double[] radius = new double[n];
      for (int j = 0; j < n; j++) {
        double low = bounds.lower(0, j);
        double high = bounds.upper(0, j);
        middle[j] = 0.5 * low + 0.5 * high;
        radius[j] = Math.nextUp(Math.max(high - middle[j], middle[j] - low));
      }
      int[] varying = IntStream.range(0, n).filter(j -> isWide(0, j, bounds)).toArray();
      return new Cube(varying, middle, radius);
    }
  }

  private static Factor[] factors(
      int layer, int neurons, Cube cube, NodeBounds bounds, FactorForms forms) {
    Factor[] factors = new Factor[neurons];
    for (int i = 0; i < neurons; i++) {
      BackwardPass.Form form = forms.of(layer, i);
      factors[i] =
          form == null
              ? ofInterval(bounds.lower(layer, i), bounds.upper(layer, i), cube.varying().length)
              : ofForm(form, cube);
    }
    return factors;
  }

  private static Factor ofInterval(double low, double high, int variables) {
    double centre = 0.5 * low + 0.5 * high;
    double rest = Math.nextUp(Math.max(high - centre, centre - low));
    return new Factor(centre, new double[variables], 0, rest);
  }

  private static Factor ofForm(BackwardPass.Form form, Cube cube) {
    double[] c = form.coefficients();
    double centre = 0.5 * form.constant() + 0.5 * form.most();
    double size = Math.abs(form.constant()) + Math.abs(form.most());
    double rest = 0.5 * (form.most() - form.constant());
    double[] ofInputs = new double[cube.varying().length];
    double norm = 0;
    int next = 0;
    for (int j = 0; j < c.length; j++) {
      double term = c[j] * cube.middle()[j];
      double turn = c[j] * cube.radius()[j];
      centre += term;
      size += Math.abs(term) + Math.abs(turn);
      if (next < ofInputs.length && cube.varying()[next] == j) {
        ofInputs[next++] = turn;
        norm += Math.abs(turn);
      } else {
        rest += Math.abs(turn);
      }
    }
    double rounded = Roundoff.gamma(2.0 * c.length + 16) * size;
    return new Factor(centre, ofInputs, norm, Roundoff.inflate(rest + rounded));
  }

  /**
   * What the step over the layer adds to the constant of a row.
   *
   * @param lost what rounding breaks
   */
  record Moved(double constant, double lost) {}

  /**
   * Moves the coefficients of a row to the factors; null, and nothing moved, if planes are better.
   */
  Moved moved(
      int r,
      CoefficientBlock from,
      CoefficientBlock toLeft,
      CoefficientBlock toRight,
      RoundingCharges charges) {
    int width = from.width();
    double constant = least(from.values(), width, r);
    if (!(constant > ofPlanes(from, r))) {
      return null;
    }
    double size = Math.abs(constant);
    double lost = 0;
    for (int t = 0; t < from.count(); t++) {
      int i = from.neuron(t);
      double c = from.values()[i * width + r];
      if (c == 0) {
        continue;
      }
      double ofLeft = c * right[i].centre();
      double ofRight = c * left[i].centre();
      toLeft.touch(i);
      toRight.touch(i);
      toLeft.values()[i * width + r] += ofLeft;
      toRight.values()[i * width + r] += ofRight;
      lost += Math.abs(ofLeft) * charges.addition(layer.left(), i);
      lost += Math.abs(ofRight) * charges.addition(layer.right(), i);
      double product = ofLeft * left[i].centre();
      lost += Roundoff.TINY * Math.abs(left[i].centre());
      constant -= product;
      size += Math.abs(product);
    }
    return new Moved(constant, Roundoff.inflate(lost + Roundoff.gamma(from.count() + 8.0) * size));
  }

  /** How far below the products of a row their planes are at most, as a negative number. */
  private double ofPlanes(CoefficientBlock from, int r) {
    double sum = 0;
    for (int t = 0; t < from.count(); t++) {
      int i = from.neuron(t);
      double wide = bounds.upper(layer.left(), i) - bounds.lower(layer.left(), i);
      double high = bounds.upper(layer.right(), i) - bounds.lower(layer.right(), i);
      sum -= Math.abs(from.values()[i * from.width() + r]) * 0.25 * wide * high;
    }
    return sum;
  }

  /**
   * A lower bound of {@code Σ a·(u − q)·(v − p)}; NaN where a factor has no bounds.
   *
   * @param a coefficients, of which product i has that at {@code i·stride + from}
   */
  private double least(double[] a, int stride, int from) {
    QuadraticForm form = new QuadraticForm(variables);
    double rest = 0;
    for (int i = 0; i < left.length; i++) {
      double weight = a[i * stride + from];
      if (weight != 0) {
        Factor u = left[i];
        Factor v = right[i];
        rest +=
            Math.abs(weight)
                * Roundoff.inflate(u.norm() * v.rest() + v.norm() * u.rest() + u.rest() * v.rest());
        form.add(weight, u.ofInputs(), v.ofInputs());
      }
    }
    return form.least(left.length) - Roundoff.inflate(rest);
  }
}
