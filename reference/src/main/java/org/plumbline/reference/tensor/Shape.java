package org.plumbline.reference.tensor;

import java.util.Arrays;

/** The sizes of a tensor's axes, outermost first; none for a scalar. Elements are row-major. */
public final class Shape {
  public static final Shape SCALAR = new Shape(new int[0], 1);

  private final int[] dims;
  private final int size;

  private Shape(int[] dims, int size) {
    this.dims = dims;
    this.size = size;
  }

  /**
   * A shape with these dimensions; none for a scalar.
   *
   * @throws ReferenceException if a dimension is negative or there are more elements than an array
   *     can hold
   */
  public static Shape of(long... dims) {
    int[] exact = new int[dims.length];
    long size = 1;
    boolean isEmpty = Arrays.stream(dims).anyMatch(d -> d == 0);
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw new ReferenceException("the shape " + Arrays.toString(dims) + " is out of range");
      }
      exact[i] = (int) dims[i];
      size = isEmpty ? 0 : size * dims[i];
      if (size > Integer.MAX_VALUE - 8) {
        throw new ReferenceException(
            "the shape " + Arrays.toString(dims) + " has too many elements");
      }
    }
    return new Shape(exact, (int) size);
  }

  public static Shape of(int... dims) {
    return of(Arrays.stream(dims).asLongStream().toArray());
  }

  public int rank() {
    return dims.length;
  }

  public int dim(int axis) {
    return dims[axis];
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  public int[] dims() {
    return dims.clone();
  }

  /** The number of elements of the axes from {@code from} to before {@code to}. */
  public int size(int from, int to) {
    return of(Arrays.copyOfRange(dims, from, to)).size;
  }

  /** How far apart two neighbours along each axis are. */
  public int[] strides() {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride = size == 0 ? 0 : stride * dims[i];
    }
    return strides;
  }

  /**
   * An axis that may count from the end, counted from the start.
   *
   * @throws ReferenceException if there is no such axis
   */
  public int axis(long axis) {
    if (axis < -dims.length || axis >= dims.length) {
      throw new ReferenceException("axis " + axis + " of a tensor of shape " + this);
    }
    return (int) (axis < 0 ? axis + dims.length : axis);
  }

  /** The same shape but for one axis. */
  public Shape with(int axis, long dim) {
    long[] changed = longs();
    changed[axis] = dim;
    return of(changed);
  }

  public long[] longs() {
    return Arrays.stream(dims).asLongStream().toArray();
  }

  /**
   * The shape that two shapes broadcast to.
   *
   * @throws ReferenceException if they do not
   */
  public Shape broadcast(Shape other) {
    long[] result = new long[Math.max(rank(), other.rank())];
    for (int i = 1; i <= result.length; i++) {
      int a = i <= rank() ? dims[rank() - i] : 1;
      int b = i <= other.rank() ? other.dims[other.rank() - i] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new ReferenceException("the shapes " + this + " and " + other + " do not broadcast");
      }
      result[result.length - i] = a == 1 ? b : a;
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
