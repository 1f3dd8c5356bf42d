package org.plumbline.verifier.branching.root;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.Pixels;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSlice;
import org.plumbline.network.model.Origin;
import org.plumbline.network.model.ReceptiveFields;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.SlopeListener;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.proof.RootRows;

/**
 * Backward passes for the neurons of a layer that is an image, a tile of pixels at a time, each on
 * the slice of the network that the tile sees: in a convolutional network that is a small part, and
 * a pass costs what it holds.
 */
final class SlicedNarrowing {
  private static final int ROWS = 128;

  /** Neurons taken together where a layer is no image. */
  private static final int RUN = 8;

  /** Slices with a larger share of the neurons are not worth being made. */
  private static final double LARGEST_SHARE = 0.7;

  private final Network network;
  private final ErrorCharges charges;
  private final ReceptiveFields fields;
  private final List<Gemm> gemms = new ArrayList<>();
  private final Parallel parallel;

  SlicedNarrowing(Network network, ErrorCharges charges, Supplier<Gemm> gemm, Parallel parallel) {
    this.network = network;
    this.charges = charges;
    this.fields = new ReceptiveFields(network);
    this.parallel = parallel;
    for (int t = 0; t < parallel.threads(); t++) {
      gemms.add(gemm.get());
    }
  }

  /**
   * Narrows the neurons listed, a batch of one; those not come to when the budget ends keep what
   * they have.
   *
   * @return the neurons for which no slice was worth it
   */
  int[] narrow(int layer, BatchBounds bounds, int[] open, int steps, RootRows rows, Budget budget) {
    List<BitSet> tiles = tiles(layer, open);
    if (typical(layer, tiles).isEmpty()) {
      return open;
    }
    boolean[] isLeft = new boolean[tiles.size()];
    AtomicInteger next = new AtomicInteger();
    parallel.onEach(
        t -> {
          for (int i = next.getAndIncrement(); i < tiles.size(); i = next.getAndIncrement()) {
            isLeft[i] =
                !budget.expired()
                    && !narrowed(layer, bounds, tiles.get(i), steps, rows, gemms.get(t));
          }
        });
    BitSet left = new BitSet();
    for (int i = 0; i < isLeft.length; i++) {
      if (isLeft[i]) {
        left.or(tiles.get(i));
      }
    }
    return left.stream().toArray();
  }

  /** The network that a backward pass for a neuron of a layer typically goes through. */
  Optional<Network> typical(int layer, int[] open) {
    return typical(layer, tiles(layer, open)).map(NetworkSlice::network);
  }

  private Optional<NetworkSlice> typical(int layer, List<BitSet> tiles) {
    return tiles.isEmpty() ? Optional.empty() : slice(layer, tiles.get(tiles.size() / 2));
  }

  private List<BitSet> tiles(int layer, int[] open) {
    return fields.pixels(layer).map(image -> tiles(layer, open, image)).orElseGet(() -> runs(open));
  }

  private static List<BitSet> runs(int[] open) {
    List<BitSet> runs = new ArrayList<>();
    for (int from = 0; from < open.length; from += RUN) {
      BitSet run = new BitSet();
      Arrays.stream(open, from, Math.min(open.length, from + RUN)).forEach(run::set);
      runs.add(run);
    }
    return runs;
  }

  private List<BitSet> tiles(int layer, int[] open, Pixels image) {
    double rowsPerPixel = 2.0 * open.length / (image.height() * image.width());
    int side =
        (int) Math.max(1, Math.min(image.width(), Math.round(Math.sqrt(ROWS / rowsPerPixel))));
    int across = (image.width() + side - 1) / side;
    int down = (image.height() + side - 1) / side;
    List<BitSet> tiles = new ArrayList<>();
    for (int i = 0; i < across * down; i++) {
      tiles.add(new BitSet(network.layer(layer).size()));
    }
    for (int i : open) {
      int row = i / image.width() % image.height();
      tiles.get(row / side * across + i % image.width() / side).set(i);
    }
    tiles.removeIf(BitSet::isEmpty);
    return tiles;
  }

  private boolean narrowed(
      int layer, BatchBounds bounds, BitSet tile, int steps, RootRows rows, Gemm gemm) {
    Optional<NetworkSlice> found = slice(layer, tile);
    if (found.isEmpty()) {
      return false;
    }
    NetworkSlice slice = found.get();
    BatchBounds part = bounds.of(slice);
    NeuronBounder bounder =
        new NeuronBounder(
            slice.network(), new CrownPropagator(slice.network(), charges.of(slice), gemm), gemm);
    for (int k = 1; k < slice.network().depth(); k++) {
      bounder.prepare(k, part);
    }
    int last = slice.network().outputIndex();
    SlopeListener listener = rows.within(Origin.of(slice)).listener(slice.network());
    int[] neurons = slice.neurons()[layer];
    int[] open = tile.stream().map(i -> Arrays.binarySearch(neurons, i)).toArray();
    for (int from = 0; from < open.length; from += bounder.blockNeurons()) {
      int end = Math.min(open.length, from + bounder.blockNeurons());
      bounder.narrow(last, part, open, from, end, steps, listener);
    }
    for (int j : open) {
      bounds.intersect(layer, 0, neurons[j], part.lower(last)[j], part.upper(last)[j]);
    }
    return true;
  }

  /** The slice of some neurons, if it is small enough to be worth it. */
  private Optional<NetworkSlice> slice(int layer, BitSet neurons) {
    return fields
        .slice(layer, neurons)
        .filter(
            slice ->
                neurons(slice.network(), Integer.MAX_VALUE - 1)
                    <= LARGEST_SHARE * neurons(network, layer));
  }

  private static long neurons(Network network, int upTo) {
    return network.layers().stream().limit(upTo + 1L).mapToLong(Layer::size).sum();
  }
}
