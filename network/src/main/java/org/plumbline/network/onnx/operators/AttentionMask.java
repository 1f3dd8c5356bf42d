package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * What an Attention adds to its scores: 0 or a given number where query i may look at key j, −∞
 * elsewhere. With p = i + offset, key j is seen if j ≤ p ({@code is_causal}), p − left ≤ j ≤ p +
 * right (windows) and j is no padding. The offset is the number of keys before the queries.
 */
final class AttentionMask {
  private final Call call;
  private final int[] shape;
  private final int past;
  private final int[] lengths;
  private final boolean isCausal;
  private final int left;
  private final int right;
  private final Value.Reals given;
  private final Value.Variable computed;
  private final Value.Reals bias;

  /**
   * @param shape of the scores: batches, heads, queries, keys
   */
  private AttentionMask(Call call, int[] shape, int past) {
    this.call = call;
    this.shape = shape;
    this.past = past;
    this.lengths = call.opset() >= 24 && call.hasInput(6) ? lengths() : null;
    this.isCausal = call.attributes.flag("is_causal", false);
    this.left = call.opset() >= 25 ? window("left_window_size") : -1;
    this.right = call.opset() >= 25 ? window("right_window_size") : -1;
    Value mask = call.hasInput(3) ? call.input(3) : null;
    this.computed = mask instanceof Value.Variable variable ? variable : null;
    this.given = mask instanceof Value.Constant constant ? spread(constant) : null;
    this.bias = added();
  }

  static AttentionMask of(Call call, int[] shape, int past) {
    return new AttentionMask(call, shape, past);
  }

  private int window(String attribute) {
    int size = call.attributes.integer(attribute, -1);
    if (size < -1) {
      throw call.refuse("attribute " + attribute + " is " + size);
    }
    return size;
  }

  private int[] lengths() {
    int[] lengths = call.integers(6);
    boolean fits = lengths.length == shape[0] && !call.hasInput(4) && call.input(6).rank() == 1;
    if (!fits || Arrays.stream(lengths).anyMatch(n -> n < 0 || n > shape[3])) {
      throw call.refuse("lengths " + Shapes.text(lengths) + " for scores " + Shapes.text(shape));
    }
    return lengths;
  }

  /** A given mask as numbers to be added, in the shape of the scores. */
  private Value.Reals spread(Value.Constant mask) {
    ElementType type = call.input(0).type();
    boolean isTruth = mask.type() == ElementType.BOOL;
    if (!isTruth && mask.type() != type) {
      throw call.refuse("a mask of " + mask.type() + " for scores of " + type);
    }
    int[] whole = mask.shape().clone();
    int keys = mask.rank() == 0 ? 0 : whole[mask.rank() - 1];
    boolean isPadded = call.opset() >= 24 && keys > 1 && keys < shape[3];
    if (isPadded) {
      whole[mask.rank() - 1] = shape[3];
    }
    if (keys == 0 || keys == 1 && shape[3] > 1 || !isBroadcast(whole)) {
      throw call.refuse(
          "a mask of shape " + Shapes.text(mask.shape()) + " for scores " + Shapes.text(shape));
    }
    int[] index = Shapes.broadcastIndex(whole, shape);
    double[] values = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      int at = index[i] % shape[3];
      index[i] = at < keys ? index[i] / shape[3] * keys + at : -1;
    }
    Value.Reals picked = mask.asReals(call::refuse).pick(index, shape);
    for (int i = 0; i < index.length; i++) {
      double value = picked.values()[i];
      boolean isHidden = index[i] < 0 || isTruth && value == 0;
      values[i] = isHidden ? Double.NEGATIVE_INFINITY : isTruth ? 0 : value;
      if (!(values[i] <= Double.MAX_VALUE)) {
        throw call.refuse("its mask holds " + values[i]);
      }
    }
    return new Value.Reals(shape, type, values, picked.errors(), picked.deviations());
  }

  private boolean isBroadcast(int[] mask) {
    return Arrays.equals(Shapes.broadcast(mask, shape), shape);
  }

  private Value.Reals added() {
    double[] values = new double[call.graph.claim(shape)];
    for (int i = 0; i < values.length; i++) {
      int query = i / shape[3] % shape[2];
      boolean isSeen = isSeen(i / (shape[3] * shape[2] * shape[1]), query, i % shape[3]);
      double added = given == null ? 0 : given.values()[i];
      values[i] = isSeen ? added : Double.NEGATIVE_INFINITY;
    }
    return new Value.Reals(
        shape,
        call.input(0).type(),
        values,
        given == null ? null : given.errors(),
        given == null ? null : given.deviations());
  }

  private boolean isSeen(int batch, int query, int key) {
    int place = query + (lengths == null ? past : lengths[batch] - shape[2]);
    boolean isPast = !isCausal || key <= place;
    boolean isNear = (left < 0 || key >= place - left) && (right < 0 || key <= place + right);
    return isPast && isNear && (lengths == null || key < lengths[batch]);
  }

  boolean isEmpty() {
    return Arrays.stream(bias.values()).allMatch(value -> value == 0);
  }

  /** In the shape of the scores. */
  Value.Reals bias() {
    return bias;
  }

  /** Scores plus a computed mask, if there is one. */
  Value.Variable plusComputed(Value.Variable scores) {
    if (computed == null) {
      return scores;
    }
    if (computed.type() != scores.type() || !isBroadcast(computed.shape())) {
      throw call.refuse(
          "a computed mask of " + computed.type() + " " + Shapes.text(computed.shape()));
    }
    return ArithmeticLowering.sum(call, scores, computed, 1, shape);
  }

  /** The rows of scores of which some are not −∞. */
  int[] openRows() {
    int n = shape[3];
    return IntStream.range(0, bias.count() / n)
        .filter(
            row ->
                Arrays.stream(bias.values(), row * n, (row + 1) * n)
                    .anyMatch(value -> value > Double.NEGATIVE_INFINITY))
        .toArray();
  }
}
