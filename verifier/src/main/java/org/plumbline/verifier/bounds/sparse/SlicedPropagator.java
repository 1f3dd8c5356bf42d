package org.plumbline.verifier.bounds.sparse;

import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * A zonotope of one box whose symbols are far too many to be held at once: they pass through the
 * network in slices, which need nothing of one another, because what they need of the bounds, the
 * lines of the activations, is guessed beforehand and checked afterwards.
 *
 * <p>Theorem. Let a guess R say for every neuron of every affine layer how far the noise symbols
 * move it. R fixes the centre c, the interval remainder ρ, the lines and the new symbols of each
 * layer ({@link Linearisation}), and with them the rows G of all symbols. If {@code Σ_g |G_g| ≤ R}
 * at every affine layer that another layer reads, then every value of a neuron over the box lies in
 * {@code c ± (Σ_g |G_g| + ρ)}, c, G and ρ of its layer.
 *
 * <p>Proof, by induction over layers in their order. Layer 0 is the box. Let the layers before k be
 * as said, as an image under all symbols at once: {@code x = c + Σ_g ε_g G_g + η ∘ ρ} with the same
 * ε for all layers. An affine layer maps it exactly, but for rounding, which ρ of layer k takes in;
 * that was computed from R of the sources and is enough, since R is at least the sum it stands for.
 * An activation or a maximum that reads layer j was given lines, or a winner, for {@code c ± (R +
 * ρ)} of j, which holds every value of j. What must hold exactly: the comparison of the sum,
 * rounded up, with R, at every affine layer; the spreads of other layers were computed from R,
 * rounded up, and need no check.
 */
public final class SlicedPropagator {
  /** Numbers of a slice at the largest layer: 32 MiB. */
  private static final long SLICE_ENTRIES = 1 << 22;

  private static final int WIDEST = 256;
  private static final int NARROWEST = 8;

  /** A second guess, as a multiple of what was too much for the first. */
  private static final double WIDER = 1.5;

  private final Network network;
  private final Linearisation linearisation;
  private final double[][] guess;
  private final boolean[] isRead;
  private final SliceRows rows;
  private final int width;

  /**
   * @param varying ascending inputs to track. What the others vary goes into the remainder.
   * @param guess R of the theorem, {@code [layer][neuron]}; asked for affine layers only
   * @throws IllegalArgumentException if the network has a product
   */
  public SlicedPropagator(Network network, Gemm gemm, Box box, int[] varying, double[][] guess) {
    this.network = network;
    this.guess = guess;
    this.linearisation = new Linearisation(network, gemm, box, varying, guess);
    this.isRead = new boolean[network.depth()];
    for (Layer layer : network.layers()) {
      for (int source : layer.sources()) {
        isRead[source] = true;
      }
    }
    long largest = network.layers().stream().mapToLong(Layer::size).max().orElse(1);
    this.width = (int) Math.max(NARROWEST, Math.min(WIDEST, SLICE_ENTRIES / largest));
    this.rows = new SliceRows(network, linearisation);
  }

  /** Whether all layers can be propagated. */
  public static boolean supports(Network network) {
    return network.layers().stream().noneMatch(layer -> layer instanceof ProductLayer);
  }

  /** Neurons that are not linear on their intervals. */
  public long open() {
    return linearisation.open();
  }

  /** Noise symbols of all layers. */
  public int symbols() {
    return linearisation.symbols().count();
  }

  /** Number of slices. */
  public int slices() {
    return (symbols() + width - 1) / width;
  }

  /** Whether the sums of another one for the same network and box are those of this one. */
  public boolean hasSumsOf(SlicedPropagator other) {
    return linearisation.hasRowsOf(other.linearisation);
  }

  /** Sums of absolute values, all zero: {@code [layer][neuron]}, null but for affine layers. */
  public double[][] sums() {
    double[][] sums = new double[network.depth()][];
    for (int k = 1; k < sums.length; k++) {
      sums[k] = network.layer(k) instanceof AffineLayer affine ? new double[affine.size()] : null;
    }
    return sums;
  }

  /** Adds the absolute values of a slice's rows to sums. On any thread. */
  public void propagate(int slice, Gemm gemm, double[][] sums) {
    int first = slice * width;
    rows.propagate(first, Math.min(symbols(), first + width), gemm, sums);
  }

  /**
   * Whether the guess is proved.
   *
   * @param sums of all slices
   */
  public boolean confirms(double[][] sums) {
    for (int k = 1; k < network.depth(); k++) {
      for (int i = 0; isRead[k] && sums[k] != null && i < sums[k].length; i++) {
        SparseZonotope layer = linearisation.layer(k);
        double size = Math.abs(layer.centre()[i]) + layer.radius(i);
        if (!(isWithin(k, i, sums) && size <= Rounding.LARGEST_MAGNITUDE)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWithin(int layer, int neuron, double[][] sums) {
    return Rounding.inflate(sums[layer][neuron]) <= linearisation.layer(layer).spread()[neuron];
  }

  /** A guess that is wider where this one was too narrow. */
  public double[][] widened(double[][] sums) {
    double[][] wider = new double[guess.length][];
    for (int k = 1; k < wider.length; k++) {
      if (sums[k] != null) {
        wider[k] = guess[k].clone();
        for (int i = 0; i < wider[k].length; i++) {
          if (!isWithin(k, i, sums)) {
            wider[k][i] = WIDER * sums[k][i];
          }
        }
      }
    }
    return wider;
  }

  /** A lower bound of a neuron of an affine layer, if the guess is proved. */
  public double lower(int layer, int neuron, double[][] sums) {
    return linearisation.layer(layer).centre()[neuron] - radius(layer, neuron, sums);
  }

  /** An upper bound of a neuron of an affine layer, if the guess is proved. */
  public double upper(int layer, int neuron, double[][] sums) {
    return linearisation.layer(layer).centre()[neuron] + radius(layer, neuron, sums);
  }

  /** Covers that an end is rounded. */
  private double radius(int layer, int neuron, double[][] sums) {
    SparseZonotope middle = linearisation.layer(layer);
    return (Rounding.inflate(sums[layer][neuron]) + middle.remainder()[neuron]) * Intervals.WIDEN
        + Math.abs(middle.centre()[neuron]) * 0x1p-52
        + Rounding.UNDERFLOW;
  }
}
