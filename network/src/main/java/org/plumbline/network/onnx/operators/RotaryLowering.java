package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Rotary embeddings with constant angles: pairs of features of each head are turned, {@code (a, b)
 * ↦ (a·cos φ − b·sin φ, a·sin φ + b·cos φ)}, by an angle of the position and the pair. Source:
 * Operators.md of ONNX, RotaryEmbedding-23.
 */
final class RotaryLowering {
  private final Call call;
  private final Value.Variable x;
  private final boolean isFlat;
  private final int positions;
  private final int features;
  private final int turned;
  private final boolean isInterleaved;

  private RotaryLowering(Call call) {
    this.call = call;
    this.x = call.variable(0);
    this.isFlat = x.rank() == 3;
    int[] shape = x.shape();
    int heads = call.attributes.integer("num_heads", 0);
    boolean isKnown = isFlat ? heads > 0 && shape[2] % heads == 0 : x.rank() == 4;
    if (!isKnown || x.isInteger()) {
      throw call.refuse(
          "an input of shape " + Shapes.text(shape) + " with " + heads + " num_heads");
    } else if (!isFlat && heads != 0 && heads != shape[1]) {
      throw call.refuse("attribute num_heads is " + heads + " for " + shape[1]);
    }
    this.positions = isFlat ? shape[1] : shape[2];
    this.features = isFlat ? shape[2] / heads : shape[3];
    int given = call.attributes.integer("rotary_embedding_dim", 0);
    this.turned = given == 0 ? features : given;
    this.isInterleaved = call.attributes.flag("interleaved", false);
    if (turned < 2 || turned % 2 != 0 || turned > features) {
      throw call.refuse("it turns " + turned + " of " + features + " features");
    }
  }

  static Value rotary(Call call) {
    return new RotaryLowering(call).lower();
  }

  private Value lower() {
    int n = call.graph.claim(x.shape());
    int[] angles = angles(n);
    int[] partners = new int[n];
    double[] signs = new double[n];
    for (int i = 0; i < n; i++) {
      int d = i % features;
      int step = isInterleaved ? 1 : turned / 2;
      boolean isFirst = isInterleaved ? d % 2 == 0 : d < step;
      partners[i] = d >= turned ? -1 : isFirst ? i + step : i - step;
      signs[i] = isFirst ? -1 : 1;
    }
    Value.Reals cosines = cosines(cache(1).pick(angles, x.shape()), angles);
    Value.Variable straight = ArithmeticLowering.scale(call, x, cosines, x.shape());
    Value.Variable other = (Value.Variable) call.graph.pick(x, partners, x.shape());
    Value.Reals sines = signed(cache(2).pick(angles, x.shape()), signs);
    Value.Variable crossed = ArithmeticLowering.scale(call, other, sines, x.shape());
    return ArithmeticLowering.sum(call, straight, crossed, 1, x.shape());
  }

  private Value.Reals cache(int index) {
    Value.Reals cache = call.reals(index);
    int rank = call.hasInput(3) ? 2 : 3;
    int[] shape = cache.shape();
    boolean fits = shape.length == rank && shape[rank - 1] == turned / 2;
    if (rank == 3) {
      fits = fits && shape[0] == x.shape()[0] && shape[1] == positions;
    }
    if (!fits || cache.type() != x.type()) {
      throw call.refuse(
          "angles of " + cache.type() + " " + Shapes.text(shape) + " for " + turned + " features");
    }
    return cache;
  }

  /** The place of each element's angle in the caches; −1 where the element is not turned. */
  private int[] angles(int n) {
    int half = turned / 2;
    int[] places = places();
    int[] angles = new int[n];
    int heads = n == 0 ? 0 : n / (x.shape()[0] * positions * features);
    for (int i = 0; i < n; i++) {
      int d = i % features;
      int batch = i / (heads * positions * features);
      int position = isFlat ? i / (heads * features) % positions : i / features % positions;
      int pair = isInterleaved ? d / 2 : d % half;
      angles[i] = d >= turned ? -1 : places[batch * positions + position] * half + pair;
    }
    return angles;
  }

  /** The row of the caches for each batch and position. */
  private int[] places() {
    int count = x.shape()[0] * positions;
    if (!call.hasInput(3)) {
      return Shapes.identity(count);
    }
    int[] places = call.integers(3);
    int rows = call.input(1).rank() == 0 ? 0 : Math.min(rows(1), rows(2));
    if (call.input(3).rank() != 2
        || call.input(3).shape()[0] != x.shape()[0]
        || places.length != count) {
      throw call.refuse("positions of shape " + Shapes.text(call.input(3).shape()));
    }
    for (int place : places) {
      if (place < 0 || place >= rows) {
        throw call.refuse("position " + place + " of " + rows);
      }
    }
    return places;
  }

  private int rows(int index) {
    return call.input(index).rank() == 0 ? 0 : call.input(index).shape()[0];
  }

  /** 1 for what is not turned. */
  private static Value.Reals cosines(Value.Reals picked, int[] angles) {
    double[] values = picked.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = angles[i] < 0 ? 1 : values[i];
    }
    return new Value.Reals(
        picked.shape(), picked.type(), values, picked.errors(), picked.deviations());
  }

  private static Value.Reals signed(Value.Reals picked, double[] signs) {
    double[] values = picked.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= signs[i];
    }
    return new Value.Reals(
        picked.shape(), picked.type(), values, picked.errors(), picked.deviations());
  }
}
