package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.SoftmaxRows;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Attention: {@code softmax(c·tanh(αQKᵀ / c) + B)·V} for each head, where B is −∞ at what is masked
 * and a row of B that is −∞ makes a row of zeros. Source: Operators.md of ONNX 1.23, Attention-23
 * to 25. What a runtime makes of it in binary32 is not known: it may scale Q and K, or scores.
 */
final class AttentionLowering {
  private static final int[] HEADS_FIRST = {0, 2, 1, 3};

  private final Call call;
  private final Value q;
  private final Value k;
  private final Value v;
  private final int past;

  private AttentionLowering(Call call, Value q, Value k, Value v, int past) {
    this.call = call;
    this.q = q;
    this.k = k;
    this.v = v;
    this.past = past;
  }

  static Value[] attention(Call call) {
    call.graph.unknownInFloat32("runtimes compute it in their own order");
    Value q = heads(call, 0, "q_num_heads");
    Value k = heads(call, 1, "kv_num_heads");
    Value v = heads(call, 2, "kv_num_heads");
    int past = 0;
    if (call.hasInput(4) || call.hasInput(5)) {
      past = call.input(4).rank() == 4 ? call.input(4).shape()[2] : 0;
      k = JoinLowering.joined(call, List.of(call.input(4), k), 2);
      v = JoinLowering.joined(call, List.of(call.input(5), v), 2);
    }
    AttentionLowering attention = new AttentionLowering(call, q, k, v, past);
    attention.requireFit();
    return attention.lower(call.input(0).rank() == 3);
  }

  /** An input by batches, heads, positions and features. */
  private static Value heads(Call call, int index, String attribute) {
    Value x = call.input(index);
    int heads = call.attributes.integer(attribute, 0);
    int[] shape = x.shape();
    if (shape.length != call.input(0).rank() || shape.length < 3 || shape.length > 4) {
      throw call.refuse("an input of shape " + Shapes.text(shape) + "; supported are 3 and 4 axes");
    }
    if (shape.length == 4) {
      if (heads != 0 && heads != shape[1]) {
        throw call.refuse("attribute " + attribute + " is " + heads + " for " + shape[1]);
      }
      return x;
    }
    if (heads < 1 || shape[2] % heads != 0) {
      throw call.refuse(
          "attribute " + attribute + " is " + heads + " for an input of " + Shapes.text(shape));
    }
    Value split = ReshapeLowering.reshaped(x, shape[0], shape[1], heads, shape[2] / heads);
    return MovementLowering.transposed(call, split, HEADS_FIRST);
  }

  private void requireFit() {
    int[] a = q.shape();
    int[] b = k.shape();
    int[] c = v.shape();
    boolean fits =
        a[0] == b[0]
            && a[0] == c[0]
            && b[1] == c[1]
            && b[2] == c[2]
            && a[3] == b[3]
            && q.count() > 0
            && v.count() > 0
            && a[1] % b[1] == 0;
    if (!fits) {
      throw call.refuse(
          "queries of "
              + Shapes.text(a)
              + ", keys of "
              + Shapes.text(b)
              + " and values of "
              + Shapes.text(c));
    }
    for (Value value : List.of(q, k, v)) {
      if (value instanceof Value.Reals reals && !reals.isFinite()) {
        throw call.refuse("its queries, keys or values hold an infinite number");
      }
    }
    if (q.isInteger() || q.type() != k.type() || q.type() != v.type()) {
      throw call.refuse("its inputs are of " + q.type() + ", " + k.type() + " and " + v.type());
    }
  }

  private Value[] lower(boolean isFlat) {
    Value scaled = scaledScores();
    Value.Variable scores = capped(scaled);
    AttentionMask mask = AttentionMask.of(call, scores.shape(), past);
    Value probabilities = probabilities(mask.plusComputed(scores), mask);
    Value y = MatrixLowering.multiply(call, probabilities, shared(v));
    if (isFlat) {
      y = MovementLowering.transposed(call, y, HEADS_FIRST);
      y = ReshapeLowering.reshaped(y, y.shape()[0], y.shape()[1], y.shape()[2] * y.shape()[3]);
    }
    return new Value[] {y, k, v, shown(scaled, scores, probabilities)};
  }

