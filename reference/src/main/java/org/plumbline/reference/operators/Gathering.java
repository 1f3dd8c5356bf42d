package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * Gather, GatherElements and GatherND. A negative index counts from the end; one that is out of
 * range is undefined.
 */
final class Gathering {
  private Gathering() {}

  /** An index into an axis. */
  static int at(long index, int dim) {
    if (index < -dim || index >= dim) {
      throw new UndefinedException("index " + index + " into an axis of " + dim);
    }
    return (int) (index < 0 ? index + dim : index);
  }

  static ReferenceTensor indices(Call call, int input) {
    return call.input(input, ElementType.INT64, ElementType.INT32);
  }

  static ReferenceTensor gather(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor indices = indices(call, 1);
    Shape s = x.shape();
    int axis = s.axis(call.attributes.integer("axis", 0));
    int inner = s.size(axis + 1, s.rank());
    long[] dims = new long[s.rank() - 1 + indices.shape().rank()];
    System.arraycopy(s.longs(), 0, dims, 0, axis);
    System.arraycopy(indices.shape().longs(), 0, dims, axis, indices.shape().rank());
    System.arraycopy(s.longs(), axis + 1, dims, axis + indices.shape().rank(), s.rank() - 1 - axis);
    Shape shape = call.claim(dims);
    int[] source = new int[shape.size()];
    for (int i = 0; i < source.length; i++) {
      int row = i / inner / indices.size();
      int index = at(indices.integer(i / inner % indices.size()), s.dim(axis));
      source[i] = (row * s.dim(axis) + index) * inner + i % inner;
    }
    return x.pick(source, shape);
  }

  static ReferenceTensor gatherElements(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor indices = indices(call, 1);
    int axis = x.shape().axis(call.attributes.integer("axis", 0));
    call.claim(indices.shape());
    return x.pick(elements(x.shape(), indices, axis), indices.shape());
  }

  /** Where each index points to: its own place, but along the axis the index. */
  static int[] elements(Shape data, ReferenceTensor indices, int axis) {
    Shape shape = indices.shape();
    if (shape.rank() != data.rank()) {
      throw new ReferenceException("indices of shape " + shape + " for " + data);
    }
    for (int i = 0; i < data.rank(); i++) {
      if (i != axis && shape.dim(i) > data.dim(i)) {
        throw new ReferenceException("indices of shape " + shape + " for " + data);
      }
    }
    int[] steps = data.strides();
    int step = steps[axis];
    steps[axis] = 0;
    int[] places = Broadcast.walk(shape, steps, 0);
    for (int i = 0; i < places.length; i++) {
      places[i] += at(indices.integer(i), data.dim(axis)) * step;
    }
    return places;
  }

  static ReferenceTensor gatherNd(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor indices = call.input(1, ElementType.INT64);
    long batch = call.opset() < 12 ? 0 : call.attributes.integer("batch_dims", 0);
    Shape s = x.shape();
    int last = indices.shape().rank() - 1;
    if (last < 0 || batch < 0 || batch > last || batch + indices.shape().dim(last) > s.rank()) {
      throw new ReferenceException("indices of shape " + indices.shape() + " for " + s);
    }
    for (int i = 0; i < batch; i++) {
      if (indices.shape().dim(i) != s.dim(i)) {
        throw new ReferenceException("indices of shape " + indices.shape() + " for " + s);
      }
    }
    int first = (int) batch;
    int depth = indices.shape().dim(last);
    long[] outer = Arrays.copyOf(indices.shape().longs(), last);
    long[] inner = Arrays.copyOfRange(s.longs(), first + depth, s.rank());
    long[] dims = Arrays.copyOf(outer, outer.length + inner.length);
    System.arraycopy(inner, 0, dims, outer.length, inner.length);
    Shape shape = call.claim(dims);
    int width = Shape.of(inner).size();
    int groups = Shape.of(outer).size();
    int perBatch = shape.size() == 0 ? 1 : groups / s.size(0, first);
    int[] source = new int[shape.size()];
    for (int i = 0; i < source.length; i++) {
      int group = i / width;
      int start = point(s, first, indices, group) + group / perBatch * s.size(first, s.rank());
      source[i] = start + i % width;
    }
    return x.pick(source, shape);
  }

  /** Where the slice begins that a tuple of indices points to, within its batch. */
  static int point(Shape data, int firstAxis, ReferenceTensor indices, int tuple) {
    int depth = indices.shape().dim(indices.shape().rank() - 1);
    int[] strides = data.strides();
    int start = 0;
    for (int k = 0; k < depth; k++) {
      int axis = firstAxis + k;
      start += at(indices.integer(tuple * depth + k), data.dim(axis)) * strides[axis];
    }
    return start;
  }
}
