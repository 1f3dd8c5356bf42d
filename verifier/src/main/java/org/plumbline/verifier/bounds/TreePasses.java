package org.plumbline.verifier.bounds;

import java.util.Arrays;
import java.util.List;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * Backward passes for trees of splits, of which some neurons of a layer get two each: one from
 * below and one for the negation. Slopes are optimised for the whole box; in the leaves of a tree
 * they are the same, but for ReLUs that are split, which equal z or 0 there, while each split
 * subtracts its multiplier times what is at least 0 in the leaf. For ReLU networks. Owns its
 * buffers.
 */
public final class TreePasses {
  /** Of the spaces that are made together: 80 MB. */
  private static final long SPACE_ENTRIES = 10_000_000;

  private final Network network;
  private final CrownPropagator crown;
  private final BoundOptimiser optimiser;
  private final LinearForms forms;
  private final Lines lines;
  private final SplitMultipliers splits;
  private final GeneratorSpaces spaces;
  private BatchBounds bounds;
  private int layer;
  private int[] neurons = new int[0];
  private double[][] slopes;
  private int[] ownLine = new int[0];

  /** Says which ReLUs a tree should be able to split, whatever the bound pays for them. */
  @FunctionalInterface
  public interface Wanted {
    boolean is(int row, int relu, int neuron);
  }

  public TreePasses(Network network, ErrorCharges charges, Gemm gemm) {
    this.network = network;
    this.crown = new CrownPropagator(network, charges, gemm);
    this.optimiser = new BoundOptimiser(network, crown, gemm);
    this.forms = new LinearForms(network.inputSize());
    this.lines = new Lines(network);
    this.splits = new SplitMultipliers(network.depth());
    this.spaces = new GeneratorSpaces(network, crown);
  }

  /** Takes over the present bounds of the layers that a layer reads. */
  public void prepare(int k, BatchBounds present) {
    crown.prepare(k, present);
  }

  /**
   * Optimises slopes for some neurons of a layer, for which everything before must be prepared.
   *
   * @param present a batch of one
   * @return lower bounds of each neuron and of its negation, in turn
   */
  public double[] start(int atLayer, BatchBounds present, int[] some, int steps) {
    layer = atLayer;
    bounds = present;
    neurons = some;
    int rows = 2 * some.length;
    begin(rows);
    for (int r = 0; r < rows; r++) {
      forms.start()[r * network.layer(layer).size() + some[r / 2]] = sign(r);
    }
    optimiser.start(layer, forms);
    splits.clear();
    optimiser.optimise(bounds, layer, forms, splits, Effort.of(steps, 1), () -> false);
    slopes = new double[network.depth()][];
    for (int k = 1; k < layer; k++) {
      double[] best = optimiser.bestSlopes(k);
      slopes[k] = best == null ? null : Arrays.copyOf(best, rows * network.layer(k).size());
    }
    double[] lower = Arrays.copyOf(forms.lower(), rows);
    // Once more with the best slopes, for the signs of the coefficients.
    Arrays.fill(forms.coefficients(), 0);
    Arrays.fill(forms.constant(), 0);
    lines.copyPerRow(crown.lines(), new int[rows], rows, layer);
    for (int k = 1; k < layer; k++) {
      if (slopes[k] != null) {
        System.arraycopy(slopes[k], 0, lines.lowerSlope(k), 0, slopes[k].length);
      }
    }
    crown.bound(bounds, layer, forms, lines, ownLine, null);
    spaces.start(layer, bounds, slopes, rows);
    return lower;
  }

  private static double sign(int row) {
    return row % 2 == 0 ? 1 : -1;
  }

  private void begin(int rows) {
    forms.reset(rows, network.layer(layer).size());
    if (ownLine.length < rows) {
      ownLine = new int[rows];
      Arrays.setAll(ownLine, r -> r);
    }
  }

  /** The slopes of the rows. */
  public SlopeListener.RowSlopes slopes() {
    return k -> slopes[k];
  }

  /**
   * How many spaces are made together.
   *
   * @param most neurons that may be split
   */
  public int spacesTogether(int most) {
    return spaces.most(most, SPACE_ENTRIES);
  }

  /**
   * The spaces of rows, with the neurons that each pays most for.
   *
   * @param most neurons that may be split
   * @param wanted others that may be split, as long as they are open
   */
  public List<GeneratorSpace> spaces(int[] rows, int most, Wanted wanted) {
    return spaces.of(
        rows,
        Arrays.stream(rows).map(r -> neurons[r / 2]).toArray(),
        Arrays.stream(rows).mapToDouble(TreePasses::sign).toArray(),
        most,
        wanted);
  }

  /**
   * A lower bound of a row: the least of those over the leaves of a tree, or NaN.
   *
   * @param tree whose positions are places in the space
   */
  public double bound(int row, GeneratorSpace space, SplitTree tree) {
    List<SplitTree.Leaf> leaves = tree.leaves();
    int rows = leaves.size();
    begin(rows);
    lines.copyPerRow(crown.lines(), new int[rows], rows, layer);
    splits.clear();
    for (int l = 0; l < rows; l++) {
      forms.start()[l * network.layer(layer).size() + neurons[row / 2]] = sign(row);
      for (int k = 1; k < layer; k++) {
        if (slopes[k] != null) {
          int n = network.layer(k).size();
          System.arraycopy(slopes[k], row * n, lines.lowerSlope(k), l * n, n);
        }
      }
      enter(leaves.get(l), l, space);
    }
    crown.bound(bounds, layer, forms, lines, ownLine, splits);
    double least = Double.POSITIVE_INFINITY;
    for (int l = 0; l < rows; l++) {
      least = Math.min(least, forms.lower()[l]);
    }
    return least;
  }

  private void enter(SplitTree.Leaf leaf, int row, GeneratorSpace space) {
    for (int s = 0; s < leaf.position().length; s++) {
      int relu = space.relu()[leaf.position()[s]];
      int neuron = space.neuron()[leaf.position()[s]];
      boolean isAbove = leaf.isAbove()[s];
      int at = row * network.layer(relu).size() + neuron;
      lines.lowerSlope(relu)[at] = isAbove ? 1 : 0;
      lines.upperSlope(relu)[at] = isAbove ? 1 : 0;
      lines.lowerOffset(relu)[at] = 0;
      lines.upperOffset(relu)[at] = 0;
      int source = ((ActivationLayer) network.layer(relu)).source();
      splits.add(source, row, neuron, isAbove, 0, leaf.multipliers()[s]);
    }
  }
}
