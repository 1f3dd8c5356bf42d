package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * About how far the inputs of a small box move each neuron, {@code Σ_i |∂x/∂x_i| · radius_i}, from
 * few evaluations instead of one for each input: a sum with Cauchy distributed coefficients is a
 * Cauchy variable whose scale is the sum of absolute values, and the geometric mean of standard
 * ones is 1 (Indyk, <em>Stable distributions, pseudorandom generators, embeddings, and data stream
 * computation</em>, J. ACM 53, 2006; Li, SODA 2008). An estimate, no bound: with n samples its
 * logarithm is off by about {@code 1.57/√n}.
 */
public final class SpreadSketch {
  private static final int ROWS = 16;

  /** Steps as a share of the radii, so that few activations change their phase. */
  private static final double STEP = 0x1p-10;

  /** Of a Cauchy variable. */
  private static final double LARGEST = 1 << 16;

  private static final long SEED = 20_260_730;

  private final Network network;
  private final ForwardPass forward;
  private final double[] centre;
  private final double[] radius;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final double[][] logarithms;
  private final int[][] counts;
  private final double[][] middles;

  public SpreadSketch(Network network, Gemm gemm, Box box) {
    this.network = network;
    this.forward = new ForwardPass(network, gemm);
    this.centre = new double[box.size()];
    this.radius = new double[box.size()];
    for (int i = 0; i < centre.length; i++) {
      centre[i] = Intervals.middle(box.lower()[i], box.upper()[i]);
      radius[i] = 0.5 * box.upper()[i] - 0.5 * box.lower()[i];
    }
    this.logarithms = new double[network.depth()][];
    this.counts = new int[network.depth()][];
    for (int k = 1; k < network.depth(); k++) {
      logarithms[k] = new double[network.layer(k).size()];
      counts[k] = new int[network.layer(k).size()];
    }
    this.middles = new double[network.depth()][];
  }

  /** Takes 15 more samples. */
  public void sample() {
    int n = centre.length;
    double[] x = new double[ROWS * n];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < n; i++) {
        double cauchy = Math.tan(Math.PI * (random.nextDouble() - 0.5));
        double step = STEP * Math.max(-LARGEST, Math.min(LARGEST, cauchy));
        x[r * n + i] = r == 0 ? centre[i] : centre[i] + step * radius[i];
      }
    }
    double[][] values = forward.trace(ROWS, x);
    for (int k = 1; k < network.depth(); k++) {
      middles[k] = Arrays.copyOf(values[k], counts[k].length);
      for (int r = 1; r < ROWS; r++) {
        add(values[k], r, logarithms[k], counts[k]);
      }
    }
  }

  private static void add(double[] values, int row, double[] logarithms, int[] counts) {
    int n = counts.length;
    for (int i = 0; i < n; i++) {
      double moved = Math.abs(values[row * n + i] - values[i]);
      if (moved > 0) {
        logarithms[i] += Math.log(moved);
        counts[i]++;
      }
    }
  }

  /** The outputs at the centre of the box, once there is a sample. */
  public double[] outputs() {
    return middles[network.outputIndex()];
  }

  /**
   * The share of neurons that bend, or may change their sign, before an activation.
   *
   * @param wider a multiple of the estimates
   */
  public double bending(double wider) {
    long all = 0;
    long bending = 0;
    for (Layer layer : network.layers()) {
      if (layer instanceof ActivationLayer act) {
        boolean bends = !act.activation().isPiecewiseLinear();
        all += act.size();
        for (int i = 0; i < act.size(); i++) {
          double middle = act.source() == 0 ? centre[i] : middles[act.source()][i];
          double spread = act.source() == 0 ? radius[i] : spread(act.source(), i);
          bending += bends || !(Math.abs(middle) > wider * spread) && spread > 0 ? 1 : 0;
        }
      }
    }
    return all == 0 ? 0 : (double) bending / all;
  }

  /** The estimate of one neuron. */
  public double spread(int layer, int neuron) {
    int count = counts[layer][neuron];
    return count == 0 ? 0 : Math.exp(logarithms[layer][neuron] / count) / STEP;
  }

  /**
   * A guess for {@link SlicedPropagator}.
   *
   * @param wider a multiple of the estimate
   * @param least a share of the mean of a layer that every neuron gets
   */
  public double[][] guess(double wider, double least) {
    double[][] guess = new double[network.depth()][];
    for (int k = 1; k < guess.length; k++) {
      int layer = k;
      double[] spread = new double[counts[k].length];
      Arrays.setAll(spread, i -> spread(layer, i));
      double floor = least * Arrays.stream(spread).average().orElse(0);
      guess[k] = Arrays.stream(spread).map(s -> wider * Math.max(s, floor)).toArray();
    }
    return guess;
  }
}
