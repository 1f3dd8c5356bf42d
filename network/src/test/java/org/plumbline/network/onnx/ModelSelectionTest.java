package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ModelPorts;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkPiece;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxDimension;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** Models of several inputs and outputs, of open shapes, and of integers. */
class ModelSelectionTest {
  private static final OnnxValueInfo A = OnnxValueInfo.float32("a", 1, 1);
  private static final OnnxValueInfo B = OnnxValueInfo.float32("b", 1, 2);

  private static OnnxModel model(
      List<OnnxValueInfo> inputs, List<String> outputs, OnnxNode... nodes) {
    List<OnnxValueInfo> results =
        outputs.stream()
            .map(name -> new OnnxValueInfo(name, ElementType.FLOAT, List.of()))
            .toList();
    return OnnxModel.of(
        "m.onnx",
        13,
        new OnnxGraph(
            "g",
            List.of(nodes),
            List.of(
                OnnxTensor.float32("table", new int[] {3, 2}, 1, 2, 3, 4, 5, 6),
                OnnxTensor.float32("ten", new int[0], 10)),
            inputs,
            results));
  }

  private static OnnxNode concat(String result, String... parts) {
    return OnnxNode.of("Concat", List.of(parts), result).with("axis", new OnnxAttribute.Int(1));
  }

