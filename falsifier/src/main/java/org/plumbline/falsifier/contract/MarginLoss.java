package org.plumbline.falsifier.contract;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * How far a point (x, y) is from an unsafe polyhedron, in doubles: the greatest excess {@code a·x +
 * c·y − rhs} of its inequalities, at most 0 inside. Points are rows of batches and start at {@code
 * r · size}.
 */
public final class MarginLoss {
  private final int[][] inputs;
  private final double[][] inputCoefficients;
  private final int[][] outputs;
  private final double[][] outputCoefficients;
  private final double[] rhs;

  public MarginLoss(Polyhedron polyhedron) {
    List<LinearInequality> rows = polyhedron.inequalities();
    inputs = rows.stream().map(LinearInequality::inputIndices).toArray(int[][]::new);
    inputCoefficients =
        rows.stream().map(row -> doubles(row.inputCoefficients())).toArray(double[][]::new);
    outputs = rows.stream().map(LinearInequality::outputIndices).toArray(int[][]::new);
    outputCoefficients =
        rows.stream().map(row -> doubles(row.outputCoefficients())).toArray(double[][]::new);
    rhs = rows.stream().mapToDouble(row -> row.rhs().doubleValue()).toArray();
  }

  private static double[] doubles(BigDecimal[] values) {
    return Arrays.stream(values).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /** The greatest excess; −∞ without inequalities, NaN where a value is NaN. */
  public double at(double[] x, int xOffset, double[] y, int yOffset) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < rhs.length; k++) {
      greatest = Math.max(greatest, excess(k, x, xOffset, y, yOffset));
    }
    return greatest;
  }

  private double excess(int k, double[] x, int xOffset, double[] y, int yOffset) {
    double excess = -rhs[k];
    for (int t = 0; t < inputs[k].length; t++) {
      excess += inputCoefficients[k][t] * x[xOffset + inputs[k][t]];
    }
    for (int t = 0; t < outputs[k].length; t++) {
      excess += outputCoefficients[k][t] * y[yOffset + outputs[k][t]];
    }
    return excess;
  }

  /**
   * Adds a direction in which the loss grows: while inequalities are violated, the gradient of the
   * sum of their squared excesses, divided by the greatest; inside, the gradient of the greatest
   * excess, so that a descent moves on into the interior.
   *
   * @param byInput receives the part that inequalities over inputs make, {@code [rows × inputs]}
   * @param byOutput receives the part by outputs, {@code [rows × outputs]}
   */
  public void addDirection(
      double[] x, int xOffset, double[] y, int yOffset, double[] byInput, double[] byOutput) {
    double greatest = at(x, xOffset, y, yOffset);
    for (int k = 0; k < rhs.length; k++) {
      double excess = excess(k, x, xOffset, y, yOffset);
      double weight = greatest > 0 ? Math.max(excess, 0) / greatest : excess == greatest ? 1 : 0;
      for (int t = 0; t < inputs[k].length; t++) {
        byInput[xOffset + inputs[k][t]] += weight * inputCoefficients[k][t];
      }
      for (int t = 0; t < outputs[k].length; t++) {
        byOutput[yOffset + outputs[k][t]] += weight * outputCoefficients[k][t];
      }
    }
  }
}
