package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;

/** If on constants, compared with ONNX Runtime. */
class BranchesTest {
  private static OnnxAttribute branch(List<OnnxTensor> constants, String out, OnnxNode... nodes) {
    OnnxValueInfo output = new OnnxValueInfo(out, ElementType.FLOAT, List.of());
    return new OnnxAttribute.Graph(
        new OnnxGraph("b", List.of(nodes), constants, List.of(), List.of(output)));
  }

  private static OnnxNode branching(
      String condition, String result, OnnxAttribute then, OnnxAttribute otherwise) {
    return new OnnxNode(
        "If",
        "",
        "if " + result,
        List.of(condition),
        List.of(result),
        Map.of("then_branch", then, "else_branch", otherwise));
  }

  private static OnnxModel model(int rows, OnnxNode... nodes) {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(nodes),
            List.of(
                OnnxTensor.integers("two", ElementType.INT64, new int[] {1}, 2),
                OnnxTensor.int64("start", 0),
                OnnxTensor.int64("end", 1)),
            List.of(OnnxValueInfo.float32("x", rows, 3)),
            List.of(new OnnxValueInfo("y", ElementType.FLOAT, List.of())));
    return OnnxModel.of("test.onnx", 15, graph);
  }

  /** Whether there are two rows. */
  private static OnnxNode[] condition() {
    return new OnnxNode[] {
      OnnxNode.of("Shape", List.of("x"), "shape"),
      OnnxNode.of("Slice", List.of("shape", "start", "end"), "rows"),
      OnnxNode.of("Equal", List.of("rows", "two"), "c")
    };
  }

  private static OnnxModel conditional(int rows, OnnxNode... more) {
    OnnxNode[] all = Arrays.copyOf(condition(), 3 + more.length);
    System.arraycopy(more, 0, all, 3, more.length);
    return model(rows, all);
  }

  private static void assertAgrees(OnnxModel model) throws OrtException {
    Runtime.assertAgrees(model.toString(), model, OnnxWriter.toBytes(model), 3, -2, 2, 1e-5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theBranchOfTheShapeIsTaken(int rows) throws OrtException {
    OnnxTensor w = OnnxTensor.float32("w", new int[] {3}, 1, -2, 3);
    OnnxAttribute then =
        branch(
            List.of(w),
            "t",
            OnnxNode.of("Mul", List.of("x", "w"), "s"),
            OnnxNode.of("Relu", List.of("s"), "t"));
    OnnxAttribute otherwise = branch(List.of(), "t", OnnxNode.of("Neg", List.of("x"), "t"));
    assertAgrees(conditional(rows, branching("c", "y", then, otherwise)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void twoUseTheSameNamesInside(int rows) throws OrtException {
    OnnxAttribute then = branch(List.of(), "t", OnnxNode.of("Relu", List.of("x"), "t"));
    OnnxAttribute otherwise = branch(List.of(), "t", OnnxNode.of("Neg", List.of("x"), "t"));
    assertAgrees(
        conditional(
            rows,
            branching("c", "a", then, otherwise),
            branching("c", "b", otherwise, then),
            OnnxNode.of("Sub", List.of("a", "b"), "y")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void branchesMayBranch(int rows) throws OrtException {
    OnnxAttribute relu = branch(List.of(), "r", OnnxNode.of("Relu", List.of("m"), "r"));
    OnnxAttribute neg = branch(List.of(), "n", OnnxNode.of("Neg", List.of("x"), "n"));
    OnnxAttribute then =
        branch(
            List.of(),
            "inner",
            OnnxNode.of("Add", List.of("x", "x"), "m"),
            branching("c", "inner", relu, neg));
    assertAgrees(conditional(rows, branching("c", "y", then, neg)));
  }

  @Test
  void partsOfASplitInsideAreRead() throws OrtException {
    OnnxNode split =
        new OnnxNode(
            "Split",
            "",
            "s",
            List.of("x"),
            List.of("p", "q"),
            Map.of("axis", new OnnxAttribute.Int(0)));
    OnnxAttribute then = branch(List.of(), "d", split, OnnxNode.of("Sub", List.of("q", "p"), "d"));
    OnnxAttribute otherwise = branch(List.of(), "n", OnnxNode.of("Neg", List.of("x"), "n"));
    assertAgrees(conditional(2, branching("c", "y", then, otherwise)));
  }

  @Test
  void whatTheOtherBranchNeedsIsNotLowered() {
    OnnxAttribute then = branch(List.of(), "r", OnnxNode.of("Relu", List.of("x"), "r"));
    OnnxAttribute otherwise = branch(List.of(), "n", OnnxNode.of("NoSuch", List.of("x"), "n"));
    new OnnxLowering(conditional(2, branching("c", "y", then, otherwise))).lower();
    assertRefused(conditional(1, branching("c", "y", then, otherwise)), "NoSuch (node if y > n)");
  }

  private static void assertRefused(OnnxModel model, String words) {
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining(words);
  }

  @Test
  void conditionsThatDependOnInputsAreRefused() {
    OnnxAttribute then = branch(List.of(), "r", OnnxNode.of("Relu", List.of("x"), "r"));
    OnnxAttribute otherwise = branch(List.of(), "n", OnnxNode.of("Neg", List.of("x"), "n"));
    OnnxNode sum = OnnxNode.of("ReduceSum", List.of("x"), "sum");
    OnnxNode test = OnnxNode.of("Cast", List.of("sum"), "c").with("to", new OnnxAttribute.Int(9));
    assertRefused(
        model(2, sum, test, branching("c", "y", then, otherwise)), "condition depends on inputs");
    assertRefused(
        model(2, condition()[0], branching("shape", "y", then, otherwise)), "no single truth");
  }

  @Test
  void allThatCannotBeReadIsSaidAtOnce() {
    OnnxModel model =
        model(
            1,
            OnnxNode.of("Foo", List.of("x"), "a"),
            OnnxNode.of("Relu", List.of("a"), "b"),
            OnnxNode.of("Bar", List.of("x"), "d"),
            OnnxNode.of("Add", List.of("b", "d"), "y"));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageStartingWith("test.onnx: 2 nodes are not supported:")
        .hasMessageContaining("operator Foo (node a)")
        .hasMessageContaining("operator Bar (node d)")
        .hasMessageNotContaining("Relu");
  }
}
