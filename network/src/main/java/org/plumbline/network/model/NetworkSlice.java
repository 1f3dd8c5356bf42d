package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.plumbline.network.linear.Restriction;

/**
 * The part of a network that some neurons of one layer depend on, as a network of its own: a
 * function of fewer inputs with the same values.
 *
 * @param network whose last layer holds the neurons asked for, and perhaps others of their layer
 * @param neurons by layer of the whole network, ascending: those that the slice has; none where it
 *     does not have the layer
 * @param layer by layer of the whole network, its index in the slice, or -1
 */
public record NetworkSlice(Network network, int[][] neurons, int[] layer) {

  /**
   * @param needed by layer, closed under what its neurons read; see {@link ReceptiveFields}
   */
  static NetworkSlice of(Network whole, BitSet[] needed) {
    int[][] neurons = new int[whole.depth()][0];
    int[] layer = new int[whole.depth()];
    java.util.Arrays.fill(layer, -1);
    neurons[0] = needed[0].stream().toArray();
    layer[0] = 0;
    NetworkBuilder builder = new NetworkBuilder(1, Math.max(1, neurons[0].length));
    if (neurons[0].length == 0) {
      neurons[0] = new int[] {0};
    }
    for (int k = 1; k < needed.length; k++) {
      if (!needed[k].isEmpty()) {
        neurons[k] = needed[k].stream().toArray();
        layer[k] = builder.add(sliced(whole.layer(k), k, neurons, layer));
      }
    }
    return new NetworkSlice(builder.build(), neurons, layer);
  }

  private static Layer sliced(Layer whole, int k, int[][] neurons, int[] layer) {
    if (whole instanceof ActivationLayer act) {
      return new ActivationLayer(layer[act.source()], neurons[k].length, act.activation());
    }
    if (whole instanceof ProductLayer product) {
      return new ProductLayer(layer[product.left()], layer[product.right()], neurons[k].length);
    }
    AffineLayer affine = (AffineLayer) whole;
    List<AffineLayer.Term> terms = new ArrayList<>();
    for (AffineLayer.Term term : affine.terms()) {
      if (layer[term.source()] >= 0) {
        terms.add(
            new AffineLayer.Term(
                layer[term.source()],
                new Restriction(neurons[k], neurons[term.source()]).of(term.map())));
      }
    }
    return new AffineLayer(
        terms,
        pick(affine.bias(), neurons[k]),
        affine.biasError() == null ? null : pick(affine.biasError(), neurons[k]));
  }

  /** The entries of a layer of the whole network that the slice has. */
  public static double[] pick(double[] values, int[] neurons) {
    double[] picked = new double[neurons.length];
    for (int i = 0; i < neurons.length; i++) {
      picked[i] = values[neurons[i]];
    }
    return picked;
  }
}
