package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxParseException;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** What graphs are accepted, and how the others are refused. */
class OnnxLoweringTest {
  private static final OnnxValueInfo INPUT = OnnxValueInfo.float32("x", 1, 3);
  private static final OnnxValueInfo OUTPUT = OnnxValueInfo.float32("y", 1, 3);

  private static OnnxModel model(OnnxNode... nodes) {
    return model(13, List.of(), List.of(INPUT), List.of(OUTPUT), nodes);
  }

  private static OnnxModel model(
      long opset,
      List<OnnxTensor> initialisers,
      List<OnnxValueInfo> inputs,
      List<OnnxValueInfo> outputs,
      OnnxNode... nodes) {
    return OnnxModel.of(
        "m.onnx", opset, new OnnxGraph("g", List.of(nodes), initialisers, inputs, outputs));
  }

  private static Network lower(OnnxModel model) {
    return new OnnxLowering(OnnxReader.parse("m.onnx", OnnxWriter.toBytes(model))).lower();
  }

  private static void assertRefused(OnnxModel model, String... words) {
    assertThatThrownBy(() -> lower(model))
        .isInstanceOf(OnnxParseException.class)
        .hasMessageStartingWith("m.onnx: ")
        .message()
        .contains(words);
  }

  @Test
  void aCycleIsRefusedByName() {
    assertRefused(
        model(
            OnnxNode.of("Add", List.of("x", "b"), "a"),
            OnnxNode.of("Relu", List.of("a"), "b"),
            OnnxNode.of("Relu", List.of("b"), "y")),
        "cycle",
        "node a reads b");
  }

  @Test
  void aNodeThatReadsItselfIsRefused() {
    assertRefused(model(OnnxNode.of("Add", List.of("x", "y"), "y")), "cycle", "node y reads y");
  }

  @Test
  void aGapIsRefusedByName() {
    assertRefused(
        model(OnnxNode.of("Add", List.of("x", "nowhere"), "y")),
        "node y reads nowhere, which nothing computes");
  }

  @Test
  void aMissingOutputIsRefused() {
    assertRefused(model(OnnxNode.of("Relu", List.of("x"), "z")), "output", "reads y");
  }

  @Test
  void valuesComputedTwiceAreRefused() {
    assertRefused(
        model(OnnxNode.of("Relu", List.of("x"), "y"), OnnxNode.of("Tanh", List.of("x"), "y")),
        "y is computed twice");
    assertRefused(
        model(OnnxNode.of("Relu", List.of("x"), "x"), OnnxNode.of("Relu", List.of("x"), "y")),
        "x is computed twice");
  }

  @Test
  void anUnknownOperatorIsRefused() {
    assertThatThrownBy(() -> lower(model(OnnxNode.of("NonZero", List.of("x"), "y"))))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator NonZero (node y)")
        .hasMessageContaining("it is none that is read (docs/reference/onnx.md)");
  }

