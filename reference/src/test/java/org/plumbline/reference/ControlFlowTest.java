package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.reference.ModelBuilder.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Functions of a model, branches, and outputs that are not asked for. */
class ControlFlowTest {
  private static NodeProto.Builder node(String operator, List<String> in, String out) {
    return NodeProto.newBuilder().setOpType(operator).addAllInput(in).addOutput(out);
  }

  private static FunctionProto.Builder leaky() {
    AttributeProto slope =
        AttributeProto.newBuilder()
            .setName("alpha")
            .setRefAttrName("slope")
            .setType(AttributeProto.AttributeType.FLOAT)
            .build();
    return FunctionProto.newBuilder()
        .setDomain("own")
        .setName("Leaky")
        .addInput("a")
        .addOutput("b")
        .addAttribute("slope")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .addNode(node("LeakyRelu", List.of("a"), "x").addAttribute(slope))
        .addNode(node("Add", List.of("x", "a"), "b"));
  }

  private static ModelBuilder calling(
      FunctionProto.Builder function, AttributeProto... attributes) {
    ModelBuilder model =
        new ModelBuilder(17)
            .input("x", ElementType.FLOAT32, 2)
            .node("Leaky", List.of("x"), List.of("y"), attributes)
            .output("y", ElementType.FLOAT32);
    model.graph().getNodeBuilder(0).setDomain("own");
    model.model().addFunctions(function);
    return model;
  }

