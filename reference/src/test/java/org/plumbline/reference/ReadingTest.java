package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.reference.ModelBuilder.attribute;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.file.Declaration;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;

/** How files are read: what protobuf says, what is refused, and that messages name the place. */
class ReadingTest {
  private static ModelBuilder negation() {
    return new ModelBuilder(13)
        .input("x", ElementType.FLOAT32, 2, -1)
        .node("Neg", List.of("x"), List.of("y"))
        .output("y", ElementType.FLOAT32);
  }

  private static void assertRefused(byte[] bytes, String... words) {
    assertThatThrownBy(() -> ReferenceModel.parse("some.onnx", bytes))
        .isInstanceOf(ReferenceException.class)
        .hasMessageStartingWith("some.onnx: ")
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  private static byte[] changed(Consumer<ModelProto.Builder> change) {
    ModelBuilder builder = negation();
    ModelProto.Builder model = builder.model().setGraph(builder.graph());
    change.accept(model);
    return model.build().toByteArray();
  }

  @Test
  void declarations() {
    ReferenceModel model = negation().parse();
    assertThat(model.inputs()).hasSize(1);
    assertThat(model.inputs().get(0).toString()).isEqualTo("x: float32[2, d1]");
    assertThat(model.outputs().get(0).shape()).isEmpty();
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, -2);
    Evaluation evaluation = model.evaluate(Map.of("x", x), Mode.TYPED);
    assertThat(evaluation.names()).containsExactly("y");
    assertThat(evaluation.place("y")).isEqualTo("node 0 (Neg)");
    assertThat(evaluation.value("y").value(1)).isEqualTo(2);
  }

  @Test
  void initializersAreNoInputs() {
    ModelBuilder builder =
        negation().input("c", ElementType.FLOAT32, 2).constant("c", Samples.floats(1, 2));
    assertThat(builder.parse().inputs()).extracting(Declaration::name).containsExactly("x");
  }

