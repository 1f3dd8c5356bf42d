package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.IntegerRange;
import org.plumbline.network.onnx.lowering.RealArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/** Sums, means and extrema over axes. */
final class ReductionLowering {
  /** Two roundings of binary32, and a little more. */
  private static final double MEAN_DEVIATION = 0x1.1p-23;

  private ReductionLowering() {}

  static Value reduceSum(Call call) {
    return reduce(call, 13, false);
  }

  static Value reduceMean(Call call) {
    return reduce(call, 18, true);
  }

  private static Value reduce(Call call, int since, boolean isMean) {
    Axes axes = Axes.of(call, since);
    if (axes == null) {
      return call.input(0);
    } else if (call.input(0) instanceof Value.Constant constant && isMean) {
      return mean(call, axes, constant);
    }
    return isMean ? mean(call, axes, call.variable(0)) : sum(call, axes, call.input(0));
  }

  /** The sums of groups of elements. */
  static Value sum(Call call, Axes axes, Value value) {
    if (value instanceof Value.Constant constant) {
      return sums(call, axes, constant);
    }
    Value.Variable x = (Value.Variable) value;
    return call.graph.affine(x, weighted(call, axes, x, 1, 0), axes.shape());
  }

  private static Value mean(Call call, Axes axes, Value.Variable x) {
    int size = axes.size();
    double error = (size & (size - 1)) != 0 ? Rounding.UNIT : 0;
    return means(call, x, weighted(call, axes, x, 1.0 / size, error), axes.shape());
  }

  private static SparseMap weighted(
      Call call, Axes axes, Value.Variable x, double weight, double error) {
    IntegerRange.requireExactSums(call, x, axes.size());
    double[] values = new double[x.count()];
    Arrays.fill(values, weight);
    return new SparseMap(x.count(), axes.starts(), axes.members(), values, error);
  }

  /** A runtime divides a sum, or multiplies it by a rounded inverse. */
  static Value.Variable means(Call call, Value.Variable x, SparseMap means, int... shape) {
    double deviation = means.coefficientError() == 0 ? 0 : MEAN_DEVIATION;
    return call.graph.affine(x, means, Value.Reals.zeros(shape), deviation, shape);
  }

