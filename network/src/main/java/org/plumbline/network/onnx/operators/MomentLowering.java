package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Normalisation by moments of the input: {@code yᵢ = dᵢ / √(v + ε)} with v the mean of the dᵢ² of a
 * group of n, and dᵢ the elements, less their mean or not.
 *
 * <p>v ≥ 0, so that the inverse root is one function that is defined everywhere, {@code 1/√(max(0,
 * v) + ε)}: nothing is divided by an interval that touches 0. Since n·v ≥ dᵢ², |yᵢ| ≤ √n. Where the
 * mean is subtracted the others sum to −dᵢ, so that their squares sum to at least dᵢ²/(n − 1)
 * (Cauchy and Schwarz), n·v ≥ dᵢ²·n/(n − 1), and |yᵢ| ≤ √(n − 1). A Clip at these ends, rounded
 * outwards, changes no value; bounds, which see products of intervals, end there.
 */
final class MomentLowering {
  private MomentLowering() {}

  /** {@code (x − mean) / √(var + ε) · scale + bias}; further outputs are mean and inverse root. */
  static Value[] layer(Call call) {
    Value.Variable x = call.variable(0);
    int axis = call.axis(call.attributes.integer("axis", -1), x.rank());
    requireUsualStash(call);
    int size = Shapes.count(x.shape(), axis, x.rank());
    ElementGroups groups = ElementGroups.contiguous(call, x.count(), size);
    Value.Variable means = groups.means(x);
    Value.Variable centred = groups.minus(x, means);
    Value.Variable inverse = inverseRoot(call, groups, centred);
    Value.Variable normal = clipped(call, groups.times(centred, inverse), size - 1.0);
    int[] kept = x.shape().clone();
    Arrays.fill(kept, axis, kept.length, 1);
    Value y = scaled(call, normal, call.input(1));
    y = call.hasInput(2) ? ArithmeticLowering.sum(call, y, oneWay(call, x, call.input(2)), 1) : y;
    return new Value[] {y, means.reshaped(kept), inverse.reshaped(kept)};
  }

  /** {@code x / √(mean(x²) + ε) · scale}. */
  static Value rms(Call call) {
    Value.Variable x = call.variable(0);
    int axis = call.axis(call.attributes.integer("axis", -1), x.rank());
    requireUsualStash(call);
    int size = Shapes.count(x.shape(), axis, x.rank());
    ElementGroups groups = ElementGroups.contiguous(call, x.count(), size);
    Value.Variable normal = groups.times(x, inverseRoot(call, groups, x));
    return scaled(call, clipped(call, normal, size), call.input(1));
  }

  static Value instance(Call call) {
    Value.Variable x = image(call, 3);
    return grouped(call, x, x.shape()[1], x.shape()[1]);
  }

  /** Scale and bias are one per group before operator set 21, one per channel from then on. */
  static Value group(Call call) {
    Value.Variable x = image(call, 2);
    int groups = call.attributes.integer("num_groups", 0);
    int channels = x.shape()[1];
    if (groups < 1 || channels % groups != 0) {
      throw call.refuse(groups + " groups for an input of shape " + Shapes.text(x.shape()));
    }
    if (call.opset() >= 21) {
      requireUsualStash(call);
    }
    return grouped(call, x, groups, call.opset() >= 21 ? channels : groups);
  }

  private static Value.Variable image(Call call, int leastRank) {
    Value.Variable x = call.variable(0);
    if (x.rank() < leastRank) {
      throw call.refuse("an input of shape " + Shapes.text(x.shape()));
    }
    return x;
  }

  private static Value grouped(Call call, Value.Variable x, int groups, int parameters) {
    int[] shape = x.shape();
    int inner = Shapes.count(shape, 2, shape.length);
    int size = shape[1] / groups * inner;
    ElementGroups all = ElementGroups.contiguous(call, x.count(), size);
    Value.Variable centred = all.minus(x, all.means(x));
    Value.Variable product = all.times(centred, inverseRoot(call, all, centred));
    Value.Variable normal = clipped(call, product, size - 1.0);
    int repeats = shape[1] / Math.max(1, parameters) * inner;
    int[] place = new int[x.count()];
    Arrays.setAll(place, i -> i / repeats % parameters);
    Value scale = call.graph.pick(parameter(call, 1, parameters), place, shape);
    Value bias = call.graph.pick(parameter(call, 2, parameters), place, shape);
    return ArithmeticLowering.sum(call, scaled(call, normal, scale), bias, 1);
  }

  private static Value parameter(Call call, int index, int count) {
    Value value = call.input(index);
    if (value.rank() != 1 || value.count() != count) {
      throw call.refuse(
          "input "
              + index
              + " of shape "
              + Shapes.text(value.shape())
              + " for "
              + count
              + " values");
    }
    return value;
  }

  private static Value.Variable inverseRoot(Call call, ElementGroups groups, Value.Variable x) {
    double epsilon = call.attributes.real("epsilon", 1e-5f);
    if (!(epsilon > 0)) {
      throw call.refuse("attribute epsilon is " + epsilon + "; supported are positive numbers");
    }
    Value.Variable squares = call.graph.activation(x, Activation.power(2));
    return call.graph.activation(groups.means(squares), Activation.inverseRoot(epsilon));
  }

  /** Values whose squares are at most a number. */
  private static Value.Variable clipped(Call call, Value.Variable x, double square) {
    double end = Math.nextUp(Math.sqrt(square));
    return call.graph.activation(x, Activation.clip(-end, end));
  }

  private static Value scaled(Call call, Value.Variable x, Value scale) {
    Value factor = oneWay(call, x, scale);
    return factor instanceof Value.Constant constant
        ? ArithmeticLowering.scale(call, x, constant, x.shape())
        : ArithmeticLowering.product(call, x, (Value.Variable) factor, x.shape());
  }

  /** A value that broadcasts to the shape of x and no further. */
  private static Value oneWay(Call call, Value.Variable x, Value value) {
    if (!Arrays.equals(call.broadcast(x.shape(), value.shape()), x.shape())) {
      throw call.refuse(
          "a scale or bias of shape "
              + Shapes.text(value.shape())
              + " for an input of shape "
              + Shapes.text(x.shape()));
    }
    return value;
  }

  /** What is between is computed in float32, which is nothing to real numbers. */
  private static void requireUsualStash(Call call) {
    int type = call.attributes.integer("stash_type", 1);
    if (type != 1) {
      throw call.refuse("attribute stash_type is " + type + "; supported is 1");
    }
  }

  /**
   * x over its norm: {@code x / Σ|x|} or {@code x / √Σx²}, of which no element exceeds 1. That the
   * norm is not 0 is taken for granted.
   */
  static Value lp(Call call) {
    Value.Variable x = call.variable(0);
    int p = call.attributes.integer("p", 2);
    if (p != 1 && p != 2) {
      throw call.refuse("attribute p is " + p + "; supported are 1 and 2");
    }
    int axis = call.axis(call.attributes.integer("axis", -1), x.rank());
    ElementGroups groups = ElementGroups.along(call, x.shape(), axis);
    Value.Variable sizes =
        p == 1
            ? ActivationLowering.absolute(call, x)
            : call.graph.activation(x, Activation.power(2));
    Value.Variable norms = groups.sums(sizes);
    norms = p == 1 ? norms : call.graph.activation(norms, Activation.of(Kind.SQRT));
    Value.Variable inverse = call.graph.activation(norms, Activation.of(Kind.RECIPROCAL));
    return clipped(call, groups.times(x, inverse), 1);
  }
}
