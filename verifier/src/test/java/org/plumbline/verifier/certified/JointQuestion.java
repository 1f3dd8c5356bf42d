package org.plumbline.verifier.certified;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkJoin;
import org.plumbline.network.onnx.ModelSelection;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.JoinedProperty;
import org.plumbline.specs.vnnlib2.NetworkDeclaration;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;

/** A question in VNN-LIB 2.0 as its first reading has it, of which tests change parts. */
record JointQuestion(
    Query query, List<JointReading.Part> parts, int[] freeOfInput, List<int[]> products) {
  private static final int POINTS = 80;

  /** y = relu(x·W + s)·V with x: [1,2], s: [1] and y: [1,2]; its tensors are sum and positive. */
  static OnnxModel model(float... weights) {
    return OnnxModel.of(
        "m.onnx",
        13,
        new OnnxGraph(
            "g",
            List.of(
                OnnxNode.of("MatMul", List.of("x", "w"), "product"),
                OnnxNode.of("Add", List.of("product", "s"), "sum"),
                OnnxNode.of("Relu", List.of("sum"), "positive"),
                OnnxNode.of("MatMul", List.of("positive", "v"), "y")),
            List.of(
                OnnxTensor.float32("w", new int[] {2, 2}, Arrays.copyOf(weights, 4)),
                OnnxTensor.float32("v", new int[] {2, 2}, Arrays.copyOfRange(weights, 4, 8))),
            List.of(OnnxValueInfo.float32("x", 1, 2), OnnxValueInfo.float32("s", 1)),
            List.of(OnnxValueInfo.float32("y", 1, 2))));
  }

  static JointQuestion of(String text, OnnxModel... models) {
    Document document = Vnnlib2Parser.parse(text, "p.vnnlib");
    JoinedProperty joined = JoinedProperty.of(document, "p.vnnlib");
    List<JointReading.Part> parts = new ArrayList<>();
    int first = 0;
    for (int k = 0; k < models.length; k++) {
      NetworkDeclaration declared = document.networks().get(k);
      int end = first + declared.inputs().stream().mapToInt(v -> (int) v.size()).sum();
      int[] reads = Arrays.copyOfRange(joined.freeOfInput(), first, end);
      List<String> hidden = declared.hidden().stream().map(h -> h.onnxName().get()).toList();
      parts.add(part(declared.name(), models[k], hidden, reads));
      first = end;
    }
    List<int[]> products =
        joined.products().stream()
            .map(
                product ->
                    product.factors().stream()
                        .mapToInt(f -> f.index() + (f.isInput() ? 0 : joined.freeInputs()))
                        .toArray())
            .toList();
    Network network = joined(joined.freeInputs(), parts, products);
    return new JointQuestion(
        Query.of(network, joined.property()), parts, joined.freeOfInput(), products);
  }

  static JointReading.Part part(String name, OnnxModel model, List<String> hidden, int[] reads) {
    Network network = new OnnxLowering(model, ModelSelection.NONE.withHidden(hidden)).lower();
    ReferenceReading reading =
        ReferenceReading.of("m.onnx", OnnxWriter.toBytes(model), Map.of(), List.of(), hidden);
    return new JointReading.Part(name, network, reads, reading);
  }

  private static Network joined(int inputs, List<JointReading.Part> parts, List<int[]> products) {
    return NetworkJoin.of(
        inputs,
        parts.stream().map(p -> new NetworkJoin.Part(p.name(), p.network(), p.reads())).toList(),
        products);
  }

  /** The same, whose network is another join. */
  JointQuestion joinedAs(List<JointReading.Part> others, List<int[]> otherProducts) {
    Network network = joined(query.network().inputSize(), others, otherProducts);
    return new JointQuestion(Query.of(network, query.property()), parts, freeOfInput, products);
  }

  JointQuestion withParts(List<JointReading.Part> others) {
    return new JointQuestion(query, others, freeOfInput, products);
  }

  JointQuestion withProducts(List<int[]> others) {
    return new JointQuestion(query, parts, freeOfInput, others);
  }

  /** A second reading of a text. */
  JointReading second(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new JointReading(parts, "p.vnnlib", bytes, freeOfInput, products);
  }

  SecondReading.Running begin(String text, Semantics semantics) {
    return second(text).begin(query, semantics);
  }

  /** A comparison with a text at so many points, unless they differ. */
  Comparison compare(String text) {
    try {
      PointComparison comparison = second(text).comparison(query, Semantics.REAL);
      ComparedPoints points = new ComparedPoints(query.boxes(), 1);
      Comparison found = comparison.summary();
      while (points.tried() < POINTS && !(found instanceof Comparison.Differs)) {
        found = comparison.at(points.caseNumber(), points.next());
      }
      return found;
    } catch (ReadingsDifferException e) {
      return e.difference();
    }
  }
}
