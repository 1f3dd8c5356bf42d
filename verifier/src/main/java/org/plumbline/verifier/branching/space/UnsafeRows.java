package org.plumbline.verifier.branching.space;

import java.util.List;
import org.plumbline.verifier.bounds.LinearForms;

/** Writes the rows of the open polyhedra of a batch of subproblems for a backward pass. */
public final class UnsafeRows {
  private UnsafeRows() {}

  /**
   * @param firstRow gets where the rows of each subproblem start, and the number of all rows last
   */
  public static void fill(
      SearchSpace space, List<Subproblem> batch, int[] firstRow, LinearForms forms, int outputs) {
    firstRow[0] = 0;
    for (int b = 0; b < batch.size(); b++) {
      UnsafeSet set = space.set(batch.get(b).unsafeSet());
      int rows = 0;
      for (int p : batch.get(b).open()) {
        rows += set.polyhedronStart()[p + 1] - set.polyhedronStart()[p];
      }
      firstRow[b + 1] = firstRow[b] + rows;
    }
    forms.reset(firstRow[batch.size()], outputs);
    for (int b = 0; b < batch.size(); b++) {
      UnsafeSet set = space.set(batch.get(b).unsafeSet());
      int row = firstRow[b];
      for (int p : batch.get(b).open()) {
        for (int r = set.polyhedronStart()[p]; r < set.polyhedronStart()[p + 1]; r++, row++) {
          forms.owner()[row] = b;
          System.arraycopy(set.outputs()[r], 0, forms.start(), row * outputs, outputs);
          if (set.inputs() != null) {
            System.arraycopy(
                set.inputs()[r], 0, forms.coefficients(), row * forms.inputs(), forms.inputs());
          }
        }
      }
    }
  }
}
