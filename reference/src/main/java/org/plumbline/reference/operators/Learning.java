package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * Operators of domain ai.onnx.ml, versions 1 to 5, on rows of float32 features: Scaler, Normalizer,
 * LinearRegressor, LinearClassifier and ArrayFeatureExtractor. Source: {@code docs/Operators-ml.md}
 * of ONNX.
 */
final class Learning {
  /** Sums of products of numbers below this one do not overflow. */
  private static final double LARGEST = 0x1p100;

  private Learning() {}

  private static ReferenceTensor features(Call call) {
    ReferenceTensor x = call.input(0, ElementType.FLOAT32);
    if (x.shape().rank() < 1 || x.shape().rank() > 2) {
      throw new ReferenceException("features of shape " + x.shape());
    }
    return x;
  }

  private static int width(ReferenceTensor x) {
    return x.shape().dim(x.shape().rank() - 1);
  }

  static ReferenceTensor scaler(Call call) {
    ReferenceTensor x = features(call);
    double[] offset = perFeature(call, "offset", width(x));
    double[] scale = perFeature(call, "scale", width(x));
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < x.size(); i++) {
      Scalar moved = x.scalar(call.mode(), i).plus(-offset[i % offset.length]).rounded(x.type());
      result.set(i, moved.times(scale[i % scale.length]));
    }
    return result.build(x.type());
  }

  private static double[] perFeature(Call call, String name, int width) {
    double[] values = call.attributes.reals(name);
    if (values.length != 1 && values.length != width) {
      throw new ReferenceException("attribute " + name + " has " + values.length + " numbers");
    }
    return values;
  }

  static ReferenceTensor normalizer(Call call) {
    ReferenceTensor x = features(call);
    String norm = call.attributes.text("norm", "MAX");
    if (!norm.equals("L1") && !norm.equals("L2")) {
      throw new ReferenceException("attribute norm is " + norm);
    }
    int width = width(x);
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int start = 0; start < x.size(); start += width) {
      Scalar sum = call.constant(0);
      for (int i = start; i < start + width; i++) {
        Scalar value = x.scalar(call.mode(), i);
        sum = sum.plus(norm.equals("L1") ? value.abs() : value.square());
      }
      if (!(sum.value() >= Float.MIN_NORMAL && sum.value() <= 0x1p126)) {
        throw new UndefinedException("a row of size " + sum);
      }
      Scalar length = norm.equals("L1") ? sum : sum.sqrt();
      for (int i = start; i < start + width; i++) {
        result.set(i, x.scalar(call.mode(), i).over(length));
      }
    }
    return result.build(x.type());
  }

  static ReferenceTensor regressor(Call call) {
    return linear(call, (int) call.attributes.integer("targets", 1));
  }

  /**
   * The labels, which real numbers may leave open and texts are not computed for, and the scores.
   */
  static List<ReferenceTensor> classifier(Call call) {
    call.attributes.ignore("multi_class");
    int classes = call.attributes.reals("intercepts").length;
    int labels =
        call.attributes.has("classlabels_ints")
            ? call.attributes.integers("classlabels_ints").length
            : call.attributes.texts("classlabels_strings").size();
    if (classes < 2 || labels != classes) {
      throw new ReferenceException(labels + " labels for " + classes + " rows of coefficients");
    }
    ReferenceTensor scores = linear(call, classes);
    boolean hasLabels = call.mode() == Mode.TYPED && call.attributes.has("classlabels_ints");
    return Arrays.asList(hasLabels ? labels(call, scores) : null, scores);
  }

  /** The first label of the greatest score of each row. */
  private static ReferenceTensor labels(Call call, ReferenceTensor scores) {
    long[] labels = call.attributes.integers("classlabels_ints");
    long[] result = new long[scores.shape().dim(0)];
    if (!Arrays.stream(call.input(0).values()).allMatch(x -> Math.abs(x) < LARGEST)) {
      throw new UndefinedException("labels of scores that may overflow on the way");
    }
    for (int row = 0; row < result.length; row++) {
      int best = 0;
      for (int k = 1; k < labels.length; k++) {
        int start = row * labels.length;
        double score = scores.type().round(scores.value(start + k));
        best = score > scores.type().round(scores.value(start + best)) ? k : best;
      }
      result[row] = labels[best];
    }
    return ReferenceTensor.wrap(ElementType.INT64, Shape.of(result.length), result);
  }

  private static ReferenceTensor linear(Call call, int targets) {
    ReferenceTensor x = features(call);
    int width = width(x);
    double[] w = call.attributes.reals("coefficients");
    double[] b =
        call.attributes.has("intercepts")
            ? call.attributes.reals("intercepts")
            : new double[Math.max(0, targets)];
    if (targets < 1 || w.length != (long) targets * width || b.length != targets) {
      throw new ReferenceException(w.length + " coefficients and " + b.length + " intercepts");
    }
    String transform =
        call.attributes.has("post_transform")
            ? call.attributes.choice("post_transform", "NONE", "LOGISTIC", "SOFTMAX")
            : "NONE";
    Shape shape = call.claim(x.size() / width, targets);
    RealBuilder result = new RealBuilder(shape);
    for (int row = 0; row < x.size() / width; row++) {
      Scalar[] scores = new Scalar[targets];
      for (int t = 0; t < targets; t++) {
        scores[t] = call.constant(b[t]);
        for (int k = 0; k < width; k++) {
          Scalar value = x.scalar(call.mode(), row * width + k);
          scores[t] = scores[t].plus(value.times(w[t * width + k]));
        }
      }
      transform(call, transform, scores);
      for (int t = 0; t < targets; t++) {
        result.set(row * targets + t, scores[t]);
      }
    }
    return result.build(x.type());
  }

  private static void transform(Call call, String transform, Scalar[] scores) {
    if (transform.equals("LOGISTIC")) {
      for (int t = 0; t < scores.length; t++) {
        scores[t] = scores[t].increasing(Learning::logistic);
      }
    } else if (transform.equals("SOFTMAX")) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (Scalar score : scores) {
        greatest = Math.max(greatest, score.value());
      }
      Scalar sum = call.constant(0);
      for (int t = 0; t < scores.length; t++) {
        scores[t] = scores[t].plus(-greatest).increasing(StrictMath::exp);
        sum = sum.plus(scores[t]);
      }
      for (int t = 0; t < scores.length; t++) {
        scores[t] = scores[t].over(sum);
      }
    }
  }

  private static double logistic(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  /** Columns of the last axis. */
  static ReferenceTensor pick(Call call) {
    ReferenceTensor x = call.input(0);
    ReferenceTensor columns = call.input(1, ElementType.INT64);
    if (x.shape().rank() < 1 || columns.size() == 0) {
      throw new ReferenceException("columns " + columns + " of shape " + x.shape());
    }
    int width = width(x);
    Shape full = x.shape().rank() == 1 ? Shape.of(1, width) : x.shape();
    Shape shape = call.claim(full.with(full.rank() - 1, columns.size()));
    int[] source = new int[shape.size()];
    for (int i = 0; i < source.length; i++) {
      long column = columns.integer(i % columns.size());
      if (column < 0 || column >= width) {
        throw new ReferenceException("column " + column + " of " + width);
      }
      source[i] = i / columns.size() * width + (int) column;
    }
    return x.pick(source, shape);
  }
}
