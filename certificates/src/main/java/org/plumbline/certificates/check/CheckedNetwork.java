package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/** A network whose matrices are spelled out. */
final class CheckedNetwork {
  /** Of an entry of a matrix: its column and its value. */
  private static final int ENTRY_BYTES = 12;

  /** Entries of a matrix: what an array holds. */
  private static final int MOST_OF_LAYER = Integer.MAX_VALUE - 8;

  /** Share of its value that an input fixed at a decimal varies by when it is read as doubles. */
  private static final double HARDLY = 0x1p-48;

  private final Network network;
  private final AffineRows[] affine;
  private final Tables[] tables;
  private Float32Errors float32;

  /**
   * @throws CheckEnd if there is no memory for the matrices
   */
  CheckedNetwork(Network network) {
    this(network, Room.ofThird());
  }

  /**
   * @param room for the entries of all matrices
   * @throws CheckEnd if there is no memory for the matrices
   */
  CheckedNetwork(Network network, Room room) {
    this.network = network;
    this.affine = new AffineRows[network.depth()];
    long entries = 0;
    for (int k = 0; k < affine.length; k++) {
      if (network.layer(k) instanceof AffineLayer layer) {
        long expected = layer.products();
        long all = entries + expected;
        String spelledOut =
            "spelled out, the network has " + all + " coefficients up to layer " + k;
        room.require(all * ENTRY_BYTES, spelledOut);
        if (expected > MOST_OF_LAYER) {
          String why = spelledOut + ", of which one layer has more than " + MOST_OF_LAYER;
          throw new CheckEnd(new CheckResult.Incomplete(why, List.of()));
        }
        affine[k] = new AffineRows(layer);
        entries += affine[k].entries();
      }
    }
    this.tables = new Tables[affine.length];
  }

  private CheckedNetwork(Network network, AffineRows[] affine, Tables[] tables) {
    this.network = network;
    this.affine = affine;
    this.tables = tables;
  }

  /** The same network, in which tables count as functions of one number. */
  CheckedNetwork withTables() {
    return new CheckedNetwork(network, affine, Tables.of(network, affine));
  }

  /**
   * The same network with the values that binary32 arithmetic computes.
   *
   * @throws CheckEnd if what a layer computes is not known
   */
  CheckedNetwork inFloat32() {
    Optional<String> gap = Float32Coverage.gap(this);
    if (gap.isPresent()) {
      throw new CheckEnd(new CheckResult.Incomplete("in binary32, " + gap.get(), List.of()));
    }
    return deployed();
  }

  private CheckedNetwork deployed() {
    CheckedNetwork deployed = new CheckedNetwork(network, affine, tables);
    deployed.float32 = new Float32Errors(deployed);
    return deployed;
  }

  boolean isFloat32() {
    return float32 != null;
  }

  /**
   * Makes what arithmetic of the deployed network adds to the errors of a layer's biases, from the
   * bounds of the layers before.
   *
   * @throws CheckEnd if a value may overflow
   */
  void fillDeployedErrors(int layer, NodeBounds bounds) {
    if (float32 != null) {
      float32.fill(layer, bounds);
    }
  }

  /** What arithmetic of the deployed network adds to the error of a neuron's bias. */
  double deployedError(int layer, int neuron) {
    return float32 == null ? 0 : float32.of(layer, neuron);
  }

  /** Whether what is computed of a layer is what real numbers make of where its chain starts. */
  boolean isUnrounded(int layer) {
    return float32 == null || float32.isUnrounded(layer);
  }

  /** At most what an activation layer sees of a value that is at least {@code low}. */
  double leastSeen(ActivationLayer act, double low) {
    return float32 != null && Float32Coverage.isStep(act) ? Float32Errors.least(low) : low;
  }

  /** At least what an activation layer sees of a value that is at most {@code high}. */
  double greatestSeen(ActivationLayer act, double high) {
    return float32 != null && Float32Coverage.isStep(act) ? Float32Errors.greatest(high) : high;
  }

  /** The same for one box, where inputs of real numbers that hardly vary count as constants. */
  CheckedNetwork on(Box box) {
    if (float32 != null) {
      return deployed();
    }
    BitSet kept = new BitSet();
    for (int j = 0; j < box.size(); j++) {
      double low = box.lower()[j];
      double high = box.upper()[j];
      kept.set(j, high - low > HARDLY * Math.max(Math.abs(low), Math.abs(high)));
    }
    if (kept.cardinality() == box.size()) {
      return this;
    }
    AffineRows[] some = affine.clone();
    for (int k = 0; k < some.length; k++) {
      if (some[k] != null) {
        some[k] = some[k].keeping(kept::get, box);
      }
    }
    return new CheckedNetwork(network, some, tables);
  }

  Network network() {
    return network;
  }

  int depth() {
    return network.depth();
  }

  Layer layer(int k) {
    return network.layer(k);
  }

  /** Coefficients of all affine layers. */
  long entries() {
    return Arrays.stream(affine).filter(Objects::nonNull).mapToLong(AffineRows::entries).sum();
  }

  /** The tables that the neurons of a layer are, else null. */
  Tables tables(int k) {
    boolean isKnown = tables[k] != null && !(isFloat32() && tables[k].isSpelledInTwo());
    return isKnown ? tables[k] : null;
  }

  /** The matrices of an affine layer, else null. */
  AffineRows affine(int k) {
    return affine[k];
  }
}
