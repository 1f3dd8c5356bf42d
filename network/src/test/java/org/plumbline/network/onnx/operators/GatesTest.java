package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

/** Products that exporters write for one activation. */
class GatesTest {
  private static void assertIsOne(OnnxModel model, Kind kind) throws Exception {
    Runtime.assertAgrees(model, 1);
    assertThat(kinds(model)).containsExactly(kind);
  }

  /** The kinds of activations that are left; EXP for a product, which there is none of here. */
  private static Set<Kind> kinds(OnnxModel model) {
    Network network = new OnnxLowering(model).lower();
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    network
        .layers()
        .forEach(
            layer -> {
              if (layer instanceof ActivationLayer act) {
                kinds.add(act.activation().kind());
              } else if (layer instanceof ProductLayer) {
                kinds.add(Kind.EXP);
              }
            });
    return kinds;
  }

  private static String wide(ModelBuilder m) {
    return m.node("Mul", ModelBuilder.INPUT, m.weights(6));
  }

  @Test
  void swishInEitherOrder() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 6);
    String x = wide(m);
    assertIsOne(m.output(m.node("Mul", x, m.node("Sigmoid", x))), Kind.SWISH);
    ModelBuilder other = new ModelBuilder(2, 13, 2, 6);
    String y = wide(other);
    assertIsOne(other.output(other.node("Mul", other.node("Sigmoid", y), y)), Kind.SWISH);
  }

  @Test
  void mish() throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 2, 6);
    String x = wide(m);
    String gate = m.node("Tanh", m.node("Softplus", x));
    assertIsOne(m.output(m.node("Mul", x, gate)), Kind.MISH);
  }

  /** The half before, between or after, the root as divisor or factor, of any sign. */
  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void gelu(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13, 2, 6);
    String x = seed % 2 == 0 ? wide(m) : m.node("Mul", ModelBuilder.INPUT, m.scalar(1.5f));
    float root = seed % 5 == 0 ? -0.7f : 1.4142135f;
    String argument =
        seed % 3 == 0 ? m.node("Mul", x, m.scalar(1 / root)) : m.node("Div", x, m.scalar(root));
    String gate = m.node("Add", m.node("Erf", argument), m.scalar(1));
    String first = seed % 4 == 0 ? m.node("Mul", x, m.scalar(0.5f)) : x;
    String product = seed % 7 == 0 ? m.node("Mul", gate, first) : m.node("Mul", first, gate);
    String y = seed % 4 == 1 ? m.node("Mul", product, m.scalar(0.5f)) : product;
    assertIsOne(m.output(y), Kind.GELU);
  }

  /** Another tensor's gate, another shift, or a gate of fewer elements. */
  @Test
  void othersStayProducts() throws Exception {
    ModelBuilder m = new ModelBuilder(4, 13, 2, 6);
    String x = wide(m);
    String y = wide(m);
    OnnxModel apart = m.output(m.node("Mul", x, m.node("Sigmoid", y)));
    Runtime.assertAgrees(apart, 4);
    assertThat(kinds(apart)).contains(Kind.SIGMOID, Kind.EXP);
    ModelBuilder shifted = new ModelBuilder(5, 13, 2, 6);
    String gate =
        shifted.node("Add", shifted.node("Erf", ModelBuilder.INPUT), shifted.scalar(0.5f));
    OnnxModel half = shifted.output(shifted.node("Mul", ModelBuilder.INPUT, gate));
    Runtime.assertAgrees(half, 5);
    assertThat(kinds(half)).contains(Kind.ERF, Kind.EXP);
    ModelBuilder uneven = new ModelBuilder(6, 13, 2, 6);
    String scaled = uneven.node("Mul", ModelBuilder.INPUT, uneven.weights(6));
    String erf = uneven.node("Add", uneven.node("Erf", scaled), uneven.scalar(1));
    OnnxModel mixed = uneven.output(uneven.node("Mul", ModelBuilder.INPUT, erf));
    Runtime.assertAgrees(mixed, 6);
    assertThat(kinds(mixed)).contains(Kind.ERF, Kind.EXP);
  }
}
