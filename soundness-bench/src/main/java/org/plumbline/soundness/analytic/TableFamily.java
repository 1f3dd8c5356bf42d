package org.plumbline.soundness.analytic;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.analytic.family.Family;
import org.plumbline.soundness.analytic.family.Questions;
import org.plumbline.soundness.analytic.family.Sheet;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.specs.property.DecimalBox;

/**
 * Look-ups spelled out in ReLUs, as networks hold a sine or a curve that was measured: {@code f(t)
 * = f(0) + Σₖ aₖ·max(0, ±(t − tₖ))} goes through given heights at multiples of a step. The output
 * is a sum of one such function of each input, after a shift and a ReLU that change nothing since
 * heights are at least −1. A piecewise linear function is greatest at a knot, so the sum is
 * greatest where each summand is: a threshold a little below that is reached, one a little above is
 * not. One knot of each function stands out, and it is two steps wide: whoever leaves out a knot,
 * moves it, or takes its slope from the wrong side misses the sum by far more than the margin.
 */
final class TableFamily implements Family {
  private static final int[] PIECES = {2, 3, 8, 21, 54};
  private static final int[] DIMENSIONS = {1, 2, 5};
  private static final double STEP = 0x1p-3;
  private static final double MARGIN = 0x1p-6;

  /** Heights of ordinary knots are at most 1 in size. */
  private static final double PEAK = 2;

  private static final double SHIFT = 1;

  @Override
  public String name() {
    return "table";
  }

  @Override
  public void fill(Sheet sheet, SplittableRandom random) {
    for (int pieces : PIECES) {
      for (int inputs : DIMENSIONS) {
        for (boolean isFromRight : new boolean[] {false, true}) {
          pair(sheet, pieces, inputs, isFromRight, random);
        }
      }
    }
  }

  private static void pair(
      Sheet sheet, int pieces, int inputs, boolean isFromRight, SplittableRandom random) {
    double[][] heights = new double[inputs][pieces + 1];
    double[] peak = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      Arrays.setAll(heights[i], k -> (random.nextInt(129) - 64) * 0x1p-6);
      int knot = 1 + random.nextInt(pieces - 1);
      heights[i][knot] = PEAK;
      peak[i] = knot * STEP;
    }
    OnnxModel model = network(heights, isFromRight);
    DecimalBox box = Questions.cube(inputs, 0, pieces * STEP);
    double greatest = PEAK * inputs;
    sheet.sat(
        model, Questions.reaches(box, greatest - MARGIN), peak, "the highest knot of each table");
    sheet.unsat(
        model,
        Questions.reaches(box, greatest + MARGIN),
        peak,
        "tables are greatest at knots, and no knot is higher than " + PEAK);
  }

  /**
   * Sums of tables, whose ReLUs add up to one neuron for each table first.
   *
   * @param heights at multiples of {@link #STEP}, a row for each input
   * @param isFromRight whether ReLUs grow to the left, from the last knot on
   */
  static OnnxModel network(double[][] heights, boolean isFromRight) {
    int inputs = heights.length;
    int pieces = heights[0].length - 1;
    double factor = isFromRight ? -1 : 1;
    double[][] reads = new double[inputs * pieces][inputs];
    double[] places = new double[inputs * pieces];
    double[][] sums = new double[inputs][inputs * pieces];
    double[] starts = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      double[] along = isFromRight ? reversed(heights[i]) : heights[i];
      starts[i] = along[0] + SHIFT;
      double slope = 0;
      for (int k = 0; k < pieces; k++) {
        int relu = i * pieces + k;
        reads[relu][i] = factor;
        places[relu] = isFromRight ? (pieces - k) * STEP : -k * STEP;
        double next = (along[k + 1] - along[k]) / STEP;
        sums[i][relu] = next - slope;
        slope = next;
      }
    }
    double[][] total = new double[1][inputs];
    Arrays.fill(total[0], 1);
    Graph graph = new Graph(1, inputs);
    String relus = graph.relu(graph.gemm(graph.input(), new Dense(reads, places)));
    String tables = graph.relu(graph.gemm(relus, new Dense(sums, starts)));
    Dense last = new Dense(total, new double[] {-SHIFT * inputs});
    return graph.model(graph.gemm(tables, last), 1, 1);
  }

  private static double[] reversed(double[] heights) {
    double[] other = new double[heights.length];
    Arrays.setAll(other, k -> heights[heights.length - 1 - k]);
    return other;
  }
}
