package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.WindowReader;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * BatchNormalization with given statistics, and Layer-, Instance-, Group-, RMS- and
 * Lp-normalisation with those of the input. Variances are those of the population: {@code Σ(x −
 * mean)² / n}.
 */
final class Normalizations {
  private Normalizations() {}

  /** {@code (x − mean) / √(var + ε) · scale + bias}, per channel or (opset 7) per element. */
  static ReferenceTensor batch(Call call) {
    if (call.opset() >= 14 && call.attributes.flag("training_mode", false)
        || call.outputCount() > 1) {
      throw new ReferenceException("training is not supported");
    }
    call.attributes.ignore("momentum");
    ReferenceTensor x = call.real(0);
    boolean isPerChannel = call.opset() >= 9 || call.attributes.flag("spatial", true);
    int channels = x.shape().rank() < 2 ? 1 : x.shape().dim(1);
    int inner = x.shape().rank() < 2 ? 1 : x.shape().size(2, x.shape().rank());
    int parameters = isPerChannel ? channels : channels * inner;
    Scalar epsilon = call.constant(call.attributes.real("epsilon", 1e-5f));
    Scalar[] scale = parameters(call, 1, parameters);
    Scalar[] bias = parameters(call, 2, parameters);
    Scalar[] mean = parameters(call, 3, parameters);
    Scalar[] deviation = parameters(call, 4, parameters);
    Arrays.setAll(deviation, c -> deviation[c].plus(epsilon).sqrt());
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < x.size(); i++) {
      int c = isPerChannel ? i / inner % channels : i % parameters;
      Scalar centered = x.scalar(call.mode(), i).minus(mean[c]);
      result.set(i, centered.over(deviation[c]).times(scale[c]).plus(bias[c]));
    }
    return result.build(x.type());
  }

  private static Scalar[] parameters(Call call, int index, int count) {
    ReferenceTensor given = call.real(index);
    if (given.size() != count) {
      throw new ReferenceException(
          "input " + index + " has the shape " + given.shape() + " for " + count + " channels");
    }
    Scalar[] parameters = new Scalar[count];
    Arrays.setAll(parameters, i -> given.scalar(call.mode(), i));
    return parameters;
  }

  /** The mean of a group and one over its standard deviation. */
  private record Statistics(Scalar mean, Scalar inverse) {
    static Statistics of(Call call, ReferenceTensor x, int[] group, double epsilon) {
      Scalar mean = Reductions.sum(call, x, group).over(group.length);
      Scalar squares = call.constant(0);
      for (int index : group) {
        squares = squares.plus(x.scalar(call.mode(), index).minus(mean).square());
      }
      Scalar deviation = squares.over(group.length).plus(epsilon).sqrt();
      return new Statistics(mean, call.constant(1).over(deviation));
    }
  }

  static List<ReferenceTensor> layer(Call call) {
    ReferenceTensor x = call.real(0);
    int axis = x.shape().axis(call.attributes.integer("axis", -1));
    double epsilon = call.attributes.real("epsilon", 1e-5f);
    checkStash(call, x);
    int[] scale = oneWay(call.input(1, x.type()), x.shape());
    ReferenceTensor bias = call.has(2) ? call.input(2, x.type()) : null;
    int[] shift = bias == null ? null : oneWay(bias, x.shape());
    Axes axes = Axes.from(x.shape(), axis);
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    RealBuilder means = new RealBuilder(axes.kept());
    RealBuilder inverses = new RealBuilder(axes.kept());
    for (int i = 0; i < axes.groups(); i++) {
      Statistics statistics = Statistics.of(call, x, axes.group(i), epsilon);
      means.set(i, statistics.mean);
      inverses.set(i, statistics.inverse);
      for (int index : axes.group(i)) {
        Scalar normal =
            x.scalar(call.mode(), index).minus(statistics.mean).times(statistics.inverse);
        Scalar scaled = normal.times(call.input(1).scalar(call.mode(), scale[index]));
        result.set(
            index, bias == null ? scaled : scaled.plus(bias.scalar(call.mode(), shift[index])));
      }
    }
    return List.of(
        result.build(x.type()),
        means.build(ElementType.FLOAT32),
        inverses.build(ElementType.FLOAT32));
  }

  private static int[] oneWay(ReferenceTensor given, Shape shape) {
    Broadcast.checkOneWay(given.shape(), shape);
    return Broadcast.indices(given.shape(), shape);
  }

  /**
   * The first stage is computed in float32, or more precisely, as here. Of float64 it would lose
   * half of the bits; kernels of ONNX Runtime differ in that.
   */
  private static void checkStash(Call call, ReferenceTensor x) {
    long type = call.attributes.integer("stash_type", 1);
    if (type != 1 || x.type() == ElementType.FLOAT64) {
      throw new ReferenceException(
          "attribute stash_type is "
              + type
              + " for "
              + x.type()
              + ", supported is 1, not of float64");
    }
  }

  /** {@code x / √(mean(x²) + ε) · scale}. */
  static ReferenceTensor rms(Call call) {
    ReferenceTensor x = call.real(0);
    Axes axes = Axes.from(x.shape(), x.shape().axis(call.attributes.integer("axis", -1)));
    double epsilon = call.attributes.real("epsilon", 1e-5f);
    checkStash(call, x);
    ReferenceTensor scale = call.real(1);
    int[] place = oneWay(scale, x.shape());
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < axes.groups(); i++) {
      Scalar squares = call.constant(0);
      for (int index : axes.group(i)) {
        squares = squares.plus(x.scalar(call.mode(), index).square());
      }
      Scalar root = squares.over(axes.length()).plus(epsilon).sqrt();
      for (int index : axes.group(i)) {
        Scalar normal = x.scalar(call.mode(), index).over(root);
        result.set(index, normal.times(scale.scalar(call.mode(), place[index])));
      }
    }
    return result.build(scale.type());
  }

  static ReferenceTensor instance(Call call) {
    ReferenceTensor x = call.real(0);
    WindowReader.spatial(x.shape());
    return grouped(call, x, x.shape().dim(1), x.shape().dim(1));
  }

  /** Scale and bias are one per group before opset 21, one per channel from then on. */
  static ReferenceTensor group(Call call) {
    ReferenceTensor x = call.real(0);
    long groups = call.attributes.integer("num_groups");
    int channels = x.shape().rank() < 2 ? 0 : x.shape().dim(1);
    if (groups < 1 || channels % groups != 0 || channels == 0) {
      throw new ReferenceException(groups + " groups for an input of shape " + x.shape());
    }
    if (call.opset() >= 21) {
      checkStash(call, x);
    }
    return grouped(call, x, (int) groups, call.opset() >= 21 ? channels : (int) groups);
  }

  private static ReferenceTensor grouped(Call call, ReferenceTensor x, int groups, int parameters) {
    double epsilon = call.attributes.real("epsilon", 1e-5f);
    Scalar[] scale = parameters(call, 1, parameters);
    Scalar[] bias = parameters(call, 2, parameters);
    int inner = x.shape().size(2, x.shape().rank());
    int length = x.shape().dim(1) / groups * inner;
    int repeats = x.shape().dim(1) / parameters * inner;
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    int[] group = new int[length];
    for (int i = 0; i < x.shape().dim(0) * groups; i++) {
      int start = i * length;
      Arrays.setAll(group, k -> start + k);
      Statistics statistics = Statistics.of(call, x, group, epsilon);
      for (int index : group) {
        int c = index / repeats % parameters;
        Scalar normal =
            x.scalar(call.mode(), index).minus(statistics.mean).times(statistics.inverse);
        result.set(index, normal.times(scale[c]).plus(bias[c]));
      }
    }
    return result.build(x.type());
  }

  /** x over its norm; 0 where that is 0 (from opset 22 on), which balls must not touch. */
  static ReferenceTensor lp(Call call) {
    ReferenceTensor x = call.real(0);
    Axes axes = Axes.along(x.shape(), x.shape().axis(call.attributes.integer("axis", -1)));
    long p = call.attributes.integer("p", 2);
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < axes.groups(); i++) {
      Scalar norm = Reductions.norm(call, x, axes.group(i), p);
      boolean isZero = norm.isEqual(call.constant(0));
      if (isZero && call.opset() < 22) {
        throw new UndefinedException("numbers over their norm, which is 0");
      }
      for (int index : axes.group(i)) {
        Scalar element = x.scalar(call.mode(), index);
        result.set(index, isZero ? call.constant(0) : element.over(norm));
      }
    }
    return result.build(x.type());
  }
}
