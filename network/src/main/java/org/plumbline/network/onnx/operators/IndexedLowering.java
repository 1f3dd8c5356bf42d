package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Operators that read or write elements at constant indices, each of which is counted by itself.
 */
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
  private static int[] elements(Call call, int[] data, int[] shape) {
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

  private static int at(Call call, int index, int extent) {
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

  /** Writes single elements over others, or adds them up. */
  static Value scatterElements(Call call) {
    Value data = call.input(0);
    Value updates = call.input(2);
    String reduction = call.opset() < 16 ? "none" : call.attributes.text("reduction", "none");
    int[] places = elements(call, data.shape(), call.constant(1).shape());
    if (updates.type() != data.type() || updates.count() != places.length) {
      throw call.refuse(
          "updates of type " + updates.type() + " and shape " + Shapes.text(updates.shape()));
    }
    call.graph.claim(data.shape());
    List<int[]> rounds = rounds(call, places, data.count());
    if (reduction.equals("none")) {
      return replaced(call, data, updates, rounds);
    } else if (reduction.equals("add") && !data.isInteger()) {
      Value sum = data;
      for (int[] round : rounds) {
        Value next = call.graph.pick(updates, round, data.shape());
        sum = ArithmeticLowering.sum(call, sum, next, 1);
      }
      return sum;
    }
    throw call.refuse(
        "attribute reduction is " + reduction + "; supported are none, and add for real numbers");
  }

  /** Which update each element takes, or −1; where there are several, one in each round. */
  private static List<int[]> rounds(Call call, int[] places, int elements) {
    List<int[]> rounds = new ArrayList<>();
    int[] seen = new int[elements];
    for (int i = 0; i < places.length; i++) {
      int round = seen[places[i]]++;
      if (round == rounds.size()) {
        call.graph.claim(elements);
        rounds.add(new int[elements]);
        Arrays.fill(rounds.get(round), -1);
      }
      rounds.get(round)[places[i]] = i;
    }
    return rounds;
  }

  private static Value replaced(Call call, Value data, Value updates, List<int[]> rounds) {
    if (rounds.size() > 1) {
      throw call.refuse("it writes twice to one place, in an order that ONNX leaves open");
    } else if (rounds.isEmpty()) {
      return data;
    }
    int[] written = rounds.get(0);
    int[] kept = Shapes.identity(written.length);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = written[i] < 0 ? i : -1;
    }
    return JoinLowering.overlay(call, List.of(data, updates), List.of(kept, written), data.shape());
  }
}
