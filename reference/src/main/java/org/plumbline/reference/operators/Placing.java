package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/** CenterCropPad, ReverseSequence, Compress, MaxUnpool, TensorScatter and Col2Im. */
final class Placing {
  private Placing() {}

  /** The position on each axis of an element. */
  private static int[] position(Shape shape, int element) {
    int[] position = new int[shape.rank()];
    int rest = element;
    for (int d = position.length - 1; d >= 0; d--) {
      position[d] = rest % shape.dim(d);
      rest /= shape.dim(d);
    }
    return position;
  }

  /** The element at a position, or −1 outside of the tensor. */
  private static int element(Shape shape, int[] position) {
    int element = 0;
    for (int d = 0; d < position.length; d++) {
      if (position[d] < 0 || position[d] >= shape.dim(d)) {
        return -1;
      }
      element = element * shape.dim(d) + position[d];
    }
    return element;
  }

  static ReferenceTensor centerCropPad(Call call) {
    ReferenceTensor x = call.input(0);
    long[] wanted = call.list(1);
    long[] given = call.attributes.optionalIntegers("axes");
    long[] dims = x.shape().longs();
    boolean[] isSet = new boolean[dims.length];
    if (wanted.length != (given == null ? dims.length : given.length)) {
      throw new ReferenceException(wanted.length + " extents for other axes");
    }
    for (int k = 0; k < wanted.length; k++) {
      int axis = given == null ? k : x.shape().axis(given[k]);
      if (isSet[axis]) {
        throw new ReferenceException("axis " + axis + " is named twice");
      }
      isSet[axis] = true;
      dims[axis] = wanted[k];
    }
    Shape shape = call.claim(dims);
    int[] shift = new int[dims.length];
    for (int d = 0; d < shift.length; d++) {
      int more = shape.dim(d) - x.shape().dim(d);
      shift[d] = more < 0 ? -(-more / 2) : more / 2;
    }
    int[] source = new int[shape.size()];
    for (int i = 0; i < source.length; i++) {
      int[] position = position(shape, i);
      for (int d = 0; d < shift.length; d++) {
        position[d] -= shift[d];
      }
      source[i] = element(x.shape(), position);
    }
    return x.pick(source, shape);
  }

  static ReferenceTensor reverseSequence(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor lengths = call.input(1, ElementType.INT64);
    long time = call.attributes.integer("time_axis", 0);
    long batch = call.attributes.integer("batch_axis", 1);
    boolean isKnown = time == 0 && batch == 1 || time == 1 && batch == 0;
    Shape shape = x.shape();
    if (!isKnown
        || shape.rank() < 2
        || lengths.shape().rank() != 1
        || lengths.size() != shape.dim((int) batch)) {
      throw new ReferenceException(
          "axes " + time + " and " + batch + " of " + shape + ", lengths of " + lengths.shape());
    }
    int[] source = new int[call.claim(shape).size()];
    for (int i = 0; i < source.length; i++) {
      int[] position = position(shape, i);
      long length = lengths.integer(position[(int) batch]);
      if (length < 0 || length > shape.dim((int) time)) {
        throw new UndefinedException("a sequence of length " + length);
      }
      if (position[(int) time] < length) {
        position[(int) time] = (int) length - 1 - position[(int) time];
      }
      source[i] = element(shape, position);
    }
    return x.pick(source, shape);
  }

  static ReferenceTensor compress(Call call) {
    ReferenceTensor given = call.input(0);
    ReferenceTensor condition = call.input(1, ElementType.BOOL);
    boolean hasAxis = call.attributes.has("axis");
    ReferenceTensor x = hasAxis ? given : given.reshape(Shape.of(given.size()));
    int axis = hasAxis ? x.shape().axis(call.attributes.integer("axis")) : 0;
    if (condition.shape().rank() != 1 || condition.size() > x.shape().dim(axis)) {
      throw new ReferenceException("conditions of shape " + condition.shape());
    }
    int[] chosen = new int[condition.size()];
    int count = 0;
    for (int k = 0; k < chosen.length; k++) {
      if (condition.integer(k) != 0) {
        chosen[count++] = k;
      }
    }
    Shape shape = call.claim(x.shape().with(axis, count));
    int[] source = new int[shape.size()];
    for (int i = 0; i < source.length; i++) {
      int[] position = position(shape, i);
      position[axis] = chosen[position[axis]];
      source[i] = element(x.shape(), position);
    }
    return x.pick(source, shape);
  }

