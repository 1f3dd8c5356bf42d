package org.plumbline.reference.operators;

import java.util.List;
import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * NegativeLogLikelihoodLoss and SoftmaxCrossEntropyLoss: classes are along axis 1. A mean is the
 * sum over the sum of the weights of the samples that are not ignored.
 */
final class Losses {
  private Losses() {}

  static ReferenceTensor likelihood(Call call) {
    return loss(call, call.real(0));
  }

  static List<ReferenceTensor> crossEntropy(Call call) {
    ReferenceTensor x = call.real(0);
    Axes classes = Axes.along(x.shape(), x.shape().axis(1));
    RealBuilder logs = new RealBuilder(call.claim(x.shape()));
    for (int g = 0; g < classes.groups(); g++) {
      int[] group = classes.group(g);
      Scalar log = Softmaxes.logOfSum(call, x, group);
      for (int index : group) {
        logs.set(index, x.scalar(call.mode(), index).minus(log));
      }
    }
    ReferenceTensor logarithms = logs.build(x.type());
    return List.of(loss(call, logarithms), logarithms);
  }

  private static ReferenceTensor loss(Call call, ReferenceTensor x) {
    ReferenceTensor labels = call.input(1, ElementType.INT32, ElementType.INT64);
    Shape s = x.shape();
    Axes classes = Axes.along(s, s.axis(1));
    if (!labels.shape().equals(classes.reduced())) {
      throw new ReferenceException("labels of the shape " + labels.shape() + " for " + s);
    }
    ReferenceTensor weights = call.has(2) ? call.input(2, x.type()) : null;
    if (weights != null && !weights.shape().equals(Shape.of(s.dim(1)))) {
      throw new ReferenceException("weights of the shape " + weights.shape());
    }
    RealBuilder losses = new RealBuilder(call.claim(labels.shape()));
    Scalar sum = call.constant(0);
    Scalar total = call.constant(0);
    for (int i = 0; i < labels.size(); i++) {
      Scalar weight = weight(call, weights, labels.integer(i), s.dim(1));
      Scalar one = call.constant(0);
      if (weight != null) {
        int at = classes.group(i)[(int) labels.integer(i)];
        one = x.scalar(call.mode(), at).times(weight).negated();
        total = total.plus(weight);
      }
      losses.set(i, one);
      sum = sum.plus(one);
    }
    String reduction = call.attributes.choice("reduction", "mean", "none", "sum");
    RealBuilder single = new RealBuilder(Shape.SCALAR);
    switch (reduction) {
      case "none" -> {
        return losses.build(x.type());
      }
      case "sum" -> single.set(0, sum);
      default -> single.set(0, sum.over(total));
    }
    return single.build(x.type());
  }

  /** Of a sample; null if it is ignored. */
  private static Scalar weight(Call call, ReferenceTensor weights, long label, int classes) {
    boolean ignores = call.attributes.has("ignore_index");
    if (ignores && call.attributes.integer("ignore_index") == label) {
      return null;
    } else if (label < 0 || label >= classes) {
      throw new ReferenceException("label " + label + " of " + classes + " classes");
    }
    return weights == null ? call.constant(1) : weights.scalar(call.mode(), (int) label);
  }
}
