package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

/** What is not supported is refused with the operator, the node and the attribute or input. */
class UnsupportedAttributesTest {

  private static void assertRefused(OnnxModel model, String operator, String... words) {
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .message()
        .startsWith("test.onnx: operator " + operator + " (node v")
        .contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Loop",
        "Scan",
        "NonMaxSuppression",
        "BitShift",
        "NonZero",
        "Unique",
        "RandomNormal",
        "RandomUniform",
        "Bernoulli",
        "Multinomial",
        "RoiAlign",
        "MaxRoiPool",
        "EyeLike",
        "IsNaN",
        "IsInf",
        "relu",
        "RELU",
        " Relu",
        ""
      })
  void operators(String operator) {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    OnnxModel model = m.output(m.node(operator, ModelBuilder.INPUT));
    assertRefused(model, operator, "it is none that is read (docs/reference/onnx.md)");
  }

  @ParameterizedTest
  @CsvSource({
    "Gemm, 13, broadcast",
    "Add, 13, axis",
    "Mul, 7, broadcast",
    "Relu, 13, consumed_inputs",
    "Clip, 13, min",
    "Clip, 13, max",
    "LeakyRelu, 13, slope",
    "Softmax, 13, dim",
    "Dropout, 12, ratio_",
    "Flatten, 13, start",
    "Reshape, 13, shape",
    "Reshape, 13, allowzero",
    "Squeeze, 13, axes",
    "Unsqueeze, 13, axes",
    "Transpose, 13, permutation",
    "ReduceSum, 13, axes",
    "ReduceMean, 18, axes",
    "ReduceMax, 17, noop_with_empty_axes",
    "Concat, 13, axes",
    "ArgMax, 11, select_last_index",
    "MaxPool, 9, ceil_mode",
    "AveragePool, 9, ceil_mode",
    "Cast, 18, saturate",
    "Shape, 14, start",
    "Split, 13, split",
    "Split, 17, num_outputs",
    "Slice, 10, starts",
    "Pad, 11, pads",
    "Upsample, 9, scales",
    "Sigmoid, 13, alpha",
    "Identity, 13, axis",
    "Expand, 13, shape",
    "DepthToSpace, 10, mode",
    "SpaceToDepth, 27, mode",
    "ScatterElements, 15, reduction",
    "GatherND, 11, batch_dims",
    "TopK, 10, sorted",
    "ReduceL1, 17, noop_with_empty_axes",
    "Trilu, 14, k",
    "Mean, 13, axes",
    "Resize, 17, antialias",
    "Resize, 10, nearest_mode"
  })
  void attributesOfOtherOperatorSets(String operator, int opset, String attribute) {
    ModelBuilder m = new ModelBuilder(1, opset, 1, 1, 4, 4);
    String x = ModelBuilder.INPUT;
    String y =
        switch (operator) {
          case "Gemm" -> m.node("Gemm", m.node("Flatten", x), m.weights(16, 2));
          case "Add", "Mul" -> m.node(operator, x, m.weights(4));
          case "Reshape" -> m.node(operator, x, m.integers(4, 4));
          case "Unsqueeze" -> m.node(operator, x, m.integers(0L));
          case "Expand" -> m.node(operator, x, m.integers(2, 1, 1, 1));
          case "Pad" -> m.node(operator, x, m.integers(0, 0, 0, 0, 0, 0, 0, 0));
          case "ScatterElements" -> m.node(operator, x, index(m), m.weights(1, 1, 1, 1));
          case "GatherND" -> m.node(operator, x, m.integers(0L));
          case "TopK" -> m.node(operator, x, m.integers(1L));
          case "Resize" ->
              opset == 10
                  ? m.node(
                      operator, x, m.tensor(OnnxTensor.float32("s", new int[] {4}, 1, 1, 1, 1)))
                  : m.node(operator, x, "", "", m.integers(1, 1, 8, 8));
          case "Slice" -> m.node(operator, x, m.integers(0L), m.integers(1L));
          case "Upsample" ->
              m.node(operator, x, m.tensor(OnnxTensor.float32("s", new int[] {4}, 1, 1, 1, 1)));
          default -> m.node(operator, x);
        };
    switch (operator) {
      case "MaxPool", "AveragePool" -> m.ints("kernel_shape", 1, 1);
      case "Cast" -> m.with("to", 1);
      case "Concat" -> m.with("axis", 0);
      case "ArgMax" -> m.with("axis", 2);
      case "DepthToSpace", "SpaceToDepth" -> m.with("blocksize", 1);
      default -> {}
    }
    boolean isList = List.of("axes", "split", "starts", "pads", "shape").contains(attribute);
    OnnxModel model = (isList ? m.ints(attribute, 0) : m.with(attribute, 0)).output(y);
    assertRefused(model, operator, "attribute " + attribute + " is not known for it");
  }

  private static String index(ModelBuilder m) {
    return m.tensor(OnnxTensor.integers("i", ElementType.INT64, new int[] {1, 1, 1, 1}, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "Conv, auto_pad, SAME, auto_pad SAME",
    "MaxPool, auto_pad, same_upper, auto_pad same_upper",
    "Pad, mode, wrap, mode wrap",
    "Resize, mode, area, attribute mode is area",
    "Resize, coordinate_transformation_mode, middle, coordinate_transformation_mode is middle",
    "Resize, coordinate_transformation_mode, half_pixel_symmetric, half_pixel_symmetric",
    "Resize, coordinate_transformation_mode, tf_half_pixel_for_nn, tf_half_pixel_for_nn",
    "Resize, coordinate_transformation_mode, tf_crop_and_resize, roi of 0 numbers",
    "Resize, nearest_mode, up, attribute nearest_mode is up",
    "Resize, keep_aspect_ratio_policy, largest, keep_aspect_ratio_policy",
    "ScatterND, reduction, mean, attribute reduction is mean",
    "DepthToSpace, mode, RCD, attribute mode is RCD",
    "ScatterElements, reduction, mean, attribute reduction is mean"
  })
  void valuesOfAttributes(String operator, String attribute, String value, String words) {
    ModelBuilder m = new ModelBuilder(1, 18, 1, 1, 4, 4);
    String x = ModelBuilder.INPUT;
    String y =
        switch (operator) {
          case "Conv" -> m.node(operator, x, m.weights(1, 1, 2, 2));
          case "Pad" -> m.node(operator, x, m.integers(0, 0, 1, 1, 0, 0, 1, 1));
          case "Resize" -> m.node(operator, x, "", "", m.integers(1, 1, 8, 8));
          case "ScatterND" ->
              m.node(operator, x, m.tensor(OnnxTensor.int64("i", 0)), m.weights(1, 4, 4));
          case "ScatterElements" -> m.node(operator, x, index(m), m.weights(1, 1, 1, 1));
          default -> m.node(operator, x);
        };
    if (operator.equals("MaxPool")) {
      m.ints("kernel_shape", 2, 2);
    } else if (operator.equals("DepthToSpace")) {
      m.with("blocksize", 1);
    }
    assertRefused(m.with(attribute, value).output(y), operator, words);
  }

  @Test
  void attributesOfTheWrongKind() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 4);
    OnnxModel model = m.output(m.node("LeakyRelu", ModelBuilder.INPUT));
    OnnxNode wrong = model.graph().nodes().get(0).with("alpha", new OnnxAttribute.Int(2));
    assertRefused(Runtime.replaced(model, 0, wrong), "LeakyRelu", "attribute alpha is Int");
    wrong = model.graph().nodes().get(0).with("alpha", new OnnxAttribute.Real(Float.NaN));
    assertRefused(Runtime.replaced(model, 0, wrong), "LeakyRelu", "attribute alpha is Real", "NaN");
  }

  @Test
  void paddingBothByHandAndByItself() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1, 4, 4);
    String y = m.node("Conv", ModelBuilder.INPUT, m.weights(1, 1, 3, 3));
    m.with("auto_pad", "SAME_UPPER").ints("pads", 1, 1, 1, 1);
    assertRefused(m.output(y), "Conv", "pads [1, 1, 1, 1] together with auto_pad SAME_UPPER");
  }

  @Test
  void training() {
    ModelBuilder m = new ModelBuilder(1, 14, 1, 2);
    String norm =
        m.node(
            "BatchNormalization",
            ModelBuilder.INPUT,
            m.weights(2),
            m.weights(2),
            m.weights(2),
            m.positive(2));
    assertRefused(m.with("training_mode", 1).output(norm), "BatchNormalization", "training_mode");
    ModelBuilder d = new ModelBuilder(1, 14, 1, 2);
    String isTraining = d.tensor(OnnxTensor.integers("t", ElementType.BOOL, new int[0], 1));
    String dropped = d.node("Dropout", ModelBuilder.INPUT, d.scalar(0.5f), isTraining);
    assertRefused(d.output(dropped), "Dropout", "training_mode");
  }

  @Test
  void inputsThatMustBeConstant() {
    for (String operator : List.of("Reshape", "Expand", "Gather", "Squeeze")) {
      ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
      String whole = m.node("Cast", ModelBuilder.INPUT);
      m.with("to", 7);
      OnnxModel model = m.output(m.node(operator, ModelBuilder.INPUT, whole));
      assertRefused(model, operator, "input 1 (v0) must be a constant");
    }
  }

  @Test
  void rootsOfWholeNumbers() {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String root = m.node("Pow", m.integers(2L), m.scalar(0.5f));
    OnnxModel model = m.output(m.node("Mul", ModelBuilder.INPUT, root));
    assertRefused(model, "Pow", "exponent 0.5 of whole numbers");
  }

  @Test
  void missingInputs() {
    for (String operator : List.of("Add", "Mul", "Gemm", "MatMul", "Conv", "Reshape", "Gather")) {
      ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
      assertRefused(m.output(m.node(operator, ModelBuilder.INPUT)), operator, "input 1 is missing");
      ModelBuilder none = new ModelBuilder(1, 13, 2, 3);
      assertRefused(none.output(none.node(operator)), operator, "is missing");
    }
  }

  @Test
  void whatOnnxLeavesOpen() {
    ModelBuilder m = new ModelBuilder(1, 13, 4);
    String twice = m.tensor(OnnxTensor.integers("i", ElementType.INT64, new int[] {2, 1}, 1, -3));
    String y = m.node("ScatterND", ModelBuilder.INPUT, twice, m.weights(2));
    assertRefused(m.output(y), "ScatterND", "writes twice to one place");
    ModelBuilder b = new ModelBuilder(1, 9, 1, 2);
    List<String> outputs =
        b.node(
            "BatchNormalization",
            3,
            ModelBuilder.INPUT,
            b.weights(2),
            b.weights(2),
            b.weights(2),
            b.positive(2));
    assertRefused(b.output(outputs.get(0)), "BatchNormalization", "training");
    ModelBuilder p = new ModelBuilder(1, 13, 1, 1);
    String cube = p.node("Pow", p.integers(3_000_000_000L), p.scalar(2));
    String real = p.node("Cast", cube);
    OnnxModel power = p.with("to", 1).output(p.node("Add", ModelBuilder.INPUT, real));
    assertRefused(power, "Pow", "beyond 2^53");
  }
}