  /** A shape that is given and is not that of the windows is read differently by runtimes. */
  static ReferenceTensor maxUnpool(Call call) {
    ReferenceTensor x = call.real(0);
    ReferenceTensor places = call.input(1, ElementType.INT64);
    long[] kernel = call.attributes.integers("kernel_shape");
    long[] strides = call.attributes.optionalIntegers("strides");
    long[] pads = call.attributes.optionalIntegers("pads");
    int n = kernel.length;
    if (x.shape().rank() != n + 2
        || !places.shape().equals(x.shape())
        || strides != null && strides.length != n
        || pads != null && pads.length != 2 * n) {
      throw new ReferenceException("a kernel of " + n + " axes for " + x.shape());
    }
    long[] dims = x.shape().longs();
    for (int d = 0; d < n; d++) {
      long padding = pads == null ? 0 : pads[d] + pads[d + n];
      long step = strides == null ? 1 : strides[d];
      dims[d + 2] = (dims[d + 2] - 1) * step - padding + kernel[d];
    }
    if (call.has(2) && !Arrays.equals(call.list(2), dims)) {
      throw new ReferenceException("an output shape other than " + Arrays.toString(dims));
    }
    Shape shape = call.claim(dims);
    int[] source = new int[shape.size()];
    Arrays.fill(source, -1);
    for (int i = 0; i < places.size(); i++) {
      long place = places.integer(i);
      if (place < 0 || place >= source.length || source[(int) place] >= 0) {
        throw new UndefinedException("place " + place + " of " + shape);
      }
      source[(int) place] = i;
    }
    return x.pick(source, shape);
  }

  static ReferenceTensor tensorScatter(Call call) {
    ReferenceTensor past = call.input(0);
    ReferenceTensor update = call.input(1, past.type());
    Shape shape = past.shape();
    int axis = shape.axis(call.attributes.integer("axis", -2));
    boolean isCircular = call.attributes.choice("mode", "linear", "circular").equals("circular");
    ReferenceTensor first = call.has(2) ? call.input(2, ElementType.INT64) : null;
    boolean fits =
        axis > 0
            && update.shape().rank() == shape.rank()
            && update.shape().with(axis, shape.dim(axis)).equals(shape)
            && update.shape().dim(axis) <= shape.dim(axis);
    if (!fits || first != null && first.size() != shape.dim(0)) {
      throw new ReferenceException("an update of shape " + update.shape() + " for " + shape);
    }
    int[] source = new int[call.claim(shape).size()];
    Arrays.setAll(source, i -> i);
    for (int i = 0; i < update.size(); i++) {
      int[] position = position(update.shape(), i);
      long start = first == null ? 0 : first.integer(position[0]);
      long at = start + position[axis];
      at = isCircular ? Math.floorMod(at, (long) shape.dim(axis)) : at;
      if (at < 0 || at >= shape.dim(axis)) {
        throw new UndefinedException("position " + at + " of " + shape);
      }
      position[axis] = (int) at;
      source[element(shape, position)] = past.size() + i;
    }
    return Joining.concatenate(List.of(past, update)).pick(source, shape);
  }

  /** Every element of every block is added to the pixel that it lies on. */
  static ReferenceTensor col2Im(Call call) {
    ReferenceTensor x = call.real(0);
    long[] image = call.list(1);
    long[] block = call.list(2);
    int n = image.length;
    long[] strides = each(call, "strides", n, 1);
    long[] dilations = each(call, "dilations", n, 1);
    long[] pads = each(call, "pads", 2 * n, 0);
    if (block.length != n || x.shape().rank() != 3) {
      throw new ReferenceException("blocks of " + block.length + " axes for " + x.shape());
    }
    long[] counts = new long[n];
    for (int d = 0; d < n; d++) {
      long room = image[d] + pads[d] + pads[d + n] - dilations[d] * (block[d] - 1) - 1;
      if (room < 0 || block[d] < 1 || image[d] < 1) {
        throw new ReferenceException("a block that does not fit on axis " + d);
      }
      counts[d] = room / strides[d] + 1;
    }
    Shape blocks = Shape.of(block);
    Shape columns = Shape.of(counts);
    Shape plane = Shape.of(image);
    long channels = x.shape().dim(1) / blocks.size();
    if (channels * blocks.size() != x.shape().dim(1) || columns.size() != x.shape().dim(2)) {
      throw new ReferenceException("an input of shape " + x.shape() + " for blocks of " + blocks);
    }
    long[] dims = new long[n + 2];
    dims[0] = x.shape().dim(0);
    dims[1] = channels;
    System.arraycopy(image, 0, dims, 2, n);
    Shape shape = call.claim(dims);
    Scalar[] sums = new Scalar[shape.size()];
    Arrays.fill(sums, call.constant(0));
    for (int i = 0; i < x.size(); i++) {
      int[] column = position(columns, i % columns.size());
      int[] inside = position(blocks, i / columns.size() % blocks.size());
      for (int d = 0; d < n; d++) {
        column[d] = (int) (column[d] * strides[d] + inside[d] * dilations[d] - pads[d]);
      }
      int pixel = element(plane, column);
      if (pixel >= 0) {
        int target = i / columns.size() / blocks.size() * plane.size() + pixel;
        sums[target] = sums[target].plus(x.scalar(call.mode(), i));
      }
    }
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < sums.length; i++) {
      result.set(i, sums[i]);
    }
    return result.build(Elementwise.numeric(x).type());
  }

  private static long[] each(Call call, String attribute, int count, long least) {
    long[] given = call.attributes.optionalIntegers(attribute);
    if (given == null) {
      given = new long[count];
      Arrays.fill(given, least);
    }
    long[] values = given;
    if (values.length != count
        || Arrays.stream(values).anyMatch(value -> value < least || value > 1 << 28)) {
      throw new ReferenceException("attribute " + attribute + " is " + Arrays.toString(values));
    }
    return values;
  }
}
