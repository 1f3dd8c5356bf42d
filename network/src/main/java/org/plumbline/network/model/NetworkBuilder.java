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
    layer.accept(new Fit());
    layers.add(layer);
    notes.layerAdded();
    return layers.size() - 1;
  }

  /** Says which node of a model the layers that follow compute for. */
  public void setNode(String label) {
    notes.setNode(label);
  }

  /** Says how input and output are those of the model. */
  public void setPorts(ModelPorts ports) {
    notes.setPorts(ports);
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

  /** Requires that a layer fits those that it reads. */
  private final class Fit implements LayerVisitor<Void> {
    @Override
    public Void visitInput(InputLayer layer) {
      throw new IllegalArgumentException("a network has one input layer, and it is there already");
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      for (AffineLayer.Term term : layer.terms()) {
        require(term.map().inputSize() == size(term.source()), layer, term.source());
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      require(size(layer.source()) == layer.size(), layer, layer.source());
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      require(size(layer.left()) == layer.size(), layer, layer.left());
      require(size(layer.right()) == layer.size(), layer, layer.right());
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      require(size(layer.base()) == layer.size(), layer, layer.base());
      require(size(layer.change()) == layer.size(), layer, layer.change());
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      for (int member : layer.members()) {
        require(member >= 0 && member < size(layer.source()), layer, layer.source());
      }
      return null;
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
