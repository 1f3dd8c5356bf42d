package org.plumbline.verifier.dlv.grid;

import org.plumbline.network.interval.Box;

/**
 * η_k of the paper: a box of activations of one layer around that of the input.
 *
 * @param layer k
 * @param activation of the input, inside the box; the array is owned by the region
 */
public record Region(int layer, double[] activation, Box box) {
  public Region {
    if (!box.contains(activation)) {
      throw new IllegalArgumentException(
          "the region of layer " + layer + " does not contain the activation it is made for");
    }
  }

  /** The region that the manipulations of a grid span; other dimensions do not move. */
  public static Region of(int layer, double[] activation, Grid grid) {
    double[] lower = activation.clone();
    double[] upper = activation.clone();
    for (Axis axis : grid.axes()) {
      lower[axis.dimension()] = axis.lower();
      upper[axis.dimension()] = axis.upper();
    }
    return new Region(layer, activation, new Box(lower, upper));
  }
}
