package org.plumbline.network.model;

import java.util.BitSet;
import java.util.Optional;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.Pixels;
import org.plumbline.network.linear.SelectionMap;

/**
 * Which neurons others depend on. Layers that convolutions read or write count as images there, and
 * what is needed of them grows to a rectangle on all channels, so that a convolution stays one.
 */
public final class ReceptiveFields {
  /** The extents of a layer that is an image. */
  private record Image(int channels, int height, int width) {}

  private final Network network;
  private final Image[] images;
  private final boolean isAmbiguous;

  public ReceptiveFields(Network network) {
    this.network = network;
    this.images = new Image[network.depth()];
    this.isAmbiguous = !drawConvolutions() || !spread() || !spread();
  }

  private boolean drawConvolutions() {
    boolean isClear = true;
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof AffineLayer affine) {
        for (AffineLayer.Term term : affine.terms()) {
          if (term.map() instanceof ConvolutionMap c) {
            var w = c.window();
            isClear &= put(k, new Image(c.outChannels(), w.outHeight(), w.outWidth()));
            isClear &= put(term.source(), new Image(c.inChannels(), w.inHeight(), w.inWidth()));
          }
        }
      }
    }
    return isClear;
  }

  /** What an image is added to, or goes through neuron by neuron, is one of the same extents. */
  private boolean spread() {
    boolean isClear = true;
    for (int k = network.depth() - 1; k >= 1; k--) {
      isClear &= meet(k);
    }
    for (int k = 1; k < network.depth(); k++) {
      isClear &= meet(k);
    }
    return isClear;
  }

  private boolean meet(int k) {
    Layer layer = network.layer(k);
    boolean isClear = true;
    if (layer instanceof ActivationLayer act) {
      isClear = meet(k, act.source());
    } else if (layer instanceof AffineLayer affine) {
      for (AffineLayer.Term term : affine.terms()) {
        if (term.map() instanceof DiagonalMap
            || term.map() instanceof SelectionMap selection && selection.isIdentity()) {
          isClear &= meet(k, term.source());
        }
      }
    }
    return isClear;
  }

  private boolean meet(int k, int source) {
    return (images[k] == null || put(source, images[k]))
        && (images[source] == null || put(k, images[source]));
  }

  private boolean put(int k, Image image) {
    if (images[k] == null) {
      images[k] = image;
    }
    return images[k].equals(image);
  }

  /** Pixels of a layer that is an image, or empty. */
  public Optional<Pixels> pixels(int layer) {
    Image image = images[layer];
    return image == null
        ? Optional.empty()
        : Optional.of(new Pixels(0, 0, image.height, image.width));
  }

  /** The slice that some neurons of a layer need, or empty where the network has no such part. */
  public Optional<NetworkSlice> slice(int layer, BitSet neurons) {
    if (isAmbiguous) {
      return Optional.empty();
    }
    BitSet[] needed = needed(layer, neurons);
    grow(0, needed[0]);
    for (int k = 1; k <= layer; k++) {
      Layer read = network.layer(k);
      if (needed[k].isEmpty() || read instanceof AffineLayer) {
        continue;
      }
      int[] sources = read.sources();
      boolean isOneToOne =
          read instanceof ActivationLayer
              || read instanceof ProductLayer && needed[sources[0]].equals(needed[sources[1]]);
      if (!isOneToOne) {
        return Optional.empty();
      }
      needed[k] = needed[sources[0]];
    }
    return Optional.of(NetworkSlice.of(network, needed));
  }

  /**
   * The neurons of every layer up to this one that some of its neurons depend on, or a few more.
   */
  public BitSet[] needed(int layer, BitSet neurons) {
    BitSet[] needed = new BitSet[layer + 1];
    for (int k = 0; k < layer; k++) {
      needed[k] = new BitSet(network.layer(k).size());
    }
    needed[layer] = (BitSet) neurons.clone();
    for (int k = layer; k >= 1; k--) {
      if (!needed[k].isEmpty()) {
        grow(k, needed[k]);
        network.layer(k).accept(new Sources(needed[k], needed));
      }
    }
    return needed;
  }

  /** Adds what some neurons of a layer read to what is needed. */
  private record Sources(BitSet neurons, BitSet[] needed) implements ComputedLayerVisitor<Void> {
    @Override
    public Void visitAffine(AffineLayer layer) {
      for (AffineLayer.Term term : layer.terms()) {
        addTerm(term, neurons, needed[term.source()]);
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      needed[layer.source()].or(neurons);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      needed[layer.left()].or(neurons);
      needed[layer.right()].or(neurons);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      needed[layer.base()].or(neurons);
      needed[layer.change()].or(neurons);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      for (int g = neurons.nextSetBit(0); g >= 0; g = neurons.nextSetBit(g + 1)) {
        for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
          needed[layer.source()].set(layer.members()[m]);
        }
      }
      return null;
    }
  }

  private void grow(int k, BitSet neurons) {
    Image image = images[k];
    if (image != null && !isAmbiguous && !neurons.isEmpty()) {
      Pixels.around(neurons, image.height, image.width)
          .addTo(neurons, image.channels, image.height, image.width);
    }
  }

  private static void addTerm(AffineLayer.Term term, BitSet neurons, BitSet to) {
    if (term.map() instanceof ConvolutionMap c) {
      var w = c.window();
      Pixels.around(neurons, w.outHeight(), w.outWidth())
          .seenThrough(w)
          .addTo(to, c.inChannels(), w.inHeight(), w.inWidth());
    } else if (term.map() instanceof DenseMap dense) {
      to.set(0, dense.inputSize());
    } else {
      for (int o = neurons.nextSetBit(0); o >= 0; o = neurons.nextSetBit(o + 1)) {
        term.map().visitRow(o, (input, coefficient) -> to.set(input));
      }
    }
  }
}
