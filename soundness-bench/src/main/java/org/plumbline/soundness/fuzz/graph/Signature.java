package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;

/**
 * The element type and the shape of a value.
 *
 * @param shape owned by the signature
 */
public record Signature(ElementType type, int[] shape) {
  public static Signature of(ElementType type, int... shape) {
    return new Signature(type, shape);
  }

  public int rank() {
    return shape.length;
  }

  /** Number of elements. */
  public int count() {
    int count = 1;
    for (int extent : shape) {
      count *= extent;
    }
    return count;
  }

  int extent(int axis) {
    return shape[axis];
  }

  boolean isReal() {
    return !type.isInteger();
  }

  /** Whether its elements are whole numbers, not truth values. */
  boolean isWhole() {
    return type.isInteger() && type != ElementType.BOOL;
  }

  Signature as(ElementType other) {
    return new Signature(other, shape);
  }

  Signature shaped(int... other) {
    return new Signature(type, other);
  }

  /** The same but for the extent of one axis. */
  Signature with(int axis, int extent) {
    int[] other = shape.clone();
    other[axis] = extent;
    return shaped(other);
  }

  /** The same with an axis less. */
  Signature without(int axis) {
    int[] rest = new int[rank() - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return shaped(rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature s && s.type == type && Arrays.equals(s.shape, shape);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }
}
