package org.plumbline.verifier.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.Origin;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * The network that is left on a box once every closed neuron is linear: each open neuron's value is
 * a linear function of the inputs and of the open neurons before it, found by an exact backward
 * pass that stops there, and what the pass can lose to rounding becomes the bias error. A search
 * that splits activations passes over it thousands of times, and it is often many times smaller
 * than the network it came from.
 */
public final class LinearReduction {
  private static final double MOST_ENTRIES = 4e7;

  private final Network network;
  private final BatchBounds bounds;
  private final int[][] kept;
  private final double products;

  /**
   * @param bounds of all neurons on the box, a batch of one
   */
  public LinearReduction(BatchBounds bounds) {
    this.network = bounds.network();
    this.bounds = bounds;
    this.kept = new int[network.depth()][0];
    double before = network.inputSize();
    double entries = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        kept[k] = kept(act);
        entries += kept[k].length * before;
        before += kept[k].length;
      }
    }
    this.products = entries + network.outputSize() * before;
  }

  private int[] kept(ActivationLayer act) {
    int[] result = new int[act.size()];
    int next = 0;
    for (int i = 0; i < act.size(); i++) {
      double low = bounds.lower(act.source())[i];
      double high = bounds.upper(act.source())[i];
      if (act.activation().kind() != Activation.Kind.RELU || !(low >= 0 || high <= 0)) {
        result[next++] = i;
      }
    }
    return Arrays.copyOf(result, next);
  }

  /** Backward passes over the original that make the reduced network. */
  public int rows() {
    return Arrays.stream(kept).mapToInt(k -> k.length).sum() + network.outputSize();
  }

  /** Multiply-adds of one pass over the reduced network, if it turns out dense. */
  public double products() {
    return products;
  }

  /** Whether the network can be reduced: what is not affine must be an activation, or closed. */
  public boolean isPossible() {
    if (products > MOST_ENTRIES) {
      return false;
    }
    return network.layers().stream().allMatch(layer -> layer.accept(new Possibility()));
  }

  /** Whether a layer can be part of a reduced network. */
  private final class Possibility implements LayerVisitor<Boolean> {
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
      return true;
    }

    @Override
    public Boolean visitProduct(ProductLayer layer) {
      return false;
    }

    @Override
    public Boolean visitReluDifference(ReluDifferenceLayer layer) {
      return false;
    }

    @Override
    public Boolean visitMaximum(MaximumLayer layer) {
      return isClosed(layer);
    }
  }

  private boolean isClosed(MaximumLayer layer) {
    double[] low = bounds.lower(layer.source());
    double[] high = bounds.upper(layer.source());
    for (int g = 0; g < layer.size(); g++) {
      int best = MaximumRelaxation.greatestLower(layer, g, low, 0);
      if (!MaximumRelaxation.dominates(layer, g, best, low, high, 0)) {
        return false;
      }
    }
    return true;
  }

  /** A backward pass per thread; one row for every kept neuron and every output. */
  public final class Rows {
    private final CrownPropagator crown;
    private final LinearForms forms = new LinearForms(network.inputSize());

    /**
     * @param crown of the network, not used elsewhere
     */
    public Rows(CrownPropagator crown) {
      this.crown = crown;
      for (int k = 1; k < network.depth(); k++) {
        crown.prepare(k, bounds);
        for (int i : kept[k]) {
          crown.lines().lowerSlope(k)[i] = 0;
          crown.lines().lowerOffset(k)[i] = 0;
          crown.lines().upperSlope(k)[i] = 0;
          crown.lines().upperOffset(k)[i] = 0;
        }
      }
    }

    /** Fills rows {@code from … end} of a part: the neurons of a layer that are listed. */
    void fill(Part part, int from, int end) {
      int n = network.layer(part.layer).size();
      forms.reset(end - from, n);
      for (int r = from; r < end; r++) {
        forms.start()[(r - from) * n + part.neurons[r]] = 1;
      }
      crown.bound(bounds, part.layer, forms);
      int inputs = network.inputSize();
      for (int r = from; r < end; r++) {
        int row = r - from;
        System.arraycopy(
            forms.coefficients(), row * inputs, part.coefficients[0], r * inputs, inputs);
        part.bias[r] = crown.constant(row);
        part.biasError[r] = crown.error(row);
        for (int k = 1; k <= part.layer; k++) {
          if (crown.reached(k)) {
            double[] a = crown.coefficients(k);
            for (int j = 0; j < kept[k].length; j++) {
              part.coefficients[k][r * kept[k].length + j] =
                  a[row * network.layer(k).size() + kept[k][j]];
            }
          }
        }
      }
    }
  }

  /** The rows of one layer of the reduced network, to be filled. */
  public final class Part {
    private final int layer;
    private final int[] neurons;
    private final double[][] coefficients;
    private final double[] bias;
    private final double[] biasError;

    private Part(int layer, int[] neurons) {
      this.layer = layer;
      this.neurons = neurons;
      this.bias = new double[neurons.length];
      this.biasError = new double[neurons.length];
      this.coefficients = new double[layer + 1][0];
      coefficients[0] = new double[neurons.length * network.inputSize()];
      for (int k = 1; k <= layer; k++) {
        coefficients[k] = new double[neurons.length * kept[k].length];
      }
    }

    public int rows() {
      return neurons.length;
    }

    /** Fills some rows; different threads may fill different rows at a time. */
    public void fill(Rows rows, int from, int end) {
      rows.fill(this, from, end);
    }

    private AffineLayer affine(int[] newIndex) {
      List<AffineLayer.Term> terms = new ArrayList<>();
      terms.add(new AffineLayer.Term(0, map(coefficients[0], network.inputSize())));
      for (int k = 1; k <= layer; k++) {
        if (kept[k].length > 0 && Arrays.stream(coefficients[k]).anyMatch(a -> a != 0)) {
          terms.add(new AffineLayer.Term(newIndex[k], map(coefficients[k], kept[k].length)));
        }
      }
      return new AffineLayer(terms, bias, biasError);
    }

    private LinearMap map(double[] entries, int columns) {
      return SparseMap.orDense(new DenseMap(neurons.length, columns, entries));
    }
  }

  /** The parts to be filled: one per activation layer with kept neurons, the outputs last. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int k = 1; k < network.depth(); k++) {
      if (kept[k].length > 0) {
        parts.add(new Part(((ActivationLayer) network.layer(k)).source(), kept[k]));
      }
    }
    int[] outputs = new int[network.outputSize()];
    Arrays.setAll(outputs, j -> j);
    parts.add(new Part(network.outputIndex(), outputs));
    return parts;
  }

  /** Where the neurons of the reduced network come from. */
  public Origin origin() {
    List<Integer> layer = new ArrayList<>(List.of(0));
    List<int[]> neurons = new ArrayList<>();
    neurons.add(null);
    for (int k = 1; k < network.depth(); k++) {
      if (kept[k].length > 0) {
        layer.add(((ActivationLayer) network.layer(k)).source());
        layer.add(k);
        neurons.add(kept[k]);
        neurons.add(kept[k]);
      }
    }
    layer.add(network.outputIndex());
    neurons.add(null);
    return new Origin(
        layer.stream().mapToInt(Integer::intValue).toArray(), neurons.toArray(new int[0][]));
  }

  /** The reduced network's bounds, whose {@link BatchBounds#network} it is, from filled parts. */
  public BatchBounds assemble(List<Part> parts) {
    NetworkBuilder builder = new NetworkBuilder(((InputLayer) network.layer(0)).shape());
    int[] newIndex = new int[network.depth()];
    int next = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (kept[k].length > 0) {
        int z = builder.add(parts.get(next++).affine(newIndex));
        Activation activation = ((ActivationLayer) network.layer(k)).activation();
        newIndex[k] = builder.add(new ActivationLayer(z, kept[k].length, activation));
      }
    }
    builder.add(parts.get(next).affine(newIndex));
    BatchBounds reduced = new BatchBounds(builder.build());
    reduced.reset(1);
    copy(0, null, 0, reduced);
    for (int k = 1; k < network.depth(); k++) {
      if (kept[k].length > 0) {
        copy(((ActivationLayer) network.layer(k)).source(), kept[k], newIndex[k] - 1, reduced);
        copy(k, kept[k], newIndex[k], reduced);
      }
    }
    copy(network.outputIndex(), null, reduced.network().outputIndex(), reduced);
    return reduced;
  }

  private void copy(int from, int[] neurons, int to, BatchBounds reduced) {
    int count = neurons == null ? network.layer(from).size() : neurons.length;
    for (int j = 0; j < count; j++) {
      int i = neurons == null ? j : neurons[j];
      reduced.lower(to)[j] = bounds.lower(from)[i];
      reduced.upper(to)[j] = bounds.upper(from)[i];
    }
  }
}
