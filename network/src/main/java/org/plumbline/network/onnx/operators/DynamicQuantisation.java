package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.Value;

/**
 * DynamicQuantizeLinear, whose scale is computed: with a = max(0, max x) and b = max(0, max −x),
 *
 * <pre>s = (a + b)/255, z = round(b/s), q = saturate(round(x/s) + z)</pre>
 *
 * <p>{@code b/s} lies in [0, 255] and {@code x/s} in [−255, 255] by the choice of s, which bounds
 * of s alone do not show: clips say so. Where all x are 0 nothing is defined.
 */
final class DynamicQuantisation {
  private static final double STEPS = 255;

  private DynamicQuantisation() {}

  static Value[] lower(Call call) {
    Value.Variable x = call.variable(0);
    if (x.type() != ElementType.FLOAT) {
      throw call.refuse("its input is of type " + x.type());
    }
    call.graph.unknownInFloat32("rounds to UINT8");
    Value.Variable above = extreme(call, x);
    Value.Variable below = extreme(call, ArithmeticLowering.negated(call, x));
    int[] one = {};
    Value.Variable width = ArithmeticLowering.sum(call, above, below, 1, one);
    Value.Constant step =
        ConstantArithmetic.fold(
            call, Operator.DIV, Value.Reals.scalar(1), Value.Reals.scalar(STEPS), one);
    call.graph.need(width, 0, Float.MAX_VALUE, Reading.Need.ALWAYS, "the runtime's overflows");
    Value.Variable scale = ArithmeticLowering.scale(call, width, step, one);
    call.graph.need(
        scale, Float.MIN_NORMAL, Float.MAX_VALUE, Reading.Need.ALWAYS, "smaller scales are 0");
    Value.Variable inverse =
        call.graph.activation(scale, Activation.of(Activation.Kind.RECIPROCAL));
    Value.Variable zero = rounded(call, below, inverse, 0, one);
    Value.Variable whole = rounded(call, x, inverse, -STEPS, x.shape());
    Value.Variable shifted = (Value.Variable) ArithmeticLowering.sum(call, whole, zero, 1);
    Value.Variable result = call.graph.activation(shifted, Activation.clip(0, STEPS));
    return new Value[] {
      new Value.Variable(result.layer(), x.shape(), ElementType.UINT8, true),
      new Value.Variable(scale.layer(), one, ElementType.FLOAT, false),
      new Value.Variable(zero.layer(), one, ElementType.UINT8, true)
    };
  }

  /** {@code max(0, max x)}. */
  private static Value.Variable extreme(Call call, Value.Variable x) {
    int n = x.count();
    call.graph.claim(3, n + 1);
    int[] index = new int[n + 1];
    Arrays.setAll(index, i -> i < n ? i : -1);
    Value.Variable all = call.graph.affine(x, new SelectionMap(n, index), n + 1);
    int[] members = new int[n + 1];
    Arrays.setAll(members, i -> i);
    return call.graph.add(new MaximumLayer(all.layer(), new int[] {0, n + 1}, members), new int[0]);
  }

  /** {@code round(x·inverse)}, which lies between an integer and 255. */
  private static Value.Variable rounded(
      Call call, Value.Variable x, Value.Variable inverse, double least, int[] shape) {
    Value.Variable t = ArithmeticLowering.product(call, x, inverse, shape);
    Value.Variable clipped = call.graph.activation(t, Activation.clip(least, STEPS));
    return call.graph.activation(clipped, Activation.of(Activation.Kind.ROUND));
  }
}
