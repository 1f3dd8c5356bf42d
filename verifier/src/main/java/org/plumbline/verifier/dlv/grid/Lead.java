package org.plumbline.verifier.dlv.grid;

import java.util.List;
import org.plumbline.network.interval.Rounding;
import org.plumbline.specs.property.DirectedRounding;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * How far a class leads over the nearest other one: the least {@code c·y − rhs} over inequalities
 * {@code c·y ≤ rhs} each of which alone is a loss of the class. Positive: it is kept.
 */
public final class Lead {
  private final int outputs;
  private final List<LinearInequality> losses;
  private final double[][] weights;
  private final double[] offsets;

  /**
   * @param outputs size of y
   * @param unsafe polyhedra of one inequality each, over outputs
   */
  public Lead(int outputs, List<Polyhedron> unsafe) {
    this.outputs = outputs;
    this.losses = unsafe.stream().map(Lead::only).toList();
    this.weights = new double[losses.size()][outputs];
    this.offsets = new double[losses.size()];
    for (int p = 0; p < weights.length; p++) {
      LinearInequality loss = losses.get(p);
      for (int t = 0; t < loss.outputIndices().length; t++) {
        weights[p][loss.outputIndices()[t]] = loss.outputCoefficients()[t].doubleValue();
      }
      offsets[p] = DirectedRounding.up(loss.rhs());
    }
  }

  private static LinearInequality only(Polyhedron polyhedron) {
    if (polyhedron.inequalities().size() != 1
        || polyhedron.inequalities().get(0).speaksOfInputs()) {
      throw new IllegalArgumentException("no comparison of outputs: " + polyhedron);
    }
    return polyhedron.inequalities().get(0);
  }

  /** Number of classes that may overtake. */
  int rivals() {
    return weights.length;
  }

  /** Weights of the outputs whose sum, less the offset, is the lead over a rival. */
  public double[] weights(int rival) {
    return weights[rival];
  }

  double offset(int rival) {
    return offsets[rival];
  }

  /** The lead at the outputs that start at an offset of a batch; NaN where an output is NaN. */
  double at(double[] y, int start) {
    double least = Double.POSITIVE_INFINITY;
    for (int p = 0; p < weights.length; p++) {
      least = Math.min(least, over(p, y, start));
    }
    return least;
  }

  /** The rival that is nearest. */
  public int nearest(double[] y, int start) {
    int nearest = 0;
    for (int p = 1; p < weights.length; p++) {
      nearest = over(p, y, start) < over(nearest, y, start) ? p : nearest;
    }
    return nearest;
  }

  /** What a lead computed from outputs with these errors may be off by. */
  double error(double[] outputErrors) {
    double greatest = 0;
    for (double[] row : weights) {
      double sum = 0;
      for (int j = 0; j < outputs; j++) {
        sum += row[j] == 0 ? 0 : Math.abs(row[j]) * outputErrors[j];
      }
      greatest = Math.max(greatest, Rounding.inflate(2 * sum));
    }
    return greatest;
  }

  private double over(int rival, double[] y, int start) {
    double sum = -offsets[rival];
    for (int j = 0; j < outputs; j++) {
      if (weights[rival][j] != 0) {
        sum += weights[rival][j] * y[start + j];
      }
    }
    return sum;
  }
}
