package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.onnx.file.Shapes;

/**
 * {@code log Σⱼ exp xⱼ = x₁ + log Σⱼ exp(xⱼ − x₁)} for groups of elements. The sum is at least
 * {@code exp 0 = 1}, so that its logarithm is defined, and only differences of elements are raised,
 * so that nothing overflows where these are moderate, however large the elements are.
 */
public final class ExponentialSums {
  private ExponentialSums() {}

  /**
   * @param starts group g has the members {@code starts[g] ≤ m < starts[g + 1]}, at least one
   * @param members elements of x
   */
  public static Value.Variable logarithm(
      Call call, Value.Variable x, int[] starts, int[] members, int[] shape) {
    int groups = starts.length - 1;
    int n = call.graph.claim(members.length);
    call.graph.claim(4, n);
    int[] first = new int[groups];
    for (int g = 0; g < groups; g++) {
      first[g] = members[starts[g]];
    }
    Value.Variable differences = call.graph.affine(x, differences(x.count(), starts, members), n);
    Value.Variable powers = call.graph.activation(differences, Activation.of(Activation.Kind.EXP));
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Value.Variable sums =
        call.graph.affine(powers, new SparseMap(n, starts, Shapes.identity(n), ones, 0), shape);
    Value.Variable logarithms =
        call.graph.definedActivation(sums, Activation.of(Activation.Kind.LOG));
    Value.Variable base = (Value.Variable) call.graph.pick(x, first, shape);
    return call.graph.sum(
        List.of(identity(base), identity(logarithms)), Value.Reals.zeros(shape), shape);
  }

  private static AffineLayer.Term identity(Value.Variable x) {
    int n = x.count();
    return new AffineLayer.Term(x.layer(), new SelectionMap(n, Shapes.identity(n)));
  }

  /** Output m is member m minus the first member of its group; zero for that one itself. */
  private static SparseMap differences(int inputs, int[] starts, int[] members) {
    int n = members.length;
    int[] rows = new int[n + 1];
    int[] columns = new int[2 * n];
    double[] values = new double[2 * n];
    int next = 0;
    for (int g = 0; g + 1 < starts.length; g++) {
      int first = members[starts[g]];
      for (int m = starts[g]; m < starts[g + 1]; m++) {
        if (m > starts[g]) {
          boolean isBefore = first < members[m];
          columns[next] = Math.min(first, members[m]);
          values[next++] = isBefore ? -1 : 1;
          columns[next] = Math.max(first, members[m]);
          values[next++] = isBefore ? 1 : -1;
        }
        rows[m + 1] = next;
      }
    }
    return new SparseMap(
        inputs, rows, Arrays.copyOf(columns, next), Arrays.copyOf(values, next), 0);
  }
}
