package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that read elements at constant indices, each of which is counted by itself. */
final class IndexedLowering {
  private IndexedLowering() {}

  static Value gatherElements(Call call) {
    Value value = call.input(0);
    int[] shape = call.constant(1).shape();
    return call.graph.pick(value, elements(call, value.shape(), shape), shape);
  }

  /**
   * The elements that indices of a shape, input 1, point to: each at its own place but on an axis.
   */
  static int[] elements(Call call, int[] data, int[] shape) {
    int axis = call.axis(call.attributes.integer("axis", 0), data.length);
    int[] chosen = call.integers(1);
    boolean fits = shape.length == data.length;
    for (int d = 0; fits && d < data.length; d++) {
      fits = d == axis || shape[d] <= data[d];
    }
    if (!fits) {
      throw call.refuse("indices of shape " + Shapes.text(shape) + " for " + Shapes.text(data));
    }
    int[] steps = Shapes.strides(data);
    int step = steps[axis];
    steps[axis] = 0;
    call.graph.claim(shape);
    int[] index = Shapes.walk(0, steps, shape);
    for (int i = 0; i < index.length; i++) {
      index[i] += at(call, chosen[i], data[axis]) * step;
    }
    return index;
  }

  static int at(Call call, int index, int extent) {
    if (index < -extent || index >= extent) {
      throw call.refuse("index " + index + " of an axis of " + extent);
    }
    return index < 0 ? index + extent : index;
  }

  /** Slices at tuples of indices; the first few axes of both go along with each other. */
  static Value gatherNd(Call call) {
    Value value = call.input(0);
    int[] data = value.shape();
    int[] chosen = call.integers(1);
    int[] tuples = call.constant(1).shape();
    int batch = call.opset() < 12 ? 0 : call.attributes.integer("batch_dims", 0);
    int last = tuples.length - 1;
    if (last < 0
        || batch < 0
        || batch > last
        || tuples[last] < 1
        || tuples[last] > data.length - batch
        || !Arrays.equals(Arrays.copyOf(tuples, batch), Arrays.copyOf(data, batch))) {
      throw call.refuse("indices of shape " + Shapes.text(tuples) + " for " + Shapes.text(data));
    }
    int depth = tuples[last];
    int slice = Shapes.count(data, batch + depth, data.length);
    int[] shape = Arrays.copyOf(tuples, last + data.length - batch - depth);
    System.arraycopy(data, batch + depth, shape, last, data.length - batch - depth);
    int[] strides = Shapes.strides(data);
    int[] index = new int[call.graph.claim(shape)];
    int perBatch = Shapes.count(tuples, batch, last);
    int block = Shapes.count(data, batch, data.length);
    for (int i = 0; i < index.length; i++) {
      int tuple = i / slice;
      int start = tuple / perBatch * block;
      for (int k = 0; k < depth; k++) {
        start += at(call, chosen[tuple * depth + k], data[batch + k]) * strides[batch + k];
      }
      index[i] = start + i % slice;
    }
    return call.graph.pick(value, index, shape);
  }
}
