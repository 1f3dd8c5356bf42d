package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;

/**
 * Merges affine layers that follow one another, so that a search passes over fewer layers: the bias
 * of an Add joins the matrix before it, an input normalisation the first layer, a batch
 * normalisation its convolution. Maps are combined only where {@link MapComposition} can do so
 * exactly or with a small relative error; what the biases lose to rounding goes into {@link
 * AffineLayer#biasError}. The merged network computes the same function in real arithmetic, within
 * those errors.
 */
public final class AffineMerger {
  private final Network network;
  private final int[] consumers;
  private final int[] newIndex;
  private final List<Layer> layers = new ArrayList<>();

  private AffineMerger(Network network) {
    this.network = network;
    this.consumers = new int[network.depth()];
    this.newIndex = new int[network.depth()];
    for (Layer layer : network.layers()) {
      for (int source : layer.sources()) {
        consumers[source]++;
      }
    }
  }

  /**
   * The same function with fewer layers.
   *
   * @param origin for each layer of it the layer whose values it has
   */
  public record Merged(Network network, int[] origin) {}

  /** The same function with fewer layers. */
  public static Network merge(Network network) {
    return merged(network).network();
  }

  /** The same function with fewer layers, and where these come from. */
  public static Merged merged(Network network) {
    AffineMerger merger = new AffineMerger(network);
    Network result = merger.merge();
    int[] origin = new int[result.depth()];
    for (int k = 0; k < network.depth(); k++) {
      origin[merger.newIndex[k]] = k;
    }
    return new Merged(result, origin);
  }

  private Network merge() {
    for (int k = 0; k < network.depth(); k++) {
      Layer layer = network.layer(k);
      if (layer instanceof AffineLayer affine && absorb(affine, k)) {
        continue;
      }
      newIndex[k] = layers.size();
      layers.add(LayerNumbers.renumbered(layer, newIndex));
    }
    layers.replaceAll(AffineMerger::sparse);
    return new Network(layers, network.outputShape(), Reading.NONE);
  }

  private static Layer sparse(Layer layer) {
    if (!(layer instanceof AffineLayer affine)) {
      return layer;
    }
    List<AffineLayer.Term> terms = new ArrayList<>();
    for (AffineLayer.Term term : affine.terms()) {
      terms.add(
          new AffineLayer.Term(
              term.source(),
              term.map() instanceof DenseMap dense ? SparseMap.orDense(dense) : term.map()));
    }
    return new AffineLayer(terms, affine.bias(), affine.biasError());
  }

  /** Replaces the affine layer that this one alone reads by the composition of both, if it can. */
  private boolean absorb(AffineLayer outer, int k) {
    if (outer.terms().size() != 1) {
      return false;
    }
    AffineLayer.Term only = outer.terms().get(0);
    int inner = newIndex[only.source()];
    if (consumers[only.source()] != 1 || !(layers.get(inner) instanceof AffineLayer before)) {
      return false;
    }
    List<AffineLayer.Term> terms = new ArrayList<>();
    for (AffineLayer.Term term : before.terms()) {
      LinearMap map = MapComposition.compose(term.map(), only.map());
      if (map == null) {
        return false;
      }
      terms.add(new AffineLayer.Term(term.source(), map));
    }
    newIndex[k] = inner;
    layers.set(inner, withBias(terms, before, outer, only.map()));
    return true;
  }

  private static AffineLayer withBias(
      List<AffineLayer.Term> terms, AffineLayer before, AffineLayer outer, LinearMap map) {
    int n = outer.size();
    double[] bias = new double[n];
    double[] size = new double[n];
    double[] moved = new double[n];
    double[] absolute = new double[before.size()];
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(before.bias()[i]);
    }
    map.apply(new JavaGemm(), 1, before.bias(), 0, bias, 0);
    map.applyAbsolute(absolute, size);
    if (before.biasError() != null) {
      map.applyAbsolute(before.biasError(), moved);
    }
    boolean isExact = true;
    double rate =
        map instanceof SelectionMap
            ? 0
            : Rounding.gamma(map.summands() + 2) + map.coefficientError();
    double[] error = new double[n];
    for (int i = 0; i < n; i++) {
      double own = outer.biasError() == null ? 0 : outer.biasError()[i];
      boolean isRounded = bias[i] != 0 && outer.bias()[i] != 0;
      bias[i] += outer.bias()[i];
      double lost = rate * size[i] + (isRounded ? Rounding.UNIT * Math.abs(bias[i]) : 0);
      error[i] = lost + moved[i] + own == 0 ? 0 : Rounding.inflate(lost + moved[i] + own);
      isExact &= error[i] == 0;
    }
    return new AffineLayer(terms, bias, isExact ? null : error);
  }
}
