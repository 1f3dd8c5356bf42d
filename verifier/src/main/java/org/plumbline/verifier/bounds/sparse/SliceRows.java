package org.plumbline.verifier.bounds.sparse;

import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/** Rows of a few noise symbols, passed through all layers of a {@link Linearisation}. */
final class SliceRows {
  private final Network network;
  private final Linearisation linearisation;
  private final int[] lastReader;

  SliceRows(Network network, Linearisation linearisation) {
    this.network = network;
    this.linearisation = linearisation;
    this.lastReader = new int[network.depth()];
    for (int k = 1; k < network.depth(); k++) {
      for (int source : network.layer(k).sources()) {
        lastReader[source] = k;
      }
    }
  }

  /**
   * @param sums {@code [layer][neuron]}, get the absolute values at affine layers
   */
  void propagate(int from, int to, Gemm gemm, double[][] sums) {
    NoiseSymbols symbols = linearisation.symbols();
    double[][] blocks = new double[network.depth()][];
    int next = from;
    for (int k = 0; k < network.depth(); k++) {
      if (k > 0) {
        blocks[k] = network.layer(k).accept(new Step(k, to - from, gemm, blocks));
      }
      for (; next < to && symbols.layer(next) == k; next++) {
        blocks[k] = blocks[k] == null ? room(k, to - from) : blocks[k];
        int row = (next - from) * network.layer(k).size();
        blocks[k][row + symbols.neuron(next)] += symbols.size(next);
      }
      if (sums[k] != null && blocks[k] != null) {
        addAbsolute(blocks[k], sums[k]);
      }
      for (int source : network.layer(k).sources()) {
        blocks[source] = lastReader[source] == k ? null : blocks[source];
      }
    }
  }

  private double[] room(int k, int rows) {
    return new double[rows * network.layer(k).size()];
  }

  private static void addAbsolute(double[] block, double[] sum) {
    int n = sum.length;
    for (int row = 0; row < block.length; row += n) {
      for (int i = 0; i < n; i++) {
        sum[i] += Math.abs(block[row + i]);
      }
    }
  }

  /** Makes the rows of layer k; null stands for zeros. */
  private final class Step implements ComputedLayerVisitor<double[]> {
    private final int k;
    private final int rows;
    private final Gemm gemm;
    private final double[][] blocks;

    Step(int k, int rows, Gemm gemm, double[][] blocks) {
      this.k = k;
      this.rows = rows;
      this.gemm = gemm;
      this.blocks = blocks;
    }

    @Override
    public double[] visitAffine(AffineLayer layer) {
      double[] image = null;
      for (AffineLayer.Term term : layer.terms()) {
        if (blocks[term.source()] != null) {
          image = image == null ? room(k, rows) : image;
          term.map().apply(gemm, rows, blocks[term.source()], 0, image, 0);
        }
      }
      return image;
    }

    @Override
    public double[] visitActivation(ActivationLayer layer) {
      double[] source = blocks[layer.source()];
      if (source == null) {
        return null;
      }
      double[] image = lastReader[layer.source()] == k ? source : source.clone();
      double[] slopes = linearisation.slopes(k);
      for (int row = 0; row < image.length; row += slopes.length) {
        for (int i = 0; i < slopes.length; i++) {
          image[row + i] *= slopes[i];
        }
      }
      return image;
    }

    @Override
    public double[] visitMaximum(MaximumLayer layer) {
      double[] source = blocks[layer.source()];
      if (source == null) {
        return null;
      }
      double[] image = room(k, rows);
      int[] winners = linearisation.winners(k);
      int n = source.length / rows;
      for (int r = 0; r < rows; r++) {
        for (int g = 0; g < winners.length; g++) {
          image[r * winners.length + g] = winners[g] < 0 ? 0 : source[r * n + winners[g]];
        }
      }
      return image;
    }

    @Override
    public double[] visitProduct(ProductLayer layer) {
      throw new IllegalArgumentException("layer " + k + " is a product");
    }

    @Override
    public double[] visitReluDifference(ReluDifferenceLayer layer) {
      throw new IllegalArgumentException("layer " + k + " is a difference");
    }
  }
}
