package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;

/**
 * Refutes a polyhedron by one of its rows, in exact numbers: the row's coefficients are taken back
 * through affine layers without errors and through activations that are the identity or 0 on their
 * interval, and what is left is least at ends of intervals. Copies of a neuron cancel on the way,
 * so that {@code Y − Y ≠ 0} is refuted, and so do neurons that are the {@linkplain SameNeurons
 * same}. At the last a strict row is refuted by a bound that is exactly its limit: {@code relu(x) <
 * 0}. A maximum of two is at least their mean: {@code max(x, −x) < 0}.
 *
 * <p>In binary32 only what copies numbers is passed, and only where these were not rounded since
 * the last activation: a runtime may compute a chain of affine layers in one step, and the same sum
 * for two activations that read it in two ways. Where a number is read twice it may be flushed to 0
 * on one way alone.
 */
final class ExactRows {
  /** Of products of exact numbers for one row. */
  private static final int MOST_PRODUCTS = 200_000;

  /** What a number that is read twice may lose on one of the ways, where it is flushed to 0. */
  private static final BigDecimal SUBNORMAL = new BigDecimal(Float.MIN_NORMAL);

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final CheckedNetwork network;
  private final DecimalBox inputs;
  private final SameNeurons same;
  private final NodeBounds bounds;
  private final Budget budget;

  /**
   * @param inputs that the question is about, in real numbers, decimals which may be no doubles
   * @param same neurons that are the same in real numbers
   */
  ExactRows(
      CheckedNetwork network,
      DecimalBox inputs,
      SameNeurons same,
      NodeBounds bounds,
      Budget budget) {
    this.network = network;
    this.inputs = inputs;
    this.same = same;
    this.bounds = bounds;
    this.budget = budget;
  }

  boolean refutes(Polyhedron polyhedron) {
    return polyhedron.inequalities().stream()
        .anyMatch(row -> new Walk(false).refutes(row) || new Walk(true).refutes(row));
  }

  /** The way of one row back to the inputs. */
  private final class Walk {
    private final BigDecimal[][] coefficients = new BigDecimal[network.depth()][];

    /** Whether activations are passed, where they are linear. */
    private final boolean passes;

    private BigDecimal least = BigDecimal.ZERO;
    private boolean isBounded = true;
    private int products;

    Walk(boolean passes) {
      this.passes = passes;
    }

    boolean refutes(LinearInequality row) {
      CaseProofCheck.requireTime(budget);
      for (int t = 0; t < row.inputIndices().length; t++) {
        add(0, row.inputIndices()[t], row.inputCoefficients()[t]);
      }
      for (int t = 0; t < row.outputIndices().length; t++) {
        add(network.depth() - 1, row.outputIndices()[t], row.outputCoefficients()[t]);
      }
      for (int k = network.depth() - 1; k >= 0 && isBounded; k--) {
        if (coefficients[k] != null) {
          back(k);
          coefficients[k] = null;
        }
      }
      int sign = least.compareTo(row.rhs());
      return isBounded && (sign > 0 || sign == 0 && row.strict());
    }

    private void back(int k) {
      AffineRows rows = k == 0 ? null : network.affine(k);
      boolean isPassed = rows != null && rows.isExact() && (!network.isFloat32() || isCopy(k));
      for (int i = 0; i < coefficients[k].length && isBounded; i++) {
        BigDecimal c = coefficients[k][i];
        if (c == null || c.signum() == 0) {
          continue;
        }
        if (isPassed) {
          through(rows, i, c);
        } else {
          Optional<Double> slope = k > 0 && passes ? slope(k, i) : Optional.empty();
          if (slope.isPresent()) {
            add(((ActivationLayer) network.layer(k)).source(), i, c.multiply(exact(slope.get())));
          } else if (!passes || !throughMaximum(k, i, c)) {
            end(k, i, c);
          }
        }
      }
    }

    /** Whether a runtime in binary32 has the very numbers of other layers there. */
    private boolean isCopy(int k) {
      return network.affine(k).isCopy()
          && Arrays.stream(network.layer(k).sources()).allMatch(network::isUnrounded);
    }