  private static double[] run(ReferenceModel model, double... x) {
    ReferenceTensor input = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(x.length), x);
    return model.evaluate(Map.of("x", input), Mode.TYPED).outputs().get(0).values();
  }

  @Test
  void aFunctionSeesItsInputsAndTheAttributesOfTheCall() {
    assertThat(run(calling(leaky(), attribute("slope", 0.5f)).parse(), -2, 3))
        .containsExactly(-3, 6);
    assertThat(run(calling(leaky()).parse(), -100, 3))
        .containsExactly((float) 0.01f * -100 - 100, 6);
    FunctionProto.Builder standard = leaky().addAttributeProto(attribute("slope", 2f));
    assertThat(run(calling(standard).parse(), -2, 3)).containsExactly(-6, 6);
  }

  @Test
  void functionsMayCallFunctionsButNotWithoutEnd() {
    FunctionProto.Builder outer =
        FunctionProto.newBuilder()
            .setDomain("own")
            .setName("Twice")
            .addInput("x")
            .addOutput("y")
            .addNode(node("Leaky", List.of("x"), "m").setDomain("own"))
            .addNode(node("Leaky", List.of("m"), "y").setDomain("own"));
    ModelBuilder model = calling(leaky());
    model.graph().getNodeBuilder(0).setOpType("Twice");
    model.model().addFunctions(outer);
    assertThat(run(model.parse(), 3, 5)).containsExactly(12, 20);
    FunctionProto.Builder itself =
        leaky().clearNode().addNode(node("Leaky", List.of("a"), "b").setDomain("own"));
    ReferenceModel endless = calling(itself).parse();
    assertThatThrownBy(() -> run(endless, 1, 2)).hasMessageContaining("nested too deep");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (ModelBuilder wrong :
        List.of(
            calling(leaky(), attribute("tilt", 1f)),
            calling(leaky(), attribute("slope", 1)),
            calling(leaky().clearInput()),
            calling(
                leaky()
                    .clearOpsetImport()
                    .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(5))),
            calling(leaky().addNode(node("Relu", List.of("q"), "r")).setOutput(0, "r")))) {
      assertThatThrownBy(() -> run(wrong.parse(), 1, 2)).isInstanceOf(ReferenceException.class);
    }
  }

  private static AttributeProto branch(String name, String output, NodeProto.Builder... nodes) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(name);
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    graph.addOutput(ModelBuilder.declaration(output, ElementType.FLOAT32, -1));
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  private static ModelBuilder branching(AttributeProto then, AttributeProto otherwise) {
    return new ModelBuilder(17)
        .input("x", ElementType.FLOAT32, -1)
        .constant("two", Samples.longs(2))
        .constant("unread", Samples.longs(2))
        .node("Shape", List.of("x"), List.of("s"))
        .node("Equal", List.of("s", "two"), List.of("c"))
        .node("Neg", List.of("x"), List.of("outer"))
        .node("If", List.of("c"), List.of("y"), then, otherwise)
        .output("y", ElementType.FLOAT32);
  }

  @Test
  void theBranchThatIsTakenSeesWhatIsAroundIt() {
    AttributeProto then =
        branch(
            "then_branch",
            "t",
            node("Relu", List.of("outer"), "r"),
            node("Add", List.of("r", "r"), "t"));
    AttributeProto otherwise = branch("else_branch", "t", node("Abs", List.of("x"), "t"));
    ReferenceModel model = branching(then, otherwise).parse();
    assertThat(run(model, -3, 4)).containsExactly(6, 0);
    assertThat(run(model, -3, 4, -5)).containsExactly(3, 4, 5);
  }

  @Test
  void branchesThatShadowOrAreMissingAreRefused() {
    AttributeProto then = branch("then_branch", "outer", node("Relu", List.of("x"), "outer"));
    AttributeProto otherwise = branch("else_branch", "t", node("Abs", List.of("x"), "t"));
    assertThatThrownBy(() -> run(branching(then, otherwise).parse(), 1, 2))
        .hasMessageContaining("given twice");
    AttributeProto dangling = branch("then_branch", "t", node("Relu", List.of("nowhere"), "t"));
    assertThatThrownBy(() -> run(branching(dangling, otherwise).parse(), 1, 2))
        .hasMessageContaining("nothing computes");
    assertThatThrownBy(() -> run(branching(otherwise, otherwise).parse(), 1, 2))
        .isInstanceOf(ReferenceException.class);
  }

  @Test
  void onlyTheOutputsThatAreAskedForAreRead() {
    byte[] bytes =
        new ModelBuilder(17)
            .input("x", ElementType.FLOAT32, 2)
            .node("NoSuch", List.of("x"), List.of("n"))
            .node("Neg", List.of("x"), List.of("y"))
            .output("n", ElementType.FLOAT32)
            .output("y", ElementType.FLOAT32)
            .bytes();
    assertThat(run(ReferenceModel.parse("m", bytes, Map.of(), List.of("y")), 1, 2))
        .containsExactly(-1, -2);
    assertThatThrownBy(() -> ReferenceModel.parse("m", bytes)).hasMessageContaining("NoSuch");
    assertThatThrownBy(() -> ReferenceModel.parse("m", bytes, Map.of(), List.of("z")))
        .hasMessageContaining("no output z");
  }

  @Test
  void hiddenTensorsComeBehindTheOutputs() {
    byte[] bytes =
        new ModelBuilder(17)
            .input("x", ElementType.FLOAT32, 2)
            .node("Neg", List.of("x"), List.of("n"))
            .node("Abs", List.of("n"), List.of("y"))
            .node("Neg", List.of("y"), List.of("unused"))
            .output("y", ElementType.FLOAT32)
            .bytes();
    ReferenceModel model = hidden(bytes, "unused", "n", "y");
    assertThat(model.wanted()).containsExactly("y", "unused", "n", "y");
    assertThat(model.hidden()).containsExactly("unused", "n", "y");
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2), 1, -2);
    assertThat(model.evaluate(Map.of("x", x), Mode.REAL).outputs())
        .extracting(tensor -> tensor.value(1))
        .containsExactly(2.0, -2.0, 2.0, 2.0);
    for (String other : List.of("x", "nowhere", "")) {
      assertThatThrownBy(() -> hidden(bytes, other))
          .isInstanceOf(ReferenceException.class)
          .hasMessageContaining("no node computes");
    }
  }

  private static ReferenceModel hidden(byte[] bytes, String... names) {
    return ReferenceModel.parse("m", bytes, Map.of(), List.of(), List.of(names));
  }
}
