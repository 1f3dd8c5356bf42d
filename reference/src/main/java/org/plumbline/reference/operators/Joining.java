package org.plumbline.reference.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Concat and Split. */
final class Joining {
  private Joining() {}

  /** All elements of tensors of one type, one after the other, as a vector. */
  static ReferenceTensor concatenate(List<ReferenceTensor> parts) {
    ElementType type = parts.get(0).type();
    long size = parts.stream().mapToLong(ReferenceTensor::size).sum();
    Shape shape = Shape.of(size);
    if (!type.isReal()) {
      long[] integers = new long[shape.size()];
      int at = 0;
      for (ReferenceTensor part : parts) {
        System.arraycopy(part.integers(), 0, integers, at, part.size());
        at += part.size();
      }
      return ReferenceTensor.wrap(type, shape, integers);
    }
    boolean isExact = parts.stream().allMatch(part -> part.radii() == null);
    double[] values = new double[shape.size()];
    double[] radii = isExact ? null : new double[values.length];
    int at = 0;
    for (ReferenceTensor part : parts) {
      System.arraycopy(part.values(), 0, values, at, part.size());
      if (part.radii() != null) {
        System.arraycopy(part.radii(), 0, radii, at, part.size());
      }
      at += part.size();
    }
    return ReferenceTensor.wrap(type, shape, values, radii);
  }

  static ReferenceTensor concat(Call call) {
    List<ReferenceTensor> inputs = call.allInputs();
    ReferenceTensor first = inputs.get(0);
    int axis = first.shape().axis(call.attributes.integer("axis"));
    long along = 0;
    for (ReferenceTensor input : inputs) {
      call.checkSameType(first, input);
      if (input.shape().rank() != first.shape().rank()
          || !input.shape().with(axis, 0).equals(first.shape().with(axis, 0))) {
        throw new ReferenceException(
            "the shapes " + first.shape() + " and " + input.shape() + " do not join");
      }
      along += input.shape().dim(axis);
    }
    Shape shape = call.claim(first.shape().with(axis, along));
    return concatenate(inputs).pick(sources(inputs, axis, shape), shape);
  }

  /** Row by row: what lies behind the axis is copied from each input in turn. */
  private static int[] sources(List<ReferenceTensor> inputs, int axis, Shape shape) {
    int[] sources = new int[shape.size()];
    int outer = shape.size() == 0 ? 0 : shape.size(0, axis);
    int at = 0;
    for (int row = 0; row < outer; row++) {
      int start = 0;
      for (ReferenceTensor input : inputs) {
        int width = input.size() / outer;
        for (int i = 0; i < width; i++) {
          sources[at++] = start + row * width + i;
        }
        start += input.size();
      }
    }
    return sources;
  }

  /** Sizes from the attribute (to 12) or the input (from 13), or equal ones. */
  static List<ReferenceTensor> split(Call call) {
    ReferenceTensor x = call.input(0);
    int axis = x.shape().axis(call.attributes.integer("axis", 0));
    long[] sizes = sizes(call, x.shape().dim(axis));
    if (Arrays.stream(sizes).anyMatch(size -> size < 0 || size > x.shape().dim(axis))
        || Arrays.stream(sizes).sum() != x.shape().dim(axis)
        || sizes.length < call.outputCount()) {
      throw new ReferenceException(
          "axis "
              + axis
              + " of "
              + x.shape()
              + " in parts of "
              + Arrays.toString(sizes)
              + " for "
              + call.outputCount()
              + " outputs");
    }
    List<ReferenceTensor> parts = new ArrayList<>();
    int from = 0;
    for (long size : sizes) {
      parts.add(part(call, x, axis, from, (int) size));
      from += (int) size;
    }
    return parts;
  }

  private static long[] sizes(Call call, int along) {
    long[] given = call.opset() < 13 ? call.attributes.optionalIntegers("split") : null;
    if (call.opset() >= 13 && call.has(1)) {
      given = call.list(1);
    }
    if (given != null) {
      return given;
    }
    int count = call.outputCount();
    if (call.opset() >= 18 && call.attributes.integer("num_outputs") != count) {
      throw new ReferenceException("attribute num_outputs is not " + count);
    }
    if (count == 0 || call.opset() < 18 && along % count != 0) {
      throw new ReferenceException(along + " in " + count + " equal parts");
    }
    int each = (along + count - 1) / count;
    if ((long) each * (count - 1) >= Math.max(1, along)) {
      throw new ReferenceException(along + " in " + count + " parts, of which the last is empty");
    }
    long[] sizes = new long[count];
    Arrays.setAll(sizes, i -> Math.min(each, along - i * each));
    return sizes;
  }

  private static ReferenceTensor part(Call call, ReferenceTensor x, int axis, int from, int size) {
    Shape shape = call.claim(x.shape().with(axis, size));
    int[] strides = x.shape().strides();
    return x.pick(Broadcast.walk(shape, strides, from * strides[axis]), shape);
  }
}
