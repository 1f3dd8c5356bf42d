package org.plumbline.verifier.bounds;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * By how much rows of a property move with each neuron, at a few points of a box: what a backward
 * pass gives where every neuron has one value. A guess of what bounds are worth, and no bound.
 */
public final class Adjoints {
  private static final int POINTS = 4;
  private static final long SEED = 1;

  private final int rows;
  private final double[][] largest;
  private final double[] values;
  private final double bending;

  /**
   * @param outputs coefficients of each row
   */
  public Adjoints(Network network, Gemm gemm, Box box, double[][] outputs) {
    this.rows = outputs.length;
    this.largest = new double[network.depth()][];
    BatchBounds points = points(network, gemm, box);
    ErrorCharges charges = new ErrorCharges(network, box);
    CrownPropagator crown = new CrownPropagator(network, charges, gemm);
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, points);
    }
    LinearForms forms = new LinearForms(network.inputSize());
    forms.reset(POINTS * rows, network.outputSize());
    for (int r = 0; r < POINTS * rows; r++) {
      forms.owner()[r] = r / rows;
      System.arraycopy(
          outputs[r % rows], 0, forms.start(), r * network.outputSize(), network.outputSize());
    }
    crown.bound(points, network.outputIndex(), forms);
    double moved = 0;
    double all = 0;
    for (int k = 0; k < largest.length; k++) {
      int n = network.layer(k).size();
      largest[k] = new double[n];
      for (int at = 0; crown.reached(k) && at < POINTS * rows * n; at++) {
        double a = crown.coefficients(k)[at];
        largest[k][at % n] = Math.max(largest[k][at % n], Math.abs(a));
        if (network.layer(k) instanceof ActivationLayer) {
          moved += Math.abs(a - crown.coefficients(k)[at % (rows * n)]);
          all += Math.abs(a) * (POINTS - 1) / POINTS;
        }
      }
    }
    this.bending = all > 0 ? moved / all : 0;
    this.values = Arrays.copyOf(forms.lower(), rows);
  }

  /** The middle of the box first, then points anywhere in it. */
  private static BatchBounds points(Network network, Gemm gemm, Box box) {
    SplittableRandom random = new SplittableRandom(SEED);
    BatchBounds points = new BatchBounds(network);
    points.reset(POINTS);
    int n = network.inputSize();
    for (int b = 0; b < POINTS; b++) {
      for (int i = 0; i < n; i++) {
        double part = b == 0 ? 0.5 : random.nextDouble();
        points.lower(0)[b * n + i] = (1 - part) * box.lower()[i] + part * box.upper()[i];
        points.upper(0)[b * n + i] = points.lower(0)[b * n + i];
      }
    }
    ZonotopePropagator intervals = new ZonotopePropagator(network, gemm, 0);
    intervals.start(points, new int[0]);
    for (int k = 1; k < network.depth(); k++) {
      intervals.propagate(k, points);
    }
    return points;
  }

  /** The largest coefficient of a neuron, over all rows and points, by absolute value. */
  public double of(int layer, int neuron) {
    return largest[layer][neuron];
  }

  /**
   * By how much coefficients of activations change from the middle of the box to other points, as a
   * share of what they are: 0 where the network is linear in the box.
   */
  public double bending() {
    return bending;
  }

  /** Value of a row in the middle of the box, roughly. */
  public double value(int row) {
    return values[row];
  }
}
