package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;

/** Rows of scores some of which are masked by great negative numbers. */
class MaskedSoftmaxTest {
  private static final float[] MASKS = {-60, -1e4f, -1e9f, -Float.MAX_VALUE};

  /** Some elements of every row are not masked. */
  private static String mask(ModelBuilder m, float value, int rows, int row) {
    float[] mask = new float[rows * row];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % row <= i / row % row ? 0 : value;
    }
    return m.tensor(OnnxTensor.float32("mask", new int[] {rows, row}, mask));
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void agreesWithOnnxRuntime(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 2, 4, 4);
    String added = m.node("Add", ModelBuilder.INPUT, mask(m, MASKS[seed % 4], 4, 4));
    String moved = seed % 3 == 0 ? m.node("Identity", added) : added;
    String y = m.node("Softmax", moved);
    m.with("axis", seed % 5 == 0 ? 1 : 2);
    Runtime.assertAgrees(m.output(y), seed);
  }

  /** By columns, the first one of which has no score that is not masked but one. */
  @Test
  void ofColumns() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 4, 4);
    String added = m.node("Add", ModelBuilder.INPUT, mask(m, -1e9f, 4, 4));
    String y = m.node("Softmax", added);
    m.with("axis", 0);
    Runtime.assertAgrees(m.output(y), 1);
  }

  @Test
  void chosenByWhere() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 4, 4);
    String isBelow = m.node("Less", mask(m, -1, 4, 4), m.scalar(0));
    String scores = m.node("Where", isBelow, m.scalar(-1e9f), ModelBuilder.INPUT);
    Runtime.assertAgrees(m.output(m.node("Softmax", scores)), 1);
  }

  /** No difference of scores that is exponentiated is far above 0. */
  @Test
  void exponentialsDoNotOverflow() {
    ModelBuilder m = new ModelBuilder(1, 13, 4, 4);
    String added = m.node("Add", ModelBuilder.INPUT, mask(m, -Float.MAX_VALUE, 4, 4));
    Network network = new OnnxLowering(m.output(m.node("Softmax", added))).lower();
    double[][] values = new ForwardPass(network, new JavaGemm()).trace(1, new double[16]);
    int exponentials = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act && act.activation().kind() == Kind.EXP) {
        exponentials += act.size();
        assertThat(Arrays.stream(values[act.source()]).max().orElseThrow()).isLessThan(1);
      }
    }
    assertThat(exponentials).isEqualTo((1 + 2 + 3 + 4) * 4);
    assertThat(values[network.outputIndex()]).startsWith(1, 0, 0, 0, 0.5, 0.5, 0, 0);
  }

  /** A row that is masked as a whole has no element that is far below another one. */
  @Test
  void wholeRows() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String all = m.tensor(OnnxTensor.float32("all", new int[] {2, 1}, new float[] {-1e4f, 0}));
    String added = m.node("Add", ModelBuilder.INPUT, all);
    Network network = new OnnxLowering(m.output(m.node("Softmax", added))).lower();
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, new double[6]);
    for (double value : y) {
      assertThat(value).isCloseTo(1.0 / 3, within(1e-9));
    }
  }

  private static OnnxModel infinite(int opset, float value, int fill) {
    ModelBuilder m = new ModelBuilder(opset, opset, 2, 4, 4);
    float[] mask = new float[16];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 4 <= i / 4 ? fill : value;
    }
    String constant = m.tensor(OnnxTensor.float32("mask", new int[] {4, 4}, mask));
    String moved = m.node("Unsqueeze", constant, m.integers(0));
    String added = m.node("Add", moved, ModelBuilder.INPUT);
    return m.output(m.node("Softmax", m.node("Reshape", added, m.integers(2, 4, 4))));
  }

  @Test
  void minusInfinityTakesAwayWhatItMasks() throws Exception {
    OnnxModel model = infinite(13, Float.NEGATIVE_INFINITY, 0);
    Runtime.assertAgrees(model, 13);
    Network network = new OnnxLowering(model).lower();
    assertThat(new ForwardPass(network, new JavaGemm()).outputs(1, new double[32]))
        .startsWith(1, 0, 0, 0, 0.5, 0.5, 0, 0);
    assertThat(network.reading().unknownInFloat32()).isNotEmpty();
  }

  @Test
  void minusInfinityIsChosenByWhere() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 4, 4);
    String isBelow = m.node("Less", mask(m, -1, 4, 4), m.scalar(0));
    String scores = m.node("Where", isBelow, m.scalar(Float.NEGATIVE_INFINITY), ModelBuilder.INPUT);
    Runtime.assertAgrees(m.output(m.node("Softmax", scores)), 1);
  }

  /** Both kinds of masks in one row. */
  @Test
  void masksOfBothKinds() throws Exception {
    Runtime.assertAgrees(infinite(13, Float.NEGATIVE_INFINITY, -60), 13);
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    float[] both = {0, -1e9f, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, 1, -1e9f};
    String mask = m.tensor(OnnxTensor.float32("both", new int[] {2, 3}, both));
    Runtime.assertAgrees(m.output(m.node("Softmax", m.node("Add", ModelBuilder.INPUT, mask))), 1);
  }

  private static void assertRefused(OnnxModel model, String message) {
    assertThatThrownBy(() -> new OnnxLowering(model).lower()).hasMessageContaining(message);
  }

  @Test
  void infinityIsRefusedElsewhere() {
    assertRefused(infinite(13, Float.POSITIVE_INFINITY, 0), "infinite number");
    float[] all = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    ModelBuilder none = new ModelBuilder(1, 13, 1, 2);
    String nothing = none.tensor(OnnxTensor.float32("all", new int[] {2}, all));
    String added = none.node("Add", ModelBuilder.INPUT, nothing);
    assertRefused(none.output(none.node("Softmax", added)), "all scores are masked");
    for (String operator : new String[] {"Relu", "Exp", "Transpose", "Neg", "Sigmoid"}) {
      ModelBuilder m = new ModelBuilder(1, 13, 2, 2);
      String mask = m.tensor(OnnxTensor.float32("some", new int[] {2}, new float[] {0, all[0]}));
      String masked = m.node("Add", ModelBuilder.INPUT, mask);
      assertRefused(m.output(m.node(operator, masked)), "is masked by -Infinity");
    }
    for (String operator : new String[] {"Mul", "Sub", "Max", "MatMul", "Div", "Greater"}) {
      ModelBuilder m = new ModelBuilder(1, 13, 2, 2);
      String mask =
          m.tensor(OnnxTensor.float32("some", new int[] {2, 2}, new float[] {0, all[0], 1, 1}));
      assertRefused(m.output(m.node(operator, ModelBuilder.INPUT, mask)), "infinite number");
    }
    ModelBuilder end = new ModelBuilder(1, 13, 2);
    String mask = end.tensor(OnnxTensor.float32("some", new int[] {2}, new float[] {0, all[0]}));
    assertRefused(end.output(end.node("Add", ModelBuilder.INPUT, mask)), "holds -Infinity");
  }

  /** Softmax of rows of which the first is −∞ altogether, and where that is so. */
  private static String[] partly(ModelBuilder m, String scores) {
    float[] mask = {1, 1, Float.POSITIVE_INFINITY, 0};
    String added = m.tensor(OnnxTensor.float32("added", new int[] {2, 2}, mask));
    String most = m.tensor(OnnxTensor.float32("most", new int[] {2, 1}, -1 / 0f, 0));
    String bias = m.node("Add", m.node("Min", m.node("Neg", added), most), most);
    String greatest = m.node("ReduceMax", bias);
    m.ints("axes", 1);
    String none = m.node("Cast", m.scalar(Float.NEGATIVE_INFINITY));
    m.with("to", 1);
    String sums = m.node("Cast", m.node("Add", scores, bias));
    m.with("to", 1);
    return new String[] {m.node("Softmax", sums), m.node("Equal", greatest, none)};
  }

  @Test
  void zerosInsteadOfRowsThatAreMaskedAltogether() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 2);
    String[] parts = partly(m, ModelBuilder.INPUT);
    String y = m.node("Where", parts[1], m.scalar(0), parts[0]);
    OnnxModel model = m.output(y);
    Runtime.assertAgrees("rows", model, OnnxWriter.toBytes(model), 1, -1, 1, 1e-4);
    double[] values =
        new ForwardPass(new OnnxLowering(model).lower(), new JavaGemm()).outputs(1, new double[4]);
    assertThat(values).startsWith(0, 0, 0, 1);
  }

  @Test
  void notANumberIsRefusedElsewhere() {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 2);
    String softmax = partly(m, ModelBuilder.INPUT)[0];
    assertRefused(m.output(softmax), "holds NaN");
    assertRefused(m.output(m.node("MatMul", softmax, m.weights(2, 2))), "gives NaN");
    String isFirst = m.tensor(OnnxTensor.integers("c", ElementType.BOOL, new int[] {2}, 0, 1));
    assertRefused(m.output(m.node("Where", isFirst, m.scalar(0), softmax)), "which is NaN");
    String is = m.node("Less", ModelBuilder.INPUT, m.scalar(0));
    assertRefused(m.output(m.node("Where", is, m.scalar(0), softmax)), "which is NaN");
    String turned = m.node("Transpose", softmax);
    assertRefused(m.output(turned), "gives NaN");
  }
}