  private static Value mean(Call call, Axes axes, Value.Constant constant) {
    if (constant.isInteger()) {
      throw call.refuse("its input is a constant of whole numbers");
    }
    Value.Constant sums = sums(call, axes, constant);
    Value.Reals size =
        new Value.Reals(new int[0], constant.type(), new double[] {axes.size()}, null, null);
    return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.DIV, sums, size, sums.shape());
  }

  /** One member of each group after the other. */
  static Value.Constant folded(
      Call call, ConstantArithmetic.Operator operator, Axes axes, Value.Constant constant) {
    call.graph.claim(8, constant.count());
    Value.Constant result = constant.pick(axes.member(0), axes.shape());
    for (int k = 1; k < axes.size(); k++) {
      Value.Constant next = constant.pick(axes.member(k), axes.shape());
      result = ConstantArithmetic.fold(call, operator, result, next, axes.shape());
    }
    return result;
  }

  /** The sums of groups of constants, which may be of different sizes. */
  static Value.Constant sums(Call call, Axes axes, Value.Constant constant) {
    return constant instanceof Value.Integers integers
        ? sums(call, axes, integers)
        : sums(call, axes, (Value.Reals) constant);
  }

  private static Value.Integers sums(Call call, Axes axes, Value.Integers constant) {
    long[] sums = new long[axes.starts().length - 1];
    for (int o = 0; o < sums.length; o++) {
      double size = 0;
      for (int m = axes.starts()[o]; m < axes.starts()[o + 1]; m++) {
        sums[o] += constant.values()[axes.members()[m]];
        size += Math.abs((double) constant.values()[axes.members()[m]]);
      }
      IntegerRange.requireExactSum(call, constant.type(), size);
      sums[o] = constant.type().wrapped(sums[o]);
    }
    return new Value.Integers(axes.shape(), constant.type(), sums);
  }

  private static Value.Reals sums(Call call, Axes axes, Value.Reals constant) {
    double[] sums = new double[axes.starts().length - 1];
    double[] errors = new double[sums.length];
    double[] deviations = new double[sums.length];
    for (int o = 0; o < sums.length; o++) {
      int terms = axes.starts()[o + 1] - axes.starts()[o];
      double size = 0;
      double off = 0;
      for (int m = axes.starts()[o]; m < axes.starts()[o + 1]; m++) {
        int member = axes.members()[m];
        sums[o] += constant.values()[member];
        size += Math.abs(constant.values()[member]);
        errors[o] += constant.error(member);
        off += RealArithmetic.seen(constant, member);
      }
      if (!(size <= Double.MAX_VALUE)) {
        throw call.refuse("arithmetic on constants gives " + sums[o]);
      }
      errors[o] += Rounding.gamma(Math.max(0, terms - 1)) * size;
      errors[o] = errors[o] == 0 ? 0 : Rounding.inflate(errors[o]);
      double roundings = terms < 1 << 20 ? terms : Double.POSITIVE_INFINITY;
      deviations[o] = RealArithmetic.rounded(roundings * (size + off), off + errors[o]);
    }
    return new Value.Reals(axes.shape(), constant.type(), sums, errors, deviations);
  }

  /** Sums of {@code size} consecutive values each, times a weight. */
  static SparseMap sums(int inputs, int size, double weight, double error) {
    int[] starts = new int[inputs / size + 1];
    for (int o = 0; o < starts.length; o++) {
      starts[o] = o * size;
    }
    double[] values = new double[inputs];
    Arrays.fill(values, weight);
    return new SparseMap(inputs, starts, Shapes.identity(inputs), values, error);
  }

  static Value reduceMax(Call call) {
    Axes axes = Axes.of(call, 18);
    if (axes != null && call.input(0) instanceof Value.Constant constant) {
      return folded(call, ConstantArithmetic.Operator.MAX, axes, constant);
    }
    return axes == null ? call.input(0) : maximum(call, axes, call.variable(0));
  }

  /** {@code −max(−x)}. */
  static Value reduceMin(Call call) {
    Axes axes = Axes.of(call, 18);
    if (axes == null) {
      return call.input(0);
    } else if (call.input(0) instanceof Value.Constant constant) {
      return folded(call, ConstantArithmetic.Operator.MIN, axes, constant);
    }
    Value.Variable negative = ArithmeticLowering.negated(call, call.variable(0));
    return ArithmeticLowering.negated(call, maximum(call, axes, negative));
  }

  private static Value.Variable maximum(Call call, Axes axes, Value.Variable x) {
    IntegerRange.requireOrder(call, x);
    return call.graph.add(new MaximumLayer(x.layer(), axes.starts(), axes.members()), axes.shape());
  }

  /**
   * The groups of elements that are reduced to one.
   *
   * @param shape the result's shape
   */
  record Axes(int[] starts, int[] members, int[] shape) {

    /** Of each group, where all are of the same size. */
    int size() {
      return starts.length == 1 ? 1 : starts[1];
    }

    /** The k-th member of each group. */
    int[] member(int k) {
      int[] chosen = new int[starts.length - 1];
      for (int g = 0; g < chosen.length; g++) {
        chosen[g] = members[starts[g] + k];
      }
      return chosen;
    }

    /** The axes of a node, or null if it reduces nothing. */
    static Axes of(Call call, int since) {
      Value x = call.input(0);
      boolean keeps = call.attributes.flag("keepdims", true);
      boolean isNoop = call.opset() >= since && call.attributes.flag("noop_with_empty_axes", false);
      int[] axes = call.integers("axes", since, 1);
      boolean[] isReduced = new boolean[x.rank()];
      if (axes == null || axes.length == 0) {
        if (isNoop) {
          return null;
        }
        Arrays.fill(isReduced, true);
      } else {
        isReduced = call.marked(axes, x.rank());
      }
      return of(call, x, isReduced, keeps);
    }

    static Axes of(Call call, Value x, boolean[] isReduced, boolean keeps) {
      int[] kept = x.shape().clone();
      int[] shape = new int[kept.length];
      int rank = 0;
      for (int d = 0; d < kept.length; d++) {
        kept[d] = isReduced[d] ? 1 : kept[d];
        if (keeps || !isReduced[d]) {
          shape[rank++] = kept[d];
        }
      }
      int inputs = call.graph.claim(x.shape());
      int outputs = Shapes.count(kept);
      if (inputs == 0) {
        throw call.refuse("an empty input of shape " + Shapes.text(x.shape()));
      }
      int[] starts = new int[outputs + 1];
      for (int o = 0; o <= outputs; o++) {
        starts[o] = o * (inputs / outputs);
      }
      int[] target = Shapes.broadcastIndex(kept, x.shape());
      int[] next = Arrays.copyOf(starts, outputs);
      int[] members = new int[inputs];
      for (int i = 0; i < inputs; i++) {
        members[next[target[i]]++] = i;
      }
      return new Axes(starts, members, Arrays.copyOf(shape, rank));
    }
  }
}
