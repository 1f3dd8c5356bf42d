package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.plumbline.network.model.SoftmaxTail;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * Refutes rows over outputs of a final softmax, whatever its scores are. The outputs of a group are
 * at least 0 and add up to 1, so {@code Σ cᵢ·yᵢ} over some of them is at least the least cᵢ, or 0
 * where the row leaves one of the group out: a linear function is least at a corner of a simplex.
 */
final class SimplexRows {
  private final Optional<SoftmaxTail> tail;

  /** Knows nothing in binary32, where nothing adds up to 1. */
  SimplexRows(CheckedNetwork network) {
    this.tail = network.isFloat32() ? Optional.empty() : SoftmaxTail.of(network.network());
  }

  boolean refutes(Polyhedron polyhedron) {
    return tail.isPresent() && polyhedron.inequalities().stream().anyMatch(this::refutes);
  }

  private boolean refutes(LinearInequality row) {
    if (row.speaksOfInputs()) {
      return false;
    }
    Map<BitSet, Map<Integer, BigDecimal>> groups = new HashMap<>();
    for (int t = 0; t < row.outputIndices().length; t++) {
      Optional<SoftmaxTail.Member> member = tail.get().member(row.outputIndices()[t]);
      if (member.isEmpty()) {
        return false;
      }
      groups
          .computeIfAbsent(member.get().group(), group -> new HashMap<>())
          .merge(member.get().score(), row.outputCoefficients()[t], BigDecimal::add);
    }
    BigDecimal least =
        groups.entrySet().stream()
            .map(group -> least(group.getKey(), group.getValue()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    int sign = least.compareTo(row.rhs());
    return sign > 0 || sign == 0 && row.strict();
  }

  private static BigDecimal least(BitSet group, Map<Integer, BigDecimal> coefficients) {
    BigDecimal least =
        coefficients.values().stream().reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
    return coefficients.size() < group.cardinality() ? least.min(BigDecimal.ZERO) : least;
  }
}
