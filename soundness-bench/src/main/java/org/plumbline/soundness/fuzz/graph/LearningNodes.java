package org.plumbline.soundness.fuzz.graph;

import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;

/** Operators of classical models on rows of features. */
final class LearningNodes {
  static final String DOMAIN = "ai.onnx.ml.";
  private static final int MOST_INNER = 40;

  private LearningNodes() {}

  private static Operand rows(Sketch s) {
    return s.find(v -> v.type() == ElementType.FLOAT && v.rank() == 2 && v.count() <= MOST_INNER)
        .orElseGet(
            () -> {
              Operand x = s.of(ElementType.FLOAT);
              return ReshapeNodes.to(s, x, ReshapeNodes.factors(s.draw, x.count(), 2));
            });
  }

  /** Small multiples of 1/16, so that sums by absolute value are known to be small. */
  private static OnnxAttribute reals(Sketch s, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = s.draw.between(-40, 40) / 16f;
    }
    return new OnnxAttribute.Reals(values);
  }

  static void scaler(Sketch s) {
    Operand x = rows(s);
    s.node(DOMAIN + "Scaler", x.signature(), x);
    s.with("offset", reals(s, s.draw.coin() ? 1 : x.extent(1)));
    s.with("scale", reals(s, s.draw.coin() ? 1 : x.extent(1)));
  }

  static void normalizer(Sketch s) {
    Operand x = rows(s);
    s.node(DOMAIN + "Normalizer", x.signature(), x);
    s.with("norm", s.draw.coin() ? "L1" : "L2");
  }

  static void regressor(Sketch s) {
    Operand x = rows(s);
    int targets = s.draw.between(1, 3);
    Signature result = Signature.of(ElementType.FLOAT, x.extent(0), targets);
    s.node(DOMAIN + "LinearRegressor", result, x);
    s.with("coefficients", reals(s, targets * x.extent(1)));
    s.with("intercepts", reals(s, targets));
    s.with("targets", targets);
  }

  static void classifier(Sketch s) {
    Operand x = rows(s);
    int classes = s.draw.between(2, 4);
    s.node(
        DOMAIN + "LinearClassifier",
        List.of(
            Signature.of(ElementType.INT64, x.extent(0)),
            Signature.of(ElementType.FLOAT, x.extent(0), classes)),
        List.of(x));
    s.with("coefficients", reals(s, classes * x.extent(1)));
    s.with("intercepts", reals(s, classes));
    int[] labels = new int[classes];
    for (int k = 0; k < classes; k++) {
      labels[k] = 3 * k;
    }
    s.with("classlabels_ints", labels);
  }

  static void features(Sketch s) {
    Operand x = rows(s);
    int[] places = new int[s.draw.between(1, 4)];
    for (int i = 0; i < places.length; i++) {
      places[i] = s.draw.between(0, x.extent(1) - 1);
    }
    Signature result = Signature.of(ElementType.FLOAT, x.extent(0), places.length);
    s.node(DOMAIN + "ArrayFeatureExtractor", result, x, s.longs(places));
  }
}
