package org.plumbline.verifier.certified;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.reference.tensor.ReferenceTensor;

/** Whether numbers of two evaluations can be the same ones, within the error bounds of both. */
final class TensorComparison {
  private TensorComparison() {}

  /**
   * What differs, if anything does.
   *
   * @param where for messages
   * @param x the input, for messages
   * @param errors how far each computed number is at most from the exact one
   */
  static Optional<Comparison> of(
      String where, double[] x, double[] computed, double[] errors, ReferenceTensor tensor) {
    int size = tensor.shape().size();
    if (size != errors.length) {
      return Optional.of(
          new Comparison.Differs(where, errors.length + " elements", size + " elements"));
    }
    for (int i = 0; i < size; i++) {
      double value = ModelTensors.number(tensor, i);
      double radius = ModelTensors.radius(tensor, i);
      double off = Math.abs(computed[i] - value);
      if (off > (errors[i] + radius) * (1 + 0x1p-20) + Double.MIN_NORMAL) {
        return Optional.of(
            new Comparison.Differs(
                where + ", element " + i + ", input " + text(x),
                computed[i] + " ± " + errors[i],
                value + " ± " + radius));
      }
    }
    return Optional.empty();
  }

  /** The same of numbers that are the elements of several tensors, one after the other. */
  static Optional<Comparison> ofAll(
      String where, double[] x, double[] computed, double[] errors, List<ReferenceTensor> tensors) {
    int all = errors.length;
    int first = 0;
    for (ReferenceTensor tensor : tensors) {
      int end = Math.min(first + tensor.size(), all);
      Optional<Comparison> found =
          of(
              where,
              x,
              Arrays.copyOfRange(computed, first, end),
              Arrays.copyOfRange(errors, first, end),
              tensor);
      if (found.isPresent()) {
        return found;
      }
      first = end;
    }
    return first == all
        ? Optional.empty()
        : Optional.of(new Comparison.Differs(where, all + " elements", first + " elements"));
  }

  static String text(double[] x) {
    return x.length <= 8
        ? Arrays.toString(x)
        : Arrays.toString(Arrays.copyOf(x, 8)).replace("]", ", … " + (x.length - 8) + " more]");
  }
}
