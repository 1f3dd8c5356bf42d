package org.plumbline.network.onnx.operators;

import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.RepeatedMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.SoftmaxRows;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Operators of classical models, domain ai.onnx.ml version 1 to 5: rows of features in, rows out.
 * Source: Operators-ml.md of ONNX. Labels of a classifier are not computed; its scores are.
 */
final class LearningOperators {
  /** For messages and documentation. */
  static final String SUPPORTED =
      "ai.onnx.ml.Scaler, ai.onnx.ml.Normalizer, ai.onnx.ml.LinearRegressor,"
          + " ai.onnx.ml.LinearClassifier, ai.onnx.ml.ArrayFeatureExtractor";

  private LearningOperators() {}

  /** The results, null where one is not computed; null for another operator. */
  static Value[] lower(String name, Call call) {
    return switch (name) {
      case "ai.onnx.ml.Scaler" -> new Value[] {scaler(call)};
      case "ai.onnx.ml.Normalizer" -> new Value[] {normalizer(call)};
      case "ai.onnx.ml.LinearRegressor" -> new Value[] {regressor(call)};
      case "ai.onnx.ml.LinearClassifier" -> new Value[] {null, classifier(call)};
      case "ai.onnx.ml.ArrayFeatureExtractor" -> new Value[] {features(call)};
      default -> null;
    };
  }

  /** Rows of features: one axis is one row. */
  private static Value.Variable rows(Call call) {
    Value.Variable x = call.variable(0);
    if (x.type() != ElementType.FLOAT || x.rank() < 1 || x.rank() > 2) {
      throw call.refuse("features of type " + x.type() + " and shape " + Shapes.text(x.shape()));
    }
    return x;
  }

  private static int features(Value x) {
    return x.shape()[x.rank() - 1];
  }

  /** {@code (x − offset)·scale}, one for all features or one for each. */
  private static Value scaler(Call call) {
    Value.Variable x = rows(call);
    Value.Variable moved =
        (Value.Variable) ArithmeticLowering.sum(call, x, parameters(call, "offset", x), -1);
    return ArithmeticLowering.scale(call, moved, parameters(call, "scale", x), x.shape());
  }

  private static Value.Reals parameters(Call call, String name, Value x) {
    double[] values = numbers(call, name);
    if (values.length != 1 && values.length != features(x)) {
      throw call.refuse("attribute " + name + " has " + values.length + " numbers");
    }
    return values.length == 1
        ? Value.Reals.scalar(values[0])
        : Value.Reals.exact(new int[] {values.length}, values);
  }

  private static double[] numbers(Call call, String name) {
    float[] given = call.attributes.reals(name);
    double[] values = new double[given.length];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(given[i])) {
        throw call.refuse("attribute " + name + " holds " + given[i]);
      }
      values[i] = given[i];
    }
    return values;
  }

  /** {@code x/Σ|x|} or {@code x/√Σx²} of each row, where that is not 0. */
  private static Value normalizer(Call call) {
    Value.Variable x = rows(call);
    String norm = call.attributes.text("norm", "MAX");
    Value.Variable sizes =
        switch (norm) {
          case "L1" -> ActivationLowering.absolute(call, x);
          case "L2" -> call.graph.activation(x, Activation.power(2));
          default -> throw call.refuse("attribute norm is " + norm + "; supported are L1 and L2");
        };
    int n = features(x);
    int[] perRow = {x.count() / n, 1};
    Value.Variable sum =
        call.graph.affine(sizes, ReductionLowering.sums(x.count(), n, 1, 0), perRow);
    String why = "runtimes flush smaller sizes to 0, and larger ones overflow";
    call.graph.need(sum, Float.MIN_NORMAL, 0x1p126, Reading.Need.ALWAYS, why);
    Value.Variable length =
        norm.equals("L1") ? sum : call.graph.activation(sum, Activation.of(Kind.SQRT));
    Value.Variable inverse = call.graph.activation(length, Activation.of(Kind.RECIPROCAL));
    int[] rows = {perRow[0], n};
    Value.Variable result = ArithmeticLowering.product(call, x.reshaped(rows), inverse, rows);
    return result.reshaped(x.shape());
  }

  private static Value regressor(Call call) {
    int targets = call.attributes.integer("targets", 1);
    return transformed(call, linear(call, targets), targets);
  }

  /** The scores; one of them for both of two classes is not read. */
  private static Value classifier(Call call) {
    call.attributes.ignore("multi_class", "classlabels_strings", "classlabels_ints");
    int classes = numbers(call, "intercepts").length;
    int labels = labels(call);
    if (labels != classes) {
      throw call.refuse(labels + " labels for " + classes + " rows of coefficients");
    }
    if (classes < 2) {
      throw call.refuse("it has one class");
    }
    return transformed(call, linear(call, classes), classes);
  }

  private static int labels(Call call) {
    return call.attributes.has("classlabels_ints")
        ? call.attributes.longs("classlabels_ints").length
        : call.attributes.texts("classlabels_strings").size();
  }

  private static Value.Variable linear(Call call, int targets) {
    Value.Variable x = rows(call);
    int n = features(x);
    double[] coefficients = numbers(call, "coefficients");
    if (targets < 1 || coefficients.length != Math.multiplyExact(targets, n)) {
      throw call.refuse(
          coefficients.length + " coefficients for " + targets + " rows of " + n + " features");
    }
    int rows = x.count() / n;
    int[] shape = {rows, targets};
    call.graph.claim(shape);
    LinearMap matrix = new DenseMap(targets, n, coefficients, 0);
    LinearMap map = rows == 1 ? matrix : new RepeatedMap(rows, matrix);
    double[] intercepts =
        call.attributes.has("intercepts") ? numbers(call, "intercepts") : new double[targets];
    if (intercepts.length != targets) {
      throw call.refuse(intercepts.length + " intercepts for " + targets + " results");
    }
    Value.Reals bias = Value.Reals.exact(new int[] {targets}, intercepts);
    return call.graph.affine(x, map, ArithmeticLowering.spread(bias, shape), shape);
  }

  private static Value transformed(Call call, Value.Variable scores, int row) {
    String transform = call.attributes.text("post_transform", "NONE");
    return switch (transform) {
      case "NONE" -> scores;
      case "LOGISTIC" -> call.graph.activation(scores, Activation.SIGMOID);
      case "SOFTMAX" -> SoftmaxRows.lower(call, scores, new SoftmaxRows(scores.layer(), row, 1));
      default -> throw call.refuse("attribute post_transform is " + transform);
    };
  }

  /** Some elements of the last axis, by constant indices. */
  private static Value features(Call call) {
    Value x = call.input(0);
    int[] places = call.integers(1);
    if (x.rank() < 1) {
      throw call.refuse("it takes elements of a scalar");
    }
    int n = features(x);
    int[] shape = x.rank() == 1 ? new int[] {1, n} : x.shape().clone();
    shape[shape.length - 1] = places.length;
    int[] index = new int[call.graph.claim(shape)];
    for (int i = 0; i < index.length; i++) {
      int place = places[i % places.length];
      if (place < 0 || place >= n) {
        throw call.refuse("element " + place + " of " + n);
      }
      index[i] = i / places.length * n + place;
    }
    return call.graph.pick(x, index, shape);
  }
}