    private void through(AffineRows rows, int i, BigDecimal c) {
      least = least.add(c.multiply(exact(rows.bias(i))));
      for (int t = 0; t < rows.terms(); t++) {
        SparseRows matrix = rows.chain(t).get(0);
        for (int e = matrix.start(i); e < matrix.start(i + 1); e++) {
          add(rows.source(t), matrix.column(e), c.multiply(exact(matrix.value(e))));
        }
      }
    }

    /** {@code max(a, b) ≥ (a + b) / 2}. */
    private boolean throughMaximum(int k, int i, BigDecimal c) {
      if (network.isFloat32()
          || c.signum() < 0
          || !(network.layer(k) instanceof MaximumLayer max)) {
        return false;
      }
      int from = max.groupStart()[i];
      if (max.groupStart()[i + 1] - from != 2) {
        return false;
      }
      BigDecimal half = c.multiply(HALF);
      add(max.source(), max.members()[from], half);
      add(max.source(), max.members()[from + 1], half);
      return true;
    }

    /** Of an activation that is linear through 0 on the neuron's interval. */
    private Optional<Double> slope(int k, int i) {
      if (!(network.layer(k) instanceof ActivationLayer act)) {
        return Optional.empty();
      }
      double low = bounds.lower(act.source(), i);
      double high = bounds.upper(act.source(), i);
      Activation sigma = act.activation();
      boolean isCopied = network.isUnrounded(act.source());
      return switch (sigma.kind()) {
        case RELU ->
            high <= 0
                ? Optional.of(0.0)
                : low >= 0 && isCopied ? Optional.of(1.0) : Optional.empty();
        case LEAKY_RELU ->
            low >= 0 && isCopied
                ? Optional.of(1.0)
                : high <= 0 && !network.isFloat32() ? Optional.of(sigma.first()) : Optional.empty();
        case CLIP ->
            low >= sigma.first() && high <= sigma.second() && isCopied
                ? Optional.of(1.0)
                : Optional.empty();
        default -> Optional.empty();
      };
    }

    private void end(int k, int i, BigDecimal c) {
      double end =
          c.signum() > 0 ? leastSeen(bounds.lower(k, i)) : greatestSeen(bounds.upper(k, i));
      isBounded &= Double.isFinite(end);
      if (isBounded) {
        least = least.add(c.multiply(k == 0 ? decimal(i, c.signum(), exact(end)) : exact(end)));
      }
    }

    /** In real numbers the inputs lie in the box of decimals as well. */
    private BigDecimal decimal(int i, int side, BigDecimal end) {
      if (network.isFloat32()) {
        return end;
      }
      return side > 0 ? end.max(inputs.lower()[i]) : end.min(inputs.upper()[i]);
    }

    /** In binary32, where a subnormal number may become 0 on its way. */
    private double leastSeen(double end) {
      return network.isFloat32() ? Float32Errors.least(end) : end;
    }

    private double greatestSeen(double end) {
      return network.isFloat32() ? Float32Errors.greatest(end) : end;
    }

    private void add(int ofLayer, int ofNeuron, BigDecimal c) {
      SameNeurons.Place first =
          network.isFloat32()
              ? new SameNeurons.Place(ofLayer, ofNeuron)
              : same.first(ofLayer, ofNeuron);
      int layer = first.layer();
      int neuron = first.neuron();
      if (coefficients[layer] == null) {
        coefficients[layer] = new BigDecimal[network.layer(layer).size()];
      }
      BigDecimal before = coefficients[layer][neuron];
      coefficients[layer][neuron] = before == null ? c : before.add(c);
      if (before != null && network.isFloat32()) {
        least = least.subtract(c.abs().add(before.abs()).multiply(SUBNORMAL));
      }
      isBounded &= ++products <= MOST_PRODUCTS;
    }

    private BigDecimal exact(double value) {
      return new BigDecimal(value);
    }
  }
}
