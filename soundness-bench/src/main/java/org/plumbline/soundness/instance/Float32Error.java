package org.plumbline.soundness.instance;

import java.util.Arrays;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * How far binary32 arithmetic may be from exact arithmetic anywhere in a box of binary32 inputs,
 * for any order of summation, with or without fused multiply-add (Higham, <em>Accuracy and
 * Stability of Numerical Algorithms</em>, 3.1). With magnitudes v, errors d and n summands:
 *
 * <pre>  affine   v' = Σ|M|·v + |b|,   d' = Σ|M|·d + γₙ·(Σ|M|·(v + d) + |b|) + n·2⁻¹²⁰
 *   ReLU, maximum   v and d do not grow</pre>
 *
 * Infinite where nothing is known: other activations, products, numbers that may overflow.
 */
public final class Float32Error {
  private static final double UNIT = 0x1p-24;
  private static final double UNDERFLOW = 0x1p-120;
  private static final double LARGEST = 0x1p120;
  private static final double INFLATION = 1 + 0x1p-30;

  private Float32Error() {}

  /** One bound per output. */
  public static double[] of(Network network, Box box) {
    double[][] magnitudes = new double[network.depth()][];
    double[][] errors = new double[network.depth()][];
    magnitudes[0] = new double[box.size()];
    errors[0] = new double[box.size()];
    for (int i = 0; i < box.size(); i++) {
      magnitudes[0][i] = Math.max(Math.abs(box.lower()[i]), Math.abs(box.upper()[i]));
    }
    for (int k = 1; k < network.depth(); k++) {
      Layer layer = network.layer(k);
      magnitudes[k] = new double[layer.size()];
      errors[k] = new double[layer.size()];
      layer.accept(new Step(magnitudes, errors, k));
    }
    return errors[network.outputIndex()];
  }

  /** Fills in the magnitudes and the errors of layer k. */
  private record Step(double[][] v, double[][] d, int k) implements ComputedLayerVisitor<Void> {
    @Override
    public Void visitAffine(AffineLayer layer) {
      affine(layer, v, d, k);
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      if (layer.activation().kind() == Activation.Kind.RELU) {
        v[k] = v[layer.source()];
        d[k] = d[layer.source()];
      } else {
        fillUnknown();
      }
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      fillUnknown();
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      fillUnknown();
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      v[k] = greatest(layer, v[layer.source()]);
      d[k] = greatest(layer, d[layer.source()]);
      return null;
    }

    private void fillUnknown() {
      Arrays.fill(v[k], Double.POSITIVE_INFINITY);
      Arrays.fill(d[k], Double.POSITIVE_INFINITY);
    }
  }

  private static void affine(AffineLayer layer, double[][] v, double[][] d, int k) {
    double[] spread = new double[layer.size()];
    long summands = 1;
    boolean isExact = true;
    for (AffineLayer.Term term : layer.terms()) {
      double[] own = v[term.source()];
      double[] computed = own.clone();
      for (int i = 0; i < computed.length; i++) {
        computed[i] = (own[i] + d[term.source()][i]) * INFLATION;
      }
      term.map().applyAbsolute(own, v[k]);
      term.map().applyAbsolute(d[term.source()], d[k]);
      term.map().applyAbsolute(computed, spread);
      summands += term.map().summands() + 1L;
      isExact &= term.map().coefficientError() == 0;
    }
    double gamma = 2 * summands * UNIT / (1 - 2 * summands * UNIT) * INFLATION;
    for (int o = 0; o < layer.size(); o++) {
      double bias = Math.abs(layer.bias()[o]);
      v[k][o] = (v[k][o] + bias) * INFLATION;
      double error = (d[k][o] + gamma * (spread[o] + bias) + summands * UNDERFLOW) * INFLATION;
      boolean isKnown =
          isExact
              && v[k][o] + error <= LARGEST
              && (layer.biasError() == null || layer.biasError()[o] == 0);
      d[k][o] = isKnown ? error : Double.POSITIVE_INFINITY;
    }
  }

  private static double[] greatest(MaximumLayer layer, double[] values) {
    double[] result = new double[layer.size()];
    for (int g = 0; g < result.length; g++) {
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        result[g] = Math.max(result[g], values[layer.members()[m]]);
      }
    }
    return result;
  }
}
