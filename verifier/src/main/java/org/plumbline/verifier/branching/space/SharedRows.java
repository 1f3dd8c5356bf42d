package org.plumbline.verifier.branching.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.LinearForms;

/**
 * Rows that several polyhedra of a case share, such as a condition that stands in each alternative,
 * go through a backward pass once for each subproblem.
 */
public final class SharedRows {
  private final SearchSpace space;
  private final int[][] firsts;
  private final LinearForms distinct;
  private int[] passRow = new int[0];

  /**
   * @param inputs of the network
   */
  public SharedRows(SearchSpace space, int inputs) {
    this.space = space;
    this.distinct = new LinearForms(inputs);
    this.firsts = new int[space.sets()][];
    for (int s = 0; s < firsts.length; s++) {
      firsts[s] = firsts(space.set(s));
    }
  }

  /** For each row of a case the first that is the same but for its limit; null if all differ. */
  private static int[] firsts(UnsafeSet set) {
    Map<Integer, List<Integer>> byHash = new HashMap<>();
    int[] firsts = new int[set.rows()];
    boolean hasCopies = false;
    for (int r = 0; r < firsts.length; r++) {
      double[] inputs = set.inputs() == null ? null : set.inputs()[r];
      int hash = 31 * Arrays.hashCode(set.outputs()[r]) + Arrays.hashCode(inputs);
      List<Integer> alike = byHash.computeIfAbsent(hash, h -> new ArrayList<>());
      int row = r;
      firsts[r] = alike.stream().filter(other -> isSame(set, other, row)).findFirst().orElse(r);
      hasCopies |= firsts[r] != r;
      if (firsts[r] == r) {
        alike.add(r);
      }
    }
    return hasCopies ? firsts : null;
  }

  private static boolean isSame(UnsafeSet set, int a, int b) {
    return Arrays.equals(set.outputs()[a], set.outputs()[b])
        && (set.inputs() == null || Arrays.equals(set.inputs()[a], set.inputs()[b]));
  }

  /**
   * Bounds the rows that {@link UnsafeRows} filled for a batch.
   *
   * @param forms of all rows
   */
  public void bound(
      List<Subproblem> batch,
      CrownPropagator crown,
      BatchBounds bounds,
      int outputIndex,
      LinearForms forms) {
    passRow = passRow.length < forms.rows() ? new int[forms.rows()] : passRow;
    int count = number(batch);
    if (count == forms.rows()) {
      crown.bound(bounds, outputIndex, forms);
      return;
    }
    int n = forms.inputs();
    int m = forms.startSize();
    distinct.reset(count, m);
    for (int row = 0; row < forms.rows(); row++) {
      int to = passRow[row];
      distinct.owner()[to] = forms.owner()[row];
      System.arraycopy(forms.start(), row * m, distinct.start(), to * m, m);
      System.arraycopy(forms.coefficients(), row * n, distinct.coefficients(), to * n, n);
    }
    crown.bound(bounds, outputIndex, distinct);
    for (int row = 0; row < forms.rows(); row++) {
      int from = passRow[row];
      System.arraycopy(distinct.coefficients(), from * n, forms.coefficients(), row * n, n);
      forms.constant()[row] = distinct.constant()[from];
      forms.lower()[row] = distinct.lower()[from];
    }
  }

  /** Gives each row its place in the pass; how many rows that has. */
  private int number(List<Subproblem> batch) {
    int row = 0;
    int count = 0;
    for (Subproblem subproblem : batch) {
      UnsafeSet set = space.set(subproblem.unsafeSet());
      int[] first = firsts[subproblem.unsafeSet()];
      int[] place = new int[first == null ? 0 : first.length];
      Arrays.fill(place, -1);
      for (int p : subproblem.open()) {
        for (int r = set.polyhedronStart()[p]; r < set.polyhedronStart()[p + 1]; r++, row++) {
          if (first == null) {
            passRow[row] = count++;
          } else {
            int at = first[r];
            place[at] = place[at] < 0 ? count++ : place[at];
            passRow[row] = place[at];
          }
        }
      }
    }
    return count;
  }

  /** The row of the last pass that bounded a row. */
  public int inPass(int row) {
    return passRow[row];
  }
}