  private static double[] run(Network network, double... x) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
    return Arrays.copyOf(y, network.outputSize());
  }

  private static void assertRefused(OnnxModel model, ModelSelection selection, String... words) {
    assertThatThrownBy(() -> new OnnxLowering(model, selection).lower())
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("m.onnx: ")
        .message()
        .contains(words);
  }

  @Test
  void inputsStandOneAfterTheOtherInTheOrderOfTheGraph() {
    OnnxModel model = model(List.of(A, B), List.of("y"), concat("y", "b", "a"));
    Network network = new OnnxLowering(model).lower();
    assertThat(network.inputSize()).isEqualTo(3);
    assertThat(run(network, 1, 2, 3)).containsExactly(2, 3, 1);
    ModelPorts ports = network.reading().ports();
    assertThat(ports.inputs()).extracting(ModelPorts.Input::name).containsExactly("a", "b");
    assertThat(ports.inputs().get(1).shape()).containsExactly(1, 2);
    assertThat(ports.outputNames()).containsExactly("y");
  }

  @Test
  void anInputThatIsFixedIsAConstant() {
    OnnxModel model = model(List.of(A, B), List.of("y"), concat("y", "b", "a"));
    ModelSelection fixed = ModelSelection.NONE.withValue("b", 0.1, -7);
    Network network = new OnnxLowering(model, fixed).lower();
    assertThat(run(network, 1)).containsExactly((float) 0.1, -7, 1);
    Network all = new OnnxLowering(model, ModelSelection.NONE.withValue("b", 4)).lower();
    assertThat(run(all, 1)).containsExactly(4, 4, 1);
    assertRefused(model, ModelSelection.NONE.withValue("b", 1, 2, 3), "2 elements", "gives 3");
    assertRefused(model, ModelSelection.NONE.withValue("c", 1), "--input-value", "'c'", "[a, b]");
    assertRefused(model, fixed.withValue("a", 1), "no input is left open");
    assertRefused(model, ModelSelection.NONE.withValue("b", 1e39), "of type FLOAT cannot be");
  }

  @Test
  void outputsAreNamedOrAllOfThem() {
    OnnxModel model =
        model(
            List.of(A, B),
            List.of("p", "b", "q"),
            OnnxNode.of("Neg", List.of("a"), "p"),
            OnnxNode.of("Mul", List.of("b", "ten"), "q"));
    assertRefused(model, ModelSelection.NONE, "3 outputs", "--output p");
    assertRefused(model, ModelSelection.NONE.withOutput("r"), "no output 'r'", "[p, b, q]");
    Network q = new OnnxLowering(model, ModelSelection.NONE.withOutput("q")).lower();
    assertThat(run(q, 1, 2, 3)).containsExactly(20, 30);
    Network all = new OnnxLowering(model, ModelSelection.NONE.withAllOutputs()).lower();
    assertThat(run(all, 1, 2, 3)).containsExactly(-1, 2, 3, 20, 30);
    assertThat(all.reading().ports().outputNames()).containsExactly("p", "b", "q");
    ModelSelection fixed = ModelSelection.NONE.withAllOutputs().withValue("b", 5);
    assertThat(run(new OnnxLowering(model, fixed).lower(), 1)).containsExactly(-1, 5, 5, 50, 50);
  }

  private static OnnxValueInfo open(String name, String... axes) {
    return new OnnxValueInfo(
        name,
        ElementType.FLOAT,
        Arrays.stream(axes)
            .map(
                axis ->
                    axis.matches("[0-9]+")
                        ? new OnnxDimension(Long.parseLong(axis), "")
                        : new OnnxDimension(0, axis))
            .toList());
  }

  @Test
  void openAxesAreChosen() {
    OnnxModel model =
        model(
            List.of(open("a", "N", "H", "2"), open("b", "N", "H", "2")),
            List.of("y"),
            OnnxNode.of("Add", List.of("a", "b"), "y"));
    assertRefused(model, ModelSelection.NONE, "[N, H, 2]", "axis 1 (H)", "--input-shape a=1x8x2");
    ModelSelection one = ModelSelection.NONE.withShape("a", 1, 3, 2);
    Network network = new OnnxLowering(model, one).lower();
    assertThat(network.inputSize()).isEqualTo(12);
    assertRefused(model, one.withShape("b", 1, 4, 2), "b is declared", "does not fit");
    assertRefused(model, ModelSelection.NONE.withShape("a", 1, 3, 5), "does not fit");
    assertRefused(model, ModelSelection.NONE.withShape("a", 1, 3), "does not fit");
    assertRefused(model, ModelSelection.NONE.withShape("", 1, 3, 2), "[a, b]");
    assertRefused(model, ModelSelection.NONE.withShape("a", 1 << 20, 1 << 20, 2), "too large");
  }

  @Test
  void theOnlyInputNeedsNoName() {
    OnnxValueInfo shapeless = new OnnxValueInfo("a", ElementType.FLOAT, List.of());
    OnnxModel model =
        model(List.of(shapeless), List.of("y"), OnnxNode.of("Neg", List.of("a"), "y"));
    assertRefused(model, ModelSelection.NONE, "declares no shape", "--input-shape a=");
    ModelSelection chosen = ModelSelection.NONE.withShape("", 2, 2);
    assertThat(new OnnxLowering(model, chosen).lower().input().shape()).containsExactly(2, 2);
  }

  @Test
  void aSingleNumberIsAnInput() {
    OnnxValueInfo number = OnnxValueInfo.scalar("a", ElementType.FLOAT);
    OnnxModel model =
        model(List.of(number), List.of("y"), OnnxNode.of("Mul", List.of("a", "ten"), "y"));
    Network network = new OnnxLowering(model).lower();
    assertThat(run(network, 3)).containsExactly(30);
    assertThat(network.reading().ports().inputs().get(0).shape()).isEmpty();
  }

  @Test
  void integersAreReadAsRealNumbersThatAreWhole() {
    OnnxValueInfo pixels = OnnxValueInfo.of("a", ElementType.UINT8, 1, 2);
    OnnxNode cast = OnnxNode.of("Cast", List.of("a"), "f").with("to", new OnnxAttribute.Int(1));
    OnnxModel model =
        model(List.of(pixels), List.of("y"), cast, OnnxNode.of("Div", List.of("f", "ten"), "y"));
    Network network = new OnnxLowering(model).lower();
    assertThat(run(network, 3, 250)).containsExactly(3 * 0.1, 25);
    assertThat(network.reading().ports().inputs().get(0).whole())
        .contains(new ModelPorts.Whole(0, 255));
    assertThat(network.reading().unknownInFloat32()).isNotEmpty();
    assertRefused(model, ModelSelection.NONE.withValue("a", 0.5), "UINT8 cannot be 0.5");
    assertRefused(model, ModelSelection.NONE.withValue("a", 256), "UINT8 cannot be 256");
  }

  /** {@code y = table[a] · b}. */
  private static OnnxModel embedding() {
    OnnxValueInfo index = OnnxValueInfo.of("a", ElementType.INT64, 1);
    return model(
        List.of(index, B),
        List.of("y"),
        OnnxNode.of("Gather", List.of("table", "a"), "row"),
        OnnxNode.of("Mul", List.of("row", "b"), "y"));
  }

  @Test
  void anIndexThatIsFixedIsAConstant() {
    Network network = new OnnxLowering(embedding(), ModelSelection.NONE.withValue("a", 2)).lower();
    assertThat(run(network, 10, 100)).containsExactly(50, 600);
  }

  @Test
  void anIndexHasAPieceForEachOfItsValues() {
    Box box = new Box(new double[] {0, 0, 0}, new double[] {1, 1, 1});
    List<NetworkPiece> pieces = OnnxPieces.of(embedding(), box);
    assertThat(pieces)
        .extracting(NetworkPiece::wholeParts)
        .containsExactly(new TreeMap<>(Map.of(0, 0L)), new TreeMap<>(Map.of(0, 1L)));
    for (NetworkPiece piece : pieces) {
      long row = piece.wholeParts().get(0);
      Box part = new Box(new double[] {row, 0, 0}, new double[] {row, 1, 1});
      Network network = piece.maker().get().on(List.of(part));
      assertThat(run(network, row, 10, 100))
          .containsExactly(10 * (2 * row + 1), 100 * (2 * row + 2));
      assertThat(network.reading().ports().hasWholeInputs()).isTrue();
    }
  }

  @Test
  void textsTellChoicesApart() {
    ModelSelection none = ModelSelection.NONE;
    assertThat(none.text()).isEmpty();
    assertThat(none.withAllOutputs().text()).isEmpty();
    assertThat(
            List.of(
                none.withOutput("a").text(),
                none.withOutput("b").text(),
                none.withShape("a", 1, 2).text(),
                none.withShape("a", 12).text(),
                none.withValue("a", 1).text(),
                none.withValue("a", 1, 1).text(),
                none.withValue("b", 1).text()))
        .doesNotHaveDuplicates();
  }
}
