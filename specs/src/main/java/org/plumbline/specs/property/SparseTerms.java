package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Indices with coefficients, brought into order: ascending, merged, no zeros. */
record SparseTerms(int[] indices, BigDecimal[] coefficients) {

  static SparseTerms of(int[] indices, BigDecimal[] coefficients) {
    if (indices.length != coefficients.length) {
      throw new IllegalArgumentException(
          indices.length + " indices but " + coefficients.length + " coefficients");
    }
    for (int index : indices) {
      if (index < 0) {
        throw new IllegalArgumentException("index " + index + " of a variable is negative");
      }
    }
    return isOrdered(indices, coefficients)
        ? new SparseTerms(indices.clone(), Decimals.canonical(coefficients))
        : ordered(indices, coefficients);
  }

  private static boolean isOrdered(int[] indices, BigDecimal[] coefficients) {
    for (int k = 0; k < indices.length; k++) {
      if (coefficients[k].signum() == 0 || k > 0 && indices[k - 1] >= indices[k]) {
        return false;
      }
    }
    return true;
  }

  private static SparseTerms ordered(int[] indices, BigDecimal[] coefficients) {
    int[] order =
        IntStream.range(0, indices.length)
            .boxed()
            .sorted(Comparator.comparingInt(k -> indices[k]))
            .mapToInt(k -> k)
            .toArray();
    int[] merged = new int[order.length];
    BigDecimal[] sums = new BigDecimal[order.length];
    int count = 0;
    for (int from = 0; from < order.length; ) {
      int index = indices[order[from]];
      BigDecimal sum = BigDecimal.ZERO;
      for (; from < order.length && indices[order[from]] == index; from++) {
        sum = sum.add(coefficients[order[from]]);
      }
      if (sum.signum() != 0) {
        merged[count] = index;
        sums[count++] = Decimals.canonical(sum);
      }
    }
    return new SparseTerms(Arrays.copyOf(merged, count), Arrays.copyOf(sums, count));
  }
}
