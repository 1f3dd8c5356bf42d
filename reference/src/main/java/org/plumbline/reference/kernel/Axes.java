package org.plumbline.reference.kernel;

import java.util.Arrays;
import org.plumbline.reference.tensor.Shape;

/**
 * A tensor's elements in groups along some of its axes: element {@code k} of group {@code g} is at
 * {@code first[g] + step[k]}. Groups and their elements are row-major.
 */
public final class Axes {
  private final int[] first;
  private final int[] step;
  private final Shape kept;
  private final Shape reduced;

  /**
   * @param isReduced for each axis, whether groups run along it
   */
  public Axes(Shape shape, boolean[] isReduced) {
    long[] ones = shape.longs();
    int dropped = 0;
    for (boolean is : isReduced) {
      dropped += is ? 1 : 0;
    }
    long[] left = new long[shape.rank() - dropped];
    int[] outer = new int[left.length];
    int[] inner = new int[dropped];
    long[] run = new long[dropped];
    int[] strides = shape.strides();
    int i = 0;
    int j = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (isReduced[axis]) {
        ones[axis] = 1;
        inner[j] = strides[axis];
        run[j++] = shape.dim(axis);
      } else {
        outer[i] = strides[axis];
        left[i++] = shape.dim(axis);
      }
    }
    this.kept = Shape.of(ones);
    this.reduced = Shape.of(left);
    this.first = Broadcast.walk(reduced, outer, 0);
    this.step = Broadcast.walk(Shape.of(run), inner, 0);
  }

  /** Groups along one axis. */
  public static Axes along(Shape shape, int axis) {
    boolean[] isReduced = new boolean[shape.rank()];
    isReduced[axis] = true;
    return new Axes(shape, isReduced);
  }

  /** Groups along the axes from one on. */
  public static Axes from(Shape shape, int axis) {
    boolean[] isReduced = new boolean[shape.rank()];
    Arrays.fill(isReduced, axis, shape.rank(), true);
    return new Axes(shape, isReduced);
  }

  public int groups() {
    return first.length;
  }

  /** The number of elements of each group. */
  public int length() {
    return step.length;
  }

  /** The indices of the elements of a group. */
  public int[] group(int index) {
    int[] group = new int[step.length];
    for (int k = 0; k < group.length; k++) {
      group[k] = first[index] + step[k];
    }
    return group;
  }

  /** The shape of one result per group, with the axes of the groups as 1. */
  public Shape kept() {
    return kept;
  }

  /** The shape of one result per group, without the axes of the groups. */
  public Shape reduced() {
    return reduced;
  }
}
