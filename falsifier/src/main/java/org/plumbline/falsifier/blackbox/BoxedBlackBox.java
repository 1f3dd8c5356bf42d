package org.plumbline.falsifier.blackbox;

import java.util.Arrays;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.network.interval.Box;

/**
 * A black box seen through a box of its inputs: 0 stands for the lower end of an input and 1 for
 * the upper one. An attack on images of values from 0 to 1 stays in the box, whatever the
 * normalisation made of it.
 */
public final class BoxedBlackBox implements BlackBox {
  private final BlackBox inner;
  private final double[] lower;
  private final double[] upper;
  private final int[] place;

  /**
   * @param box of finite inputs
   * @param place where each value of an image goes, a permutation
   */
  public BoxedBlackBox(BlackBox inner, Box box, int[] place) {
    if (box.size() != inner.inputs() || place.length != inner.inputs()) {
      throw new IllegalArgumentException(
          box.size() + " values for a black box of " + inner.inputs());
    }
    this.inner = inner;
    this.lower = box.lower().clone();
    this.upper = box.upper().clone();
    this.place = place.clone();
  }

  @Override
  public int inputs() {
    return inner.inputs();
  }

  @Override
  public int classes() {
    return inner.classes();
  }

  @Override
  public Knowledge knowledge() {
    return inner.knowledge();
  }

  @Override
  public double[] scores(int rows, double[] x) {
    int n = inputs();
    double[] placed = new double[rows * n];
    for (int r = 0; r < rows; r++) {
      double[] image = Arrays.copyOfRange(x, r * n, (r + 1) * n);
      System.arraycopy(input(image), 0, placed, r * n, n);
    }
    return inner.scores(rows, placed);
  }

  /** The input that an image stands for, inside the box. */
  public double[] input(double[] image) {
    double[] input = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      int at = place[i];
      double value = (1 - image[i]) * lower[at] + image[i] * upper[at];
      input[at] = Math.max(lower[at], Math.min(upper[at], value));
    }
    return input;
  }

  /** The image that stands for an input, up to rounding; for one outside the nearest inside. */
  public double[] image(double[] input) {
    double[] image = new double[input.length];
    for (int i = 0; i < image.length; i++) {
      int at = place[i];
      double width = upper[at] / 2 - lower[at] / 2;
      double share = width > 0 ? (input[at] / 2 - lower[at] / 2) / width : 0;
      image[i] = Math.max(0, Math.min(1, share));
    }
    return image;
  }

  @Override
  public void close() {
    inner.close();
  }
}
