package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Operators that write elements to constant places over others, or add, multiply or compare them.
 * Where several meet at one place, one after the other.
 */
final class ScatterLowering {
  private ScatterLowering() {}

  /** Single elements. */
  static Value scatterElements(Call call) {
    Value data = call.input(0);
    Value updates = call.input(2);
    int[] shape = call.constant(1).shape();
    int[] places = IndexedLowering.elements(call, data.shape(), shape);
    if (!Arrays.equals(updates.shape(), shape)) {
      throw call.refuse("updates of shape " + Shapes.text(updates.shape()));
    }
    return written(call, data, updates, places);
  }

  /** Slices at tuples of indices. */
  static Value scatterNd(Call call) {
    Value data = call.input(0);
    Value updates = call.input(2);
    int[] indices = call.integers(1);
    int[] tuples = call.constant(1).shape();
    int depth = tuples.length == 0 ? 0 : tuples[tuples.length - 1];
    if (depth < 1 || depth > data.rank()) {
      throw call.refuse("indices of shape " + Shapes.text(tuples));
    }
    int slice = Shapes.count(data.shape(), depth, data.rank());
    if (updates.count() != indices.length / depth * slice) {
      throw call.refuse("updates of shape " + Shapes.text(updates.shape()));
    }
    int[] strides = Shapes.strides(data.shape());
    int[] places = new int[call.graph.claim(updates.shape())];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % slice;
      for (int d = 0; d < depth; d++) {
        int index = indices[i / slice * depth + d];
        places[i] += IndexedLowering.at(call, index, data.shape()[d]) * strides[d];
      }
    }
    return written(call, data, updates, places);
  }

  private static Value written(Call call, Value data, Value updates, int[] places) {
    if (updates.type() != data.type()) {
      throw call.refuse("updates of type " + updates.type() + " for " + data.type());
    }
    String reduction = call.opset() < 16 ? "none" : call.attributes.text("reduction", "none");
    call.graph.claim(data.shape());
    List<int[]> rounds = rounds(call, places, data.count());
    if (reduction.equals("none")) {
      return replaced(call, data, updates, rounds);
    } else if (data.isInteger()) {
      throw call.refuse("attribute reduction is " + reduction + " for " + data.type());
    }
    Value result = data;
    for (int[] round : rounds) {
      result = combined(call, reduction, result, updates, round);
    }
    return result;
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
    }
    return rounds.isEmpty() ? data : overlaid(call, data, updates, rounds.get(0));
  }

  /** The updates where there are some, the data elsewhere. */
  private static Value overlaid(Call call, Value data, Value updates, int[] written) {
    int[] kept = Shapes.identity(written.length);
    for (int i = 0; i < kept.length; i++) {
      kept[i] = written[i] < 0 ? i : -1;
    }
    return JoinLowering.overlay(call, List.of(data, updates), List.of(kept, written), data.shape());
  }

  private static Value combined(
      Call call, String reduction, Value data, Value updates, int[] round) {
    if (reduction.equals("add")) {
      Value next = call.graph.pick(updates, round, data.shape());
      return ArithmeticLowering.sum(call, data, next, 1);
    }
    int[] places = new int[round.length];
    int[] position = new int[round.length];
    int count = 0;
    for (int i = 0; i < round.length; i++) {
      position[i] = round[i] < 0 ? -1 : count;
      if (round[i] >= 0) {
        places[count++] = i;
      }
    }
    int[] chosen = Arrays.copyOf(places, count);
    Value before = call.graph.pick(data, chosen, count);
    Value update =
        call.graph.pick(updates, Arrays.stream(chosen).map(i -> round[i]).toArray(), count);
    return overlaid(call, data, both(call, reduction, before, update), position);
  }

  private static Value both(Call call, String reduction, Value a, Value b) {
    return switch (reduction) {
      case "mul" -> ArithmeticLowering.mul(call, a, b);
      case "max" -> ExtremumLowering.ofTwo(call, Operator.MAX, a, b);
      case "min" -> ExtremumLowering.ofTwo(call, Operator.MIN, a, b);
      default -> throw call.refuse("attribute reduction is " + reduction);
    };
  }
}
