package org.plumbline.specs.pattern;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * The layers whose neurons have phases: activations that are piecewise linear and turn at 0 (ReLU,
 * LeakyReLU, Sign, Clip from 0). They are numbered from 1 in topological order, which the merging
 * of affine layers, the removal of a final softmax and the removal of dead layers leave alone.
 */
public final class PhaseLayers {
  private final int[] layers;
  private final int[] sources;
  private final int[] widths;

  private PhaseLayers(Network network, int[] layers) {
    this.layers = layers;
    this.sources =
        IntStream.of(layers).map(k -> ((ActivationLayer) network.layer(k)).source()).toArray();
    this.widths = IntStream.of(layers).map(k -> network.layer(k).size()).toArray();
  }

  public static PhaseLayers of(Network network) {
    int[] layers =
        IntStream.range(0, network.depth())
            .filter(k -> network.layer(k) instanceof ActivationLayer act && turnsAtZero(act))
            .toArray();
    return new PhaseLayers(network, layers);
  }

  private static boolean turnsAtZero(ActivationLayer layer) {
    Activation activation = layer.activation();
    return switch (activation.kind()) {
      case RELU, LEAKY_RELU, SIGN -> true;
      case CLIP -> activation.first() == 0;
      default -> false;
    };
  }

  public int count() {
    return layers.length;
  }

  /** Neurons of all of them. */
  public int neurons() {
    return IntStream.of(widths).sum();
  }

  /** The index in the network of an activation layer. */
  public int activation(int layer) {
    return layers[layer - 1];
  }

  /**
   * The index in the network of the layer that holds the pre-activations of an activation layer.
   */
  public int preActivation(int layer) {
    return sources[layer - 1];
  }

  /** Neurons of each, in order. */
  public int[] widths() {
    return widths.clone();
  }

  /**
   * @throws IllegalArgumentException if the pattern speaks of layers of other widths
   */
  public void requireFit(ActivationPattern pattern) {
    if (!Arrays.equals(widths, pattern.widths())) {
      throw new IllegalArgumentException(
          "the pattern speaks of activation layers of "
              + Arrays.toString(pattern.widths())
              + " neurons, the network has "
              + Arrays.toString(widths)
              + "; maybe it belongs to another network");
    }
  }
}