  private Value scaledScores() {
    Value turned = MovementLowering.transposed(call, shared(k), new int[] {0, 1, 3, 2});
    Value scores = MatrixLowering.multiply(call, q, turned);
    return ArithmeticLowering.mul(call, scores, scale());
  }

  /** {@code 1/√d} for d features, unless it is given. */
  private Value.Constant scale() {
    double given = call.attributes.real("scale", 1);
    if (!(given > 0)) {
      throw call.refuse("attribute scale is " + given);
    }
    if (call.attributes.has("scale")) {
      return number(given);
    }
    Value.Constant root =
        ConstantArithmetic.apply(call, number(q.shape()[3]), Activation.of(Activation.Kind.SQRT));
    return ConstantArithmetic.fold(call, Operator.DIV, number(1), root, new int[0]);
  }

  private Value.Constant number(double value) {
    return new Value.Reals(new int[0], q.type(), new double[] {value}, null, null);
  }

  private Value.Variable capped(Value scores) {
    double cap = call.attributes.real("softcap", 0);
    call.attributes.ignore("softmax_precision");
    if (!(scores instanceof Value.Variable variable)) {
      throw call.refuse("its queries and keys are constants");
    }
    if (cap < 0) {
      throw call.refuse("attribute softcap is " + cap);
    } else if (cap == 0) {
      return variable;
    }
    Value.Constant inverse =
        ConstantArithmetic.fold(call, Operator.DIV, number(1), number(cap), new int[0]);
    int[] shape = variable.shape();
    Value.Variable small = ArithmeticLowering.scale(call, variable, inverse, shape);
    Value.Variable bent = call.graph.activation(small, Activation.TANH);
    return ArithmeticLowering.scale(call, bent, number(cap), shape);
  }

  /** Keys or values once for each query head: heads of queries share one in groups. */
  private Value shared(Value x) {
    int[] from = x.shape();
    int group = q.shape()[1] / from[1];
    if (group == 1) {
      return x;
    }
    int[] shape = from.clone();
    shape[1] = q.shape()[1];
    int size = from[2] * from[3];
    int[] index = new int[call.graph.claim(shape)];
    for (int i = 0; i < index.length; i++) {
      index[i] = i / size / group * size + i % size;
    }
    return call.graph.pick(x, index, shape);
  }

  /** Softmax of the rows that are not masked altogether; the others are zeros. */
  private Value probabilities(Value.Variable scores, AttentionMask mask) {
    int n = scores.shape()[3];
    int[] open = mask.openRows();
    if (open.length == 0) {
      throw call.refuse("every query is masked");
    }
    int[] chosen = new int[call.graph.claim(open.length, n)];
    int[] places = new int[scores.count()];
    Arrays.fill(places, -1);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = open[i / n] * n + i % n;
      places[chosen[i]] = i;
    }
    int[] rows = {open.length, n};
    Value.Variable some = (Value.Variable) call.graph.pick(scores, chosen, rows);
    AffineLayer.Term same =
        new AffineLayer.Term(
            some.layer(), new SelectionMap(chosen.length, Shapes.identity(chosen.length)));
    Value.Variable masked =
        mask.isEmpty()
            ? some
            : call.graph.maskedSum(List.of(same), mask.bias().pick(chosen, rows), rows);
    Value result = SoftmaxRows.lower(call, masked, new SoftmaxRows(masked.layer(), n, 1));
    return call.graph.pick(result, places, scores.shape());
  }

  /** The output that shows the scores; of which modes the standard's texts differ, none. */
  private Value shown(Value scaled, Value scores, Value probabilities) {
    int mode = call.attributes.integer("qk_matmul_output_mode", 0);
    boolean isCapped = scaled != scores;
    if (mode == 3) {
      return probabilities;
    }
    return mode == 0 && !isCapped ? scaled : null;
  }
}