  @Test
  void gzippedFiles() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(negation().bytes());
    }
    assertThat(ReferenceModel.parse("x.onnx.gz", packed.toByteArray()).inputs()).hasSize(1);
    byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
    assertRefused(cut, "gzip");
  }

  @Test
  void inputsAreChecked() {
    ReferenceModel model = negation().parse();
    ReferenceTensor good = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, 2);
    assertThatThrownBy(() -> model.evaluate(Map.of(), Mode.REAL)).hasMessageContaining("x");
    assertThatThrownBy(() -> model.evaluate(Map.of("x", good, "z", good), Mode.REAL))
        .hasMessageContaining("z");
    ReferenceTensor turned = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 2), 1, 2);
    assertThatThrownBy(() -> model.evaluate(Map.of("x", turned), Mode.REAL))
        .hasMessageContaining("[1, 2]");
    ReferenceTensor tenth = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 0.1, 2);
    assertThat(model.evaluate(Map.of("x", tenth), Mode.REAL).outputs().get(0).value(0))
        .isEqualTo(-0.1);
    assertThatThrownBy(() -> model.evaluate(Map.of("x", tenth), Mode.TYPED))
        .hasMessageContaining("does not hold");
  }

  @Test
  void nodesAreSorted() {
    ReferenceModel model =
        new ModelBuilder(13)
            .input("x", ElementType.FLOAT32, 1)
            .node("Neg", List.of("b"), List.of("c"))
            .node("Abs", List.of("x"), List.of("unused"))
            .node("Exp", List.of("x"), List.of("a"))
            .node("Add", List.of("a", "x"), List.of("b"))
            .output("c", ElementType.FLOAT32)
            .parse();
    Evaluation evaluation = model.evaluate(Map.of("x", Samples.floats(0)), Mode.REAL);
    assertThat(evaluation.names()).containsExactly("a", "b", "c");
    assertThat(evaluation.place("c")).isEqualTo("node 0 (Neg)");
  }

  @Test
  void graphsThatAreNone() {
    ModelBuilder cycle =
        new ModelBuilder(13)
            .input("x", ElementType.FLOAT32, 1)
            .node("Add", List.of("x", "b"), List.of("a"))
            .node("Neg", List.of("a"), List.of("b"))
            .output("b", ElementType.FLOAT32);
    assertRefused(cycle.bytes(), "node 0 (Add)", "own results");
    assertRefused(negation().node("Abs", List.of("x"), List.of("y")).bytes(), "\"y\"", "twice");
    assertRefused(negation().constant("y", Samples.floats(1)).bytes(), "\"y\"", "twice");
    assertRefused(
        new ModelBuilder(13)
            .node("Neg", List.of("nowhere"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .bytes(),
        "node 0 (Neg)",
        "\"nowhere\"");
    assertRefused(changed(m -> m.getGraphBuilder().clearOutput()), "no output");
    assertRefused(changed(m -> m.clearGraph()), "no graph");
  }

  @Test
  void operatorSets() {
    assertRefused(changed(m -> m.getOpsetImportBuilder(0).setVersion(6)), "operator set 6");
    assertRefused(changed(m -> m.getOpsetImportBuilder(0).setVersion(29)), "operator set 29");
    assertRefused(changed(m -> m.clearOpsetImport()), "no operator set");
    assertRefused(
        changed(m -> m.addOpsetImportBuilder().setDomain("ai.onnx").setVersion(12)), "both");
    byte[] same = changed(m -> m.addOpsetImportBuilder().setDomain("ai.onnx").setVersion(13));
    assertThat(ReferenceModel.parse("some.onnx", same).inputs()).hasSize(1);
  }

  @Test
  void operatorsThatAreNotKnown() {
    assertRefused(
        changed(m -> m.getGraphBuilder().getNodeBuilder(0).setOpType("Loop").setName("n1")),
        "node 0 \"n1\" (Loop)",
        "not among");
    assertRefused(
        changed(m -> m.getGraphBuilder().getNodeBuilder(0).setDomain("com.microsoft")),
        "com.microsoft.Neg");
    assertRefused(changed(m -> m.addFunctionsBuilder().setName("Neg").setDomain("")), "functions");
  }

  @Test
  void attributesThatAreNotRead() {
    byte[] alpha =
        changed(m -> m.getGraphBuilder().getNodeBuilder(0).addAttribute(attribute("alpha", 1f)));
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, 2);
    assertThatThrownBy(
            () -> ReferenceModel.parse("some.onnx", alpha).evaluate(Map.of("x", x), Mode.REAL))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("node 0 (Neg)")
        .hasMessageContaining("alpha");
    byte[] twice =
        changed(
            m -> {
              NodeProto.Builder node = m.getGraphBuilder().getNodeBuilder(0);
              node.addAttribute(attribute("a", 1)).addAttribute(attribute("a", 2));
            });
    assertRefused(twice, "twice");
    byte[] superfluous = changed(m -> m.getGraphBuilder().getNodeBuilder(0).addInput("x"));
    assertThatThrownBy(
            () ->
                ReferenceModel.parse("some.onnx", superfluous).evaluate(Map.of("x", x), Mode.REAL))
        .hasMessageContaining("input 1");
  }

  @Test
  void unknownFieldsOfNewerFilesAreSkipped() {
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(
                99,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("device"))
                    .build())
            .build();
    byte[] bytes =
        changed(
            m -> {
              m.setUnknownFields(newer);
              m.getGraphBuilder().getNodeBuilder(0).setUnknownFields(newer);
            });
    assertThat(ReferenceModel.parse("some.onnx", bytes).inputs()).hasSize(1);
  }

  @Test
  void messagesOfTwoPartsAreMerged() throws IOException {
    byte[] bytes = negation().bytes();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    ModelProto.Builder more = ModelProto.newBuilder();
    more.getGraphBuilder()
        .addInitializer(ModelBuilder.proto(Samples.floats(5)).toBuilder().setName("c"));
    joined.write(bytes);
    joined.write(more.build().toByteArray());
    ModelProto.Builder last = ModelProto.newBuilder();
    last.getGraphBuilder()
        .addNode(
            NodeProto.newBuilder().setOpType("Add").addInput("y").addInput("c").addOutput("z"));
    last.getGraphBuilder().addOutput(ModelBuilder.declaration("z", ElementType.FLOAT32, -1, -1));
    joined.write(last.build().toByteArray());
    ReferenceModel model = ReferenceModel.parse("joined.onnx", joined.toByteArray());
    assertThat(model.outputs()).hasSize(2);
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, 2);
    assertThat(model.evaluate(Map.of("x", x), Mode.REAL).outputs().get(1).value(0)).isEqualTo(4);
  }

  @Test
  void declaredOutputsHaveToBeWhatIsComputed() {
    byte[] wrong =
        changed(
            m ->
                m.getGraphBuilder()
                    .setOutput(0, ModelBuilder.declaration("y", ElementType.FLOAT32, 3, 1)));
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, 2);
    assertThatThrownBy(
            () -> ReferenceModel.parse("some.onnx", wrong).evaluate(Map.of("x", x), Mode.REAL))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("y: float32[3, 1]");
  }

  @Test
  void namesAreUtf8() {
    ByteString broken = ByteString.copyFrom(new byte[] {'x', (byte) 0xff});
    assertRefused(
        changed(m -> m.getGraphBuilder().getNodeBuilder(0).setNameBytes(broken)), "UTF-8");
  }

  @Test
  void sizesAreBounded() {
    byte[] huge =
        new ModelBuilder(13)
            .constant("s", Samples.longs(1 << 30, 1 << 30))
            .node("ConstantOfShape", List.of("s"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .bytes();
    assertThatThrownBy(() -> ReferenceModel.parse("h.onnx", huge).evaluate(Map.of(), Mode.REAL))
        .isInstanceOf(ReferenceException.class)
        .hasMessageContaining("node 0 (ConstantOfShape)");
    ReferenceModel large =
        new ModelBuilder(13)
            .constant("s", Samples.longs(1000, 1000))
            .node("ConstantOfShape", List.of("s"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .parse();
    assertThat(large.evaluate(Map.of(), Mode.REAL).outputs().get(0).size()).isEqualTo(1_000_000);
    assertThatThrownBy(() -> large.withElements(999_999).evaluate(Map.of(), Mode.REAL))
        .hasMessageContaining("999999");
    byte[] declared =
        new ModelBuilder(13)
            .constant("c", TensorProto.newBuilder().setDataType(1).addDims(1 << 28).addFloatData(1))
            .node("Neg", List.of("c"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .bytes();
    assertRefused(declared, "initializer \"c\"", "268435456");
  }

  @Test
  void anInterruptedThreadStops() {
    ReferenceModel model = negation().parse();
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, 2);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> model.evaluate(Map.of("x", x), Mode.REAL))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** What overflows double in REAL is uncertain; a NaN of the file is undefined. */
  @Test
  void ballsHaveToBeFinite() {
    ModelBuilder builder =
        new ModelBuilder(13)
            .input("x", ElementType.FLOAT64, 1)
            .node("Exp", List.of("x"), List.of("e"))
            .node("Reciprocal", List.of("e"), List.of("y"))
            .output("y", ElementType.FLOAT64);
    ReferenceTensor large = ReferenceTensor.reals(ElementType.FLOAT64, Shape.of(1), 1000);
    assertThatThrownBy(() -> builder.parse().evaluate(Map.of("x", large), Mode.REAL))
        .isInstanceOf(UncertainException.class)
        .hasMessageContaining("node 0 (Exp)");
    ReferenceModel constant =
        new ModelBuilder(13)
            .constant("c", Samples.floats(Double.NaN))
            .node("Neg", List.of("c"), List.of("y"))
            .output("y", ElementType.FLOAT32)
            .parse();
    assertThatThrownBy(() -> constant.evaluate(Map.of(), Mode.REAL))
        .isInstanceOf(UndefinedException.class);
    assertThat(constant.evaluate(Map.of(), Mode.TYPED).outputs().get(0).value(0)).isNaN();
  }

  @Test
  void openDimensionsTakeAllSizes() {
    byte[] negative =
        changed(
            m ->
                m.getGraphBuilder()
                    .getInputBuilder(0)
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .setDim(0, TensorShapeProto.Dimension.newBuilder().setDimValue(-1)));
    ReferenceModel model = ReferenceModel.parse("some.onnx", negative);
    assertThat(model.inputs().get(0).shape().orElseThrow().get(0).isOpen()).isTrue();
  }
}
