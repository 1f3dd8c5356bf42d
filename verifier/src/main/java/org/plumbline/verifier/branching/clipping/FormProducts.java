package org.plumbline.verifier.branching.clipping;

import java.util.Arrays;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.Matrix;

/**
 * Inner products of a root's forms with each other and with rows, {@code Σ gⱼ aⱼ rⱼ²} over the
 * inputs: they say which multiplier is about the best, and prove nothing. Those of two forms are
 * kept, since the same splits come back in many subproblems; those of rows are made for a whole
 * batch at once. Not for several threads.
 */
final class FormProducts {
  /** Forms with more entries than this do not pass through the caches for the few that are hot. */
  private static final long MOST_ENTRIES = 1L << 23;

  /** Products of two forms that are kept. */
  private static final long MOST_KEPT = 4_000_000;

  private final NeuronForms forms;
  private final Gemm gemm;
  private final int count;
  private final int inputs;
  private final double[][] byForm;
  private double[] weighted = new double[0];
  private double[] byRow = new double[0];
  private int[] place = new int[0];
  private long kept;

  FormProducts(NeuronForms forms, Gemm gemm) {
    this.forms = forms;
    this.gemm = gemm;
    this.count = forms.count();
    this.inputs = forms.inputs();
    this.byForm = new double[count][];
  }

  /**
   * The products of a form, NaN where none was kept yet; null where there is no room to keep any.
   */
  double[] ofForm(int form) {
    if (byForm[form] == null && kept + count <= MOST_KEPT) {
      kept += count;
      byForm[form] = new double[count];
      Arrays.fill(byForm[form], Double.NaN);
    }
    return byForm[form];
  }

  /**
   * Makes the products of rows with all forms, for {@link #ofRow}.
   *
   * @param coefficients {@code [rows × inputs]}
   * @param rows ascending
   */
  void prepare(double[] coefficients, int[] rows) {
    boolean isWorth = (long) count * inputs <= MOST_ENTRIES && rows.length > 0;
    int last = isWorth ? rows[rows.length - 1] : -1;
    place = new int[last + 1];
    Arrays.fill(place, -1);
    if (!isWorth) {
      return;
    }
    weighted = room(weighted, rows.length * inputs);
    byRow = room(byRow, rows.length * count);
    double[] r = forms.radius();
    for (int i = 0; i < rows.length; i++) {
      place[rows[i]] = i;
      for (int j = 0; j < inputs; j++) {
        weighted[i * inputs + j] = coefficients[rows[i] * inputs + j] * r[j] * r[j];
      }
    }
    gemm.pin(forms.coefficients());
    gemm.multiply(
        Matrix.of(weighted, 0, rows.length, inputs),
        Matrix.of(forms.coefficients(), 0, count, inputs).transposed(),
        Matrix.of(byRow, 0, rows.length, count));
  }

  private static double[] room(double[] buffer, int needed) {
    return buffer.length < needed ? new double[needed] : buffer;
  }

  /** The products of a row with all forms, or null if they were not made. */
  double[] ofRow(int row) {
    if (row >= place.length || place[row] < 0) {
      return null;
    }
    return Arrays.copyOfRange(byRow, place[row] * count, (place[row] + 1) * count);
  }
}
