package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;

class CastLoweringTest {

  private static String cast(ModelBuilder m, String value, ElementType to) {
    String cast = m.node("Cast", value);
    m.with("to", to.code());
    if (m.opset() >= 19) {
      m.with("saturate", 1);
    }
    return cast;
  }

  @ParameterizedTest
  @CsvSource({
    "7, FLOAT, FLOAT",
    "13, FLOAT, DOUBLE",
    "9, INT32, FLOAT",
    "19, INT32, DOUBLE",
    "7, INT64, FLOAT",
    "13, INT64, INT32",
    "21, INT32, INT64",
    "13, INT64, BOOL",
    "9, BOOL, FLOAT",
    "13, INT8, FLOAT",
    "13, INT16, FLOAT",
    "13, BOOL, INT64",
    "19, BOOL, DOUBLE",
    "13, FLOAT, BOOL"
  })
  void ofComputedValues(int opset, ElementType first, ElementType second) throws Exception {
    ModelBuilder m = new ModelBuilder(opset, opset, 3, 5);
    String wide = m.node("Mul", ModelBuilder.INPUT, m.scalar(7));
    String holes = m.node("Mul", wide, m.tensor(holes()));
    OnnxModel model = m.output(cast(m, cast(m, holes, first), second), second);
    Runtime.assertAgrees(model, opset);
  }

  /** So that some elements are exactly zero. */
  private static OnnxTensor holes() {
    return OnnxTensor.float32("holes", new int[] {5}, 0, 1, 1, 0, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT8", "INT16", "INT32", "INT64", "BOOL"})
  void ofConstants(ElementType type) throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 2, 4);
    String numbers = m.tensor(OnnxTensor.float32("c", new int[] {4}, -2.7f, -0.5f, 0, 1.9f));
    String back = cast(m, cast(m, numbers, type), ElementType.FLOAT);
    Runtime.assertAgrees(m.output(m.node("Mul", ModelBuilder.INPUT, back)), 3);
  }

  /** Constants of 16 bits are rounded; computed numbers stay as they are, and binary32 is left. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void ofSixteenBits(ElementType type) throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 2, 4);
    float[] values = {-2.7f, 1 / 3f, 65519, 3e-8f};
    String numbers = m.tensor(OnnxTensor.float32("c", new int[] {4}, values));
    String back = cast(m, cast(m, numbers, type), ElementType.FLOAT);
    String computed = cast(m, cast(m, ModelBuilder.INPUT, type), ElementType.FLOAT);
    String product = m.node("Mul", computed, back);
    OnnxModel model = m.output(product);
    byte[] bytes = OnnxWriter.toBytes(model);
    Runtime.assertAgrees("16 bits", model, bytes, 3, -1, 1, 0x1p-8);
    assertThat(new OnnxLowering(model).lower().reading().unknownInFloat32()).isNotEmpty();
    OnnxModel folded = m.output(m.node("Mul", ModelBuilder.INPUT, back));
    Runtime.assertAgrees(folded, 3);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT16, 65520", "BFLOAT16, 3.4e38"})
  void constantsBeyondSixteenBitsAreRefused(ElementType type, float value) {
    ModelBuilder m = new ModelBuilder(3, 13, 2, 4);
    String constant = cast(m, m.scalar(value), type);
    OnnxModel model = m.output(m.node("Mul", cast(m, ModelBuilder.INPUT, type), constant), type);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("does not fit type " + type);
  }

  @Test
  void aFloat64ConstantIsRounded() throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 1, 1);
    String tenth = m.tensor(OnnxTensor.reals("c", ElementType.DOUBLE, new int[] {1}, 0.1));
    String difference = m.node("Sub", cast(m, tenth, ElementType.FLOAT), m.scalar(0.1f));
    Runtime.assertAgrees(m.output(m.node("Mul", ModelBuilder.INPUT, difference)), 3);
  }

  @Test
  void quotientsOfComputedIntegersAreRefused() {
    ModelBuilder m = new ModelBuilder(3, 13, 1, 2);
    String whole = cast(m, ModelBuilder.INPUT, ElementType.INT64);
    OnnxModel model = m.output(m.node("Div", whole, m.integers(2L)), ElementType.INT64);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Div (node v1)")
        .hasMessageContaining("it divides computed integers");
  }

  @Test
  void arithmeticKeepsIntegers() {
    ModelBuilder m = new ModelBuilder(3, 13, 1, 2);
    String whole = cast(m, ModelBuilder.INPUT, ElementType.INT64);
    String sum = m.node("Transpose", m.node("Add", whole, m.integers(2L)));
    OnnxModel model = m.output(m.node("Sqrt", sum), ElementType.INT64);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Sqrt");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 14, 17, 21, 22, 99})
  void otherTypesAreRefused(int to) {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 3);
    String y = m.node("Cast", ModelBuilder.INPUT);
    OnnxModel model = m.with("to", to).output(y);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("it casts to " + ElementType.of(to));
  }
}
