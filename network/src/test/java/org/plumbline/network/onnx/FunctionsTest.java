package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.network.onnx.file.WireWriter;

/** Models that define functions of their own, compared with ONNX Runtime. */
class FunctionsTest {
  private static final WireWriter OPSET = new WireWriter().integer(2, 17);

  private static WireWriter function(String name, List<String> inputs, List<String> outputs) {
    WireWriter function = new WireWriter().text(1, name).text(10, "own").message(9, OPSET);
    function.message(9, new WireWriter().text(1, "own").integer(2, 1));
    inputs.forEach(input -> function.text(4, input));
    outputs.forEach(output -> function.text(5, output));
    return function;
  }

  private static WireWriter node(String operator, String domain, List<String> in, String... out) {
    WireWriter node = new WireWriter();
    in.forEach(input -> node.text(1, input));
    for (String output : out) {
      node.text(2, output);
    }
    return node.text(4, operator).text(7, domain);
  }

  private static WireWriter reference(String name, String to, int kind) {
    return new WireWriter().text(1, name).text(21, to).integer(20, kind);
  }

  private static OnnxNode call(String function, List<String> inputs, String... outputs) {
    return new OnnxNode(function, "own", "call " + outputs[0], inputs, List.of(outputs), Map.of());
  }

  private static OnnxModel main(OnnxNode... nodes) {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(nodes),
            List.of(),
            List.of(OnnxValueInfo.float32("x", 2, 3)),
            List.of(OnnxValueInfo.float32("y", 2, 3)));
    return new OnnxModel(
        "test.onnx", List.of(new OnnxOpset("", 17), new OnnxOpset("own", 1)), graph);
  }

  private static byte[] bytes(OnnxModel main, WireWriter... functions) {
    WireWriter all = new WireWriter();
    for (WireWriter function : functions) {
      all.message(25, function);
    }
    byte[] model = OnnxWriter.toBytes(main);
    byte[] more = all.toByteArray();
    byte[] both = Arrays.copyOf(model, model.length + more.length);
    System.arraycopy(more, 0, both, model.length, more.length);
    return both;
  }

  private static void assertAgrees(OnnxModel main, WireWriter... functions) throws OrtException {
    Runtime.assertAgrees(main.toString(), main, bytes(main, functions), 1, -2, 2, 1e-5);
  }

  private static void assertRefused(String words, OnnxModel main, WireWriter... functions) {
    byte[] bytes = bytes(main, functions);
    assertThatThrownBy(() -> new OnnxLowering(OnnxReader.parse("test.onnx", bytes)).lower())
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("test.onnx: ")
        .hasMessageContaining(words);
  }

  /** {@code b = leaky(a) + a} with an inner value that has the name of one outside. */
  private static WireWriter leaky() {
    WireWriter relu =
        node("LeakyRelu", "", List.of("a"), "x").message(5, reference("alpha", "slope", 1));
    return function("Leaky", List.of("a"), List.of("b"))
        .text(6, "slope")
        .message(7, relu)
        .message(7, node("Add", "", List.of("x", "a"), "b"));
  }

  @Test
  void twoCallsKeepTheirValuesApart() throws OrtException {
    OnnxNode first = call("Leaky", List.of("x"), "h").with("slope", real(0.5f));
    OnnxNode second = call("Leaky", List.of("h"), "y").with("slope", real(-3));
    assertAgrees(main(first, second), leaky());
  }

  private static OnnxAttribute real(float value) {
    return new OnnxAttribute.Real(value);
  }

  @Test
  void anAttributeThatIsLeftOutIsTheOperatorsOwnDefault() throws OrtException {
    assertAgrees(main(call("Leaky", List.of("x"), "y")), leaky());
  }

  @Test
  void attributesMayHaveDefaults() throws OrtException {
    WireWriter standard = new WireWriter().text(1, "slope").float32(2, 0.75f).integer(20, 1);
    WireWriter relu =
        node("LeakyRelu", "", List.of("a"), "b").message(5, reference("alpha", "slope", 1));
    WireWriter function =
        function("Own", List.of("a"), List.of("b")).message(11, standard).message(7, relu);
    assertAgrees(main(call("Own", List.of("x"), "y")), function);
    assertAgrees(main(call("Own", List.of("x"), "y").with("slope", real(2))), function);
  }

  @Test
  void functionsMayCallFunctions() throws OrtException {
    WireWriter inner =
        node("Leaky", "own", List.of("p"), "q").message(5, reference("slope", "s", 1));
    WireWriter outer =
        function("Twice", List.of("p"), List.of("r"))
            .text(6, "s")
            .message(7, inner)
            .message(7, node("Leaky", "own", List.of("q"), "r"));
    assertAgrees(main(call("Twice", List.of("x"), "y").with("s", real(4))), outer, leaky());
  }

  @Test
  void inputsMayBeLeftOut() throws OrtException {
    WireWriter clip = node("Clip", "", List.of("a", "low", "high"), "b");
    WireWriter function =
        function("Limit", List.of("a", "low", "high"), List.of("b")).message(7, clip);
    OnnxNode one =
        OnnxNode.of("Constant", List.of(), "one")
            .with("value", new OnnxAttribute.Tensor(OnnxTensor.float32("", new int[0], 1)));
    assertAgrees(main(one, call("Limit", List.of("x", "", "one"), "y")), function);
    assertAgrees(main(one, call("Limit", List.of("x", "one"), "y")), function);
  }

  @Test
  void functionsThatAreNotCalledDoNotMatter() throws OrtException {
    WireWriter odd = function("Odd", List.of(), List.of()).message(7, node("", "", List.of()));
    assertAgrees(main(OnnxNode.of("Relu", List.of("x"), "y")), odd);
  }

  @Test
  void callsThatDoNotFitAreRefused() {
    OnnxNode one = call("Leaky", List.of("x"), "y");
    assertRefused("1 inputs and 1 outputs", main(call("Leaky", List.of("x", "x"), "y")), leaky());
    assertRefused("attribute tilt is none of own.Leaky", main(one.with("tilt", real(1))), leaky());
    assertRefused("is of another kind", main(one.with("slope", new OnnxAttribute.Int(1))), leaky());
    WireWriter old = leaky().message(9, new WireWriter().integer(2, 11));
    assertRefused("written in version 11", main(one), old);
    assertRefused("own.Leaky twice", main(one), leaky(), leaky());
    WireWriter stranger =
        function("Leaky", List.of("a"), List.of("b"))
            .message(7, node("Relu", "", List.of("x"), "b"));
    assertRefused("reads y > x, which nothing computes", main(one), stranger);
    WireWriter dangling =
        function("Leaky", List.of("a"), List.of("b"))
            .message(
                7,
                node("LeakyRelu", "", List.of("a"), "b")
                    .message(5, reference("alpha", "slope", 1)));
    assertRefused("refers to slope, which is none of", main(one), dangling);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void functionsThatGrowWithoutEndAreRefused() {
    WireWriter itself =
        function("Leaky", List.of("a"), List.of("b"))
            .message(7, node("Leaky", "own", List.of("a"), "b"));
    assertRefused("more than 32 deep", main(call("Leaky", List.of("x"), "y")), itself);
    List<WireWriter> doubling = new ArrayList<>();
    for (int k = 0; k < 30; k++) {
      String next = k == 29 ? "Relu" : "F" + (k + 1);
      String domain = k == 29 ? "" : "own";
      doubling.add(
          function("F" + k, List.of("a"), List.of("b"))
              .message(7, node(next, domain, List.of("a"), "c"))
              .message(7, node(next, domain, List.of("c"), "b")));
    }
    assertRefused(
        "functions grow to more than",
        main(call("F0", List.of("x"), "y")),
        doubling.toArray(WireWriter[]::new));
  }
}