  @Test
  void operatorsOfOtherDomainsAreRefused() {
    OnnxNode node = new OnnxNode("Relu", "com.example", "n", List.of("x"), List.of("y"), Map.of());
    assertThatThrownBy(() -> lower(model(node)))
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator com.example.Relu (node n)");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 6, 29})
  void otherOpsetsAreRefused(long opset) {
    assertRefused(
        model(
            opset,
            List.of(),
            List.of(INPUT),
            List.of(OUTPUT),
            OnnxNode.of("Relu", List.of("x"), "y")),
        "operator set " + opset,
        "7 to 28");
  }

  @Test
  void severalOutputsAreRefusedByName() {
    OnnxValueInfo second = OnnxValueInfo.float32("z", 1, 3);
    OnnxNode relu = OnnxNode.of("Relu", List.of("x"), "y");
    OnnxNode tanh = OnnxNode.of("Tanh", List.of("x"), "z");
    assertRefused(
        model(13, List.of(), List.of(INPUT), List.of(OUTPUT, second), relu, tanh),
        "(y ",
        ", z ",
        "--output y");
  }

  @Test
  void inputsThatAreNoFloatTensorsAreRefused() {
    OnnxNode relu = OnnxNode.of("Relu", List.of("x"), "y");
    OnnxValueInfo texts = OnnxValueInfo.of("x", ElementType.STRING, 1, 3);
    assertRefused(model(13, List.of(), List.of(texts), List.of(OUTPUT), relu), "x", "STRING");
    OnnxValueInfo shapeless = OnnxValueInfo.float32("x");
    assertRefused(
        model(13, List.of(), List.of(shapeless), List.of(OUTPUT), relu),
        "no shape",
        "--input-shape x=");
    OnnxValueInfo open = OnnxValueInfo.float32("x", 1, 0);
    assertRefused(
        model(13, List.of(), List.of(open), List.of(OUTPUT), relu),
        "axis 1",
        "is open",
        "--input-shape x=1x8");
    OnnxValueInfo huge = OnnxValueInfo.float32("x", 1L << 40, 1L << 40);
    assertRefused(model(13, List.of(), List.of(huge), List.of(OUTPUT), relu), "too large");
  }

  @Test
  void anOpenBatchIsOne() {
    OnnxValueInfo open = OnnxValueInfo.float32("x", 0, 3);
    Network network =
        lower(
            model(
                13,
                List.of(),
                List.of(open),
                List.of(OUTPUT),
                OnnxNode.of("Relu", List.of("x"), "y")));
    assertThat(network.input().shape()).containsExactly(1, 3);
    assertThat(network.outputShape()).containsExactly(1, 3);
  }

  @Test
  void initialisersListedAsInputsAreNoInputs() {
    OnnxTensor bias = OnnxTensor.float32("b", new int[] {3}, 1, 2, 3);
    OnnxValueInfo listed = OnnxValueInfo.float32("b", 3);
    Network network =
        lower(
            model(
                8,
                List.of(bias),
                List.of(INPUT, listed),
                List.of(OUTPUT),
                OnnxNode.of("Add", List.of("x", "b"), "y")));
    assertThat(network.inputSize()).isEqualTo(3);
  }

  @Test
  void anOutputMayDependOnNothing() {
    OnnxTensor bias = OnnxTensor.float32("b", new int[] {3}, -1, 2, 3);
    Network network =
        lower(
            model(
                13,
                List.of(bias),
                List.of(INPUT),
                List.of(OUTPUT),
                OnnxNode.of("Relu", List.of("b"), "y")));
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, new double[3]);
    assertThat(y).containsExactly(0, 2, 3);
  }

  @Test
  void anEmptyOutputIsRefused() {
    OnnxTensor none = OnnxTensor.int64("n");
    assertRefused(
        model(
            13,
            List.of(none),
            List.of(INPUT),
            List.of(OUTPUT),
            OnnxNode.of("Gather", List.of("x", "n"), "y")),
        "the output y is empty: [0, 3]");
  }

  @Test
  void nodesInAnyOrderAreSorted() throws Exception {
    ModelBuilder sorted = new ModelBuilder(1, 13, 1, 3);
    String sum = sorted.node("Add", ModelBuilder.INPUT, sorted.weights(3));
    String relu = sorted.node("Relu", sum);
    OnnxModel model = sorted.output(sorted.node("Mul", relu, sum));
    List<OnnxNode> nodes = new ArrayList<>(model.graph().nodes());
    Collections.reverse(nodes);
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            nodes,
            model.graph().initialisers(),
            model.graph().inputs(),
            model.graph().outputs());
    Network network = new OnnxLowering(OnnxModel.of("m.onnx", 13, graph)).lower();
    assertThat(network.layers()).hasSameSizeAs(new OnnxLowering(model).lower().layers());
  }

  @Test
  void nodesThatTheOutputDoesNotNeedAreLeftOut() {
    Network network =
        lower(
            model(
                OnnxNode.of("LSTM", List.of("x"), "unused"),
                OnnxNode.of("Relu", List.of("x"), "y")));
    assertThat(network.depth()).isEqualTo(3);
  }

  @Test
  void aLongChainNeedsNoDeepStack() {
    OnnxNode[] chain = new OnnxNode[100_000];
    for (int k = 0; k < chain.length; k++) {
      String from = k == 0 ? "x" : "v" + (k - 1);
      chain[k] = OnnxNode.of("Identity", List.of(from), k + 1 == chain.length ? "y" : "v" + k);
    }
    assertThat(lower(model(chain)).depth()).isEqualTo(2);
  }

  @Test
  void everyOperatorInTheListIsKnown() {
    for (String operator : OnnxLowering.operators()) {
      OnnxModel model = model(OnnxNode.of(operator, List.of("x"), "y"));
      try {
        new OnnxLowering(model).lower();
      } catch (UnsupportedOperatorException refused) {
        assertThat(refused.getMessage()).doesNotContain("it is none that is read");
      }
    }
  }
}
