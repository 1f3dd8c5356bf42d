package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.SoftmaxRows;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Losses for constant labels: {@code −w_c·x_c} at the class c of each sample, 0 where c is the
 * ignored one; summed, or divided by the sum of the weights of what is not ignored. The cross
 * entropy takes {@code log softmax} of its scores first. Source: Operators.md of ONNX,
 * NegativeLogLikelihoodLoss-12 to 22 and SoftmaxCrossEntropyLoss-12 to 13.
 */
final class LossLowering {
  private LossLowering() {}

  static Value negativeLogLikelihood(Call call) {
    return loss(call, call.variable(0));
  }

  /** The loss and the logarithms of the probabilities. */
  static Value[] crossEntropy(Call call) {
    Value.Variable x = call.variable(0);
    requireClasses(call, x);
    int inner = Shapes.count(x.shape(), 2, x.rank());
    SoftmaxRows rows = new SoftmaxRows(x.layer(), x.shape()[1], inner);
    Value.Variable logarithms = ActivationLowering.logSoftmax(call, x, rows);
    return new Value[] {loss(call, logarithms), logarithms};
  }

  private static void requireClasses(Call call, Value.Variable x) {
    if (x.isInteger() || x.rank() < 2 || x.count() == 0) {
      throw call.refuse("scores of " + x.type() + " and shape " + Shapes.text(x.shape()));
    }
  }

  private static Value loss(Call call, Value.Variable x) {
    requireClasses(call, x);
    call.graph.unknownInFloat32("runtimes compute it by nodes of their own");
    int[] labels = labels(call, x);
    int[] shape = call.input(1).shape();
    Value.Variable chosen = (Value.Variable) call.graph.pick(x, places(x, labels), shape);
    Value.Reals weights = weights(call, x, labels);
    Value.Variable losses = ArithmeticLowering.scale(call, chosen, weights.negated(), shape);
    String reduction = call.attributes.text("reduction", "mean");
    return switch (reduction) {
      case "none" -> losses;
      case "sum" -> sum(call, losses);
      case "mean" -> mean(call, sum(call, losses), weights);
      default -> throw call.refuse("attribute reduction is " + reduction);
    };
  }

  /** The class of each sample; −1 where it is ignored. */
  private static int[] labels(Call call, Value.Variable x) {
    int classes = x.shape()[1];
    int[] labels = call.integers(1);
    int[] shape = call.input(1).shape();
    int[] wanted = new int[x.rank() - 1];
    wanted[0] = x.shape()[0];
    System.arraycopy(x.shape(), 2, wanted, 1, wanted.length - 1);
    if (!Arrays.equals(wanted, shape)) {
      throw call.refuse(
          "labels of shape " + Shapes.text(shape) + " for scores of " + Shapes.text(x.shape()));
    }
    boolean ignores = call.attributes.has("ignore_index");
    int ignored = call.attributes.integer("ignore_index", 0);
    for (int i = 0; i < labels.length; i++) {
      boolean isIgnored = ignores && labels[i] == ignored;
      if (!isIgnored && (labels[i] < 0 || labels[i] >= classes)) {
        throw call.refuse("label " + labels[i] + " of " + classes + " classes");
      }
      labels[i] = isIgnored ? -1 : labels[i];
    }
    return labels;
  }

  private static int[] places(Value.Variable x, int[] labels) {
    int inner = Shapes.count(x.shape(), 2, x.rank());
    int[] places = new int[labels.length];
    for (int i = 0; i < places.length; i++) {
      int row = i / inner * x.shape()[1] + labels[i];
      places[i] = labels[i] < 0 ? -1 : row * inner + i % inner;
    }
    return places;
  }

  /** The weight of each sample: 1 where none are given, 0 where the sample is ignored. */
  private static Value.Reals weights(Call call, Value.Variable x, int[] labels) {
    int classes = x.shape()[1];
    double[] ones = new double[classes];
    Arrays.fill(ones, 1);
    Value.Reals all =
        call.hasInput(2)
            ? call.reals(2)
            : new Value.Reals(new int[] {classes}, x.type(), ones, null, null);
    if (all.rank() != 1 || all.count() != classes || all.type() != x.type()) {
      throw call.refuse(
          "weights of " + all.type() + " " + Shapes.text(all.shape()) + " for " + classes);
    }
    return all.pick(labels, call.input(1).shape());
  }

  private static Value.Variable sum(Call call, Value.Variable losses) {
    SparseMap sum = ReductionLowering.sums(losses.count(), losses.count(), 1, 0);
    return call.graph.affine(losses, sum);
  }

  private static Value mean(Call call, Value.Variable sum, Value.Reals weights) {
    Value.Constant total =
        ReductionLowering.sums(
            call, ReductionLowering.Axes.of(call, weights, allOf(weights), false), weights);
    Value.Constant one = new Value.Reals(new int[0], weights.type(), new double[] {1}, null, null);
    Value.Constant inverse = ConstantArithmetic.fold(call, Operator.DIV, one, total, new int[0]);
    return ArithmeticLowering.scale(call, sum, inverse, sum.shape());
  }

  private static boolean[] allOf(Value value) {
    boolean[] all = new boolean[value.rank()];
    Arrays.fill(all, true);
    return all;
  }
}
