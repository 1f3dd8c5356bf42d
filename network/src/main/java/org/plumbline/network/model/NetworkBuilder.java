package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects layers in topological order and checks once that they fit together; every other class
 * relies on it.
 */
public final class NetworkBuilder {
  private final List<Layer> layers = new ArrayList<>();
  private final Reading.Notes notes = new Reading.Notes();

  public NetworkBuilder(int... inputShape) {
    long size = 1;
    for (int extent : inputShape) {
      size = Math.multiplyExact(size, extent);
    }
    if (size <= 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("input shape " + Arrays.toString(inputShape));
    }
    layers.add(new InputLayer((int) size, inputShape.clone()));
  }

  /** Adds a layer that reads layers added before it; returns its index. */
  public int add(Layer layer) {
    for (int source : layer.sources()) {
      if (source < 0 || source >= layers.size()) {
        throw new IllegalArgumentException(
            "layer " + layers.size() + " reads layer " + source + ", which is not before it");
      }
    }
    check(layer);
    layers.add(layer);
    notes.layerAdded();
    return layers.size() - 1;
  }

  /** Says which node of a model the layers that follow compute for. */
  public void setNode(String label) {
    notes.setNode(label);
  }

  /** Says that a layer holds the elements of a tensor of the model. */
  public void name(String tensor, int layer) {
    notes.name(tensor, layer);
  }

  /**
   * Takes for granted that all neurons of a layer lie in a range.
   *
   * @param why what happens outside, in words
   */
  public void need(int layer, double least, double greatest, Reading.Need need, String why) {
    notes.need(layer, least, greatest, need, why);
  }

  /** Says that the present node computes with what is not known in binary32 arithmetic. */
  public void unknownInFloat32(String what) {
    notes.unknownInFloat32(what);
  }

  public int size(int index) {
    return layers.get(index).size();
  }

  public Layer layer(int index) {
    return layers.get(index);
  }

  private void check(Layer layer) {
    if (layer instanceof InputLayer) {
      throw new IllegalArgumentException("a network has one input layer, and it is there already");
    } else if (layer instanceof AffineLayer affine) {
      for (AffineLayer.Term term : affine.terms()) {
        require(term.map().inputSize() == size(term.source()), layer, term.source());
      }
    } else if (layer instanceof MaximumLayer maximum) {
      for (int member : maximum.members()) {
        require(member >= 0 && member < size(maximum.source()), layer, maximum.source());
      }
    } else {
      for (int source : layer.sources()) {
        require(size(source) == layer.size(), layer, source);
      }
    }
  }

  private void require(boolean fits, Layer layer, int source) {
    if (!fits) {
      throw new IllegalArgumentException(
          layer.getClass().getSimpleName()
              + " of "
              + layer.size()
              + " neurons does not fit layer "
              + source
              + " of "
              + size(source));
    }
  }

  /** The network whose output is the layer added last. */
  public Network build(int... outputShape) {
    return new Network(
        layers,
        outputShape.length == 0
            ? new int[] {1, layers.get(layers.size() - 1).size()}
            : outputShape.clone(),
        notes.reading());
  }
}
