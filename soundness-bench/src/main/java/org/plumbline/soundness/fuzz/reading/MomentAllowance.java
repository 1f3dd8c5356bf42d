package org.plumbline.soundness.fuzz.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;

/**
 * What runtimes may lose where they normalise by moments of n numbers of size up to m. Mean and
 * difference are off by {@code (n + 4)·u·m}; a variance, which may be computed as {@code mean(x²) −
 * mean²}, by {@code 4(n + 4)·u·m²}, which is divided by ε at most, and half of that is what a
 * result loses relative to its greatest size √n. Where squares may overflow, or underflow below a
 * norm, nothing is said. Scale and bias are multiplied and added.
 */
final class MomentAllowance {
  private static final Set<String> BY_VARIANCE =
      Set.of(
          "LayerNormalization", "InstanceNormalization", "GroupNormalization", "RMSNormalization");

  private MomentAllowance() {}

  static boolean isFor(OnnxNode node) {
    return BY_VARIANCE.contains(node.operator())
        || Set.of("LpNormalization", "MeanVarianceNormalization").contains(node.operator());
  }

  private static boolean isFarFromUnderflow(ReferenceTensor x) {
    for (int i = 0; i < x.size(); i++) {
      if (x.value(i) != 0 && Math.abs(x.value(i)) < 1e-15) {
        return false;
      }
    }
    return true;
  }

  /** Whether no two elements are closer to each other, so that no variance is small. */
  private static boolean isSpread(ReferenceTensor x, double gap) {
    double[] sorted = x.values().clone();
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] <= gap) {
        return false;
      }
    }
    return true;
  }

  /** For all elements of a result. */
  static double of(OnnxNode node, Map<String, ReferenceTensor> inputs, List<OnnxTensor> constants) {
    ReferenceTensor x = inputs.get(node.inputs().get(0));
    if (x == null) {
      return Double.POSITIVE_INFINITY;
    }
    double u = x.type() == ElementType.FLOAT64 ? 0x1p-52 : 0x1p-23;
    double m = Tensors.greatest(x);
    double n = x.size() + 4.0;
    if (!(m * m * n < (x.type() == ElementType.FLOAT64 ? 1e300 : 1e36))) {
      return Double.POSITIVE_INFINITY;
    }
    if (node.operator().equals("MeanVarianceNormalization")) {
      boolean isSingle = x.shape().dim(0) * x.shape().size(2, x.shape().rank()) == 1;
      return !isSingle && isSpread(x, Math.max(0x1p-18, m * 0x1p-10))
          ? 0x1p-8
          : Double.POSITIVE_INFINITY;
    } else if (!BY_VARIANCE.contains(node.operator())) {
      return isFarFromUnderflow(x) ? 4 * n * u : Double.POSITIVE_INFINITY;
    }
    double scale = 1;
    for (OnnxTensor constant : constants) {
      scale = Math.max(scale, Tensors.greatest(constant.reals()));
    }
    for (String name : node.inputs().subList(1, node.inputs().size())) {
      scale = inputs.containsKey(name) ? Double.POSITIVE_INFINITY : scale;
    }
    if (!(scale * Math.sqrt(n) < 1e36)) {
      return Double.POSITIVE_INFINITY;
    }
    double epsilon =
        node.attributes().get("epsilon") instanceof OnnxAttribute.Real real ? real.value() : 1e-5;
    double ofVariance = 4 * n * u * m * m / epsilon;
    double ofDifference = n * u * m / Math.sqrt(epsilon);
    return scale * (Math.sqrt(n) * (ofVariance + 8 * u) + ofDifference);
  }
}
