package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxWriter;

class LearningOperatorsTest {
  private static final String DOMAIN = "ai.onnx.ml";
  private static final String X = ModelBuilder.INPUT;

  private static void assertAgrees(OnnxModel model, int seed) throws Exception {
    Runtime.assertAgrees("seed " + seed, model, OnnxWriter.toBytes(model), seed, -1, 1, 1e-4);
  }

  private static OnnxAttribute reals(ModelBuilder m, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * m.random.nextFloat() - 1;
    }
    return new OnnxAttribute.Reals(values);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void scalers(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 12, seed % 4 == 0 ? 1 : 3, 4);
    String y = m.foreign(DOMAIN, "Scaler", X);
    int count = seed % 3 == 0 ? 1 : 4;
    m.with("offset", reals(m, count)).with("scale", reals(m, count));
    assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @CsvSource({"L1", "L2"})
  void normalizers(String norm) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 3, 4);
    String y = m.foreign(DOMAIN, "Normalizer", X);
    assertAgrees(m.with("norm", norm).output(y), 1);
  }

  @ParameterizedTest
  @CsvSource({"NONE, 1", "NONE, 3", "SOFTMAX, 3", "LOGISTIC, 2"})
  void regressors(String transform, int targets) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 3, 4);
    String y = m.foreign(DOMAIN, "LinearRegressor", X);
    m.with("coefficients", reals(m, 4 * targets)).with("targets", targets);
    m.with("intercepts", reals(m, targets)).with("post_transform", transform);
    assertAgrees(m.output(y), 1);
  }

  @ParameterizedTest
  @CsvSource({"NONE, 2", "NONE, 3", "SOFTMAX, 3", "LOGISTIC, 2"})
  void scoresOfClassifiers(String transform, int classes) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 3, 4);
    String y = m.foreign(DOMAIN, "LinearClassifier", X);
    m.with("coefficients", reals(m, 4 * classes));
    m.with("intercepts", reals(m, classes)).with("post_transform", transform);
    m.with("classlabels_ints", new OnnxAttribute.Ints(new long[classes]));
    OnnxModel model = m.output(m.node("Identity", "scores"));
    OnnxNode node = model.graph().nodes().get(0);
    OnnxNode both =
        new OnnxNode(
            node.operator(), DOMAIN, "c", List.of(X), List.of(y, "scores"), node.attributes());
    assertAgrees(Runtime.replaced(model, 0, both), 1);
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void labelsOfClassifiersAreRefused(int output) {
    ModelBuilder m = new ModelBuilder(1, 13, 3, 4);
    String y = m.foreign(DOMAIN, "LinearClassifier", X);
    m.with("coefficients", reals(m, output == 0 ? 8 : 4))
        .with("intercepts", reals(m, output == 0 ? 2 : 1));
    m.with("classlabels_ints", new OnnxAttribute.Ints(new long[2]));
    OnnxModel model = m.output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(output == 0 ? "is read" : "2 labels for 1 rows");
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void elementsOfTheLastAxis(int seed) throws Exception {
    ModelBuilder m =
        new ModelBuilder(seed, 11 + seed % 12, seed % 3 == 0 ? new int[] {4} : new int[] {2, 4});
    String places = m.integers(m.between(0, 3), m.between(0, 3), m.between(0, 3));
    assertAgrees(m.output(m.foreign(DOMAIN, "ArrayFeatureExtractor", X, places)), seed);
  }
}
