package org.plumbline.network.model;

import java.util.List;

/**
 * An immutable directed acyclic graph of layers in topological order: layer 0 is the input, the
 * last layer the output. Built and checked by {@link NetworkBuilder}.
 */
public final class Network {
  private final List<Layer> layers;
  private final int[] outputShape;
  private final Reading reading;

  Network(List<Layer> layers, int[] outputShape, Reading reading) {
    this.layers = List.copyOf(layers);
    this.outputShape = outputShape;
    this.reading = reading;
  }

  /** What its reader says of it. */
  public Reading reading() {
    return reading;
  }

  public List<Layer> layers() {
    return layers;
  }

  public Layer layer(int index) {
    return layers.get(index);
  }

  public int depth() {
    return layers.size();
  }

  public InputLayer input() {
    return (InputLayer) layers.get(0);
  }

  public int outputIndex() {
    return layers.size() - 1;
  }

  public int inputSize() {
    return layers.get(0).size();
  }

  public int outputSize() {
    return layers.get(outputIndex()).size();
  }

  /** The output's tensor shape in the file, batch dimension included. */
  public int[] outputShape() {
    return outputShape.clone();
  }

  /** Whether all its layers are affine or ReLUs. */
  public boolean isOfRelus() {
    return layers.stream()
        .skip(1)
        .allMatch(layer -> layer instanceof AffineLayer || ActivationLayer.isRelu(layer));
  }

  /** Whether every layer is piecewise linear: exact evaluation stays rational. */
  public boolean isPiecewiseLinear() {
    return layers.stream().allMatch(layer -> layer.accept(new PiecewiseLinearity()));
  }

  /** Whether every layer is piecewise linear, a product or a power: computed without rounding. */
  public boolean isPiecewisePolynomial() {
    PiecewiseLinearity linearity = new PiecewiseLinearity();
    return layers.stream().allMatch(layer -> isPolynomial(layer) || layer.accept(linearity));
  }

  private static boolean isPolynomial(Layer layer) {
    return layer instanceof ProductLayer
        || layer instanceof ActivationLayer act && act.activation().kind() == Activation.Kind.POWER;
  }

  /** Whether a layer is piecewise linear. */
  private record PiecewiseLinearity() implements LayerVisitor<Boolean> {
    @Override
    public Boolean visitInput(InputLayer layer) {
      return true;
    }

    @Override
    public Boolean visitAffine(AffineLayer layer) {
      return true;
    }

    @Override
    public Boolean visitActivation(ActivationLayer layer) {
      return layer.activation().isPiecewiseLinear();
    }

    @Override
    public Boolean visitProduct(ProductLayer layer) {
      return false;
    }

    @Override
    public Boolean visitReluDifference(ReluDifferenceLayer layer) {
      return true;
    }

    @Override
    public Boolean visitMaximum(MaximumLayer layer) {
      return true;
    }
  }
}
