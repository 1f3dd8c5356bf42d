package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** The ends of Clip count, however large they are; only one that is left out is none. */
class ClipLimitsTest {
  private static final float MOST = Float.MAX_VALUE;

  private static double clipped(double x, String min, String max, int opset) {
    ModelBuilder m = new ModelBuilder(1, opset, 1, 1);
    String wide = m.node("Mul", ModelBuilder.INPUT, m.scalar(1e20f));
    String wider = m.node("Mul", wide, m.scalar(1e20f));
    String y;
    if (opset < 11) {
      y = m.node("Clip", wider);
      if (!min.isEmpty()) {
        m.with("min", Float.parseFloat(min));
      }
      if (!max.isEmpty()) {
        m.with("max", Float.parseFloat(max));
      }
    } else {
      y = m.node("Clip", wider, end(m, min), end(m, max));
    }
    Network network = new OnnxLowering(m.output(y)).lower();
    return new ForwardPass(network, new JavaGemm()).outputs(1, new double[] {x})[0];
  }

  private static String end(ModelBuilder m, String value) {
    return value.isEmpty() ? "" : m.scalar(Float.parseFloat(value));
  }

  @ParameterizedTest
  @CsvSource({"8", "13"})
  void endsAtTheLargestNumber(int opset) {
    String most = Float.toString(MOST);
    assertThat(clipped(1, "0", most, opset)).isEqualTo(MOST);
    assertThat(clipped(1, "", most, opset)).isEqualTo(MOST);
    assertThat(clipped(-1, "-" + most, "0", opset)).isEqualTo(-MOST);
    assertThat(clipped(-1, "-" + most, "", opset)).isEqualTo(-MOST);
    assertThat(clipped(1, "-" + most, most, opset)).isEqualTo(MOST);
    assertThat(clipped(1, "0", "", opset)).isGreaterThan(1e39);
    assertThat(clipped(-1, "", "0", opset)).isLessThan(-1e39);
  }

  @ParameterizedTest
  @CsvSource({"-1e39, 1e39", "-1e39, 1", "-1, 1e39"})
  void ofFloat64(double min, double max) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, OnnxValueInfo.of("x", ElementType.DOUBLE, 1, 2));
    String wide = m.node("Mul", ModelBuilder.INPUT, scalar(m, "wide", 1e40));
    String y = m.node("Clip", wide, scalar(m, "min", min), scalar(m, "max", max));
    Runtime.assertAgrees(m.output(y, ElementType.DOUBLE), 1);
  }

  private static String scalar(ModelBuilder m, String name, double value) {
    return m.tensor(OnnxTensor.reals(name, ElementType.DOUBLE, new int[0], value));
  }
}
