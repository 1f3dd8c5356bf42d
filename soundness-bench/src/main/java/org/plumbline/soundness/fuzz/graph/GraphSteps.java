package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Cases with fewer nodes and attributes. */
final class GraphSteps {
  private GraphSteps() {}

  static Stream<Case> of(Case wrong) {
    RandomModel model = wrong.model();
    Stream<RandomModel> outputs =
        model.nodes().stream().flatMap(n -> n.outputs().stream()).map(model::withOutput);
    Stream<RandomModel> bypassed = model.nodes().stream().flatMap(n -> bypassed(model, n));
    Stream<RandomModel> fixed = model.nodes().stream().flatMap(n -> fixed(model, n));
    Stream<RandomModel> plain =
        IntStream.range(0, model.nodes().size()).boxed().flatMap(n -> plainer(model, n));
    return Stream.of(outputs, bypassed, fixed, plain)
        .flatMap(models -> models)
        .map(smaller -> new Case(smaller, wrong.point()));
  }

  /** Whoever reads a node reads what it reads. */
  private static Stream<RandomModel> bypassed(RandomModel model, OnnxNode node) {
    return node.outputs().stream()
        .flatMap(
            output ->
                Stream.concat(Stream.of(RandomModel.INPUT), node.inputs().stream())
                    .filter(i -> !i.isEmpty() && !i.equals(output))
                    .filter(i -> model.signature(i).equals(model.signature(output)))
                    .map(i -> model.reading(output, i)));
  }

  /** Whoever reads a node reads a constant. */
  private static Stream<RandomModel> fixed(RandomModel model, OnnxNode node) {
    return node.outputs().stream()
        .filter(output -> !output.equals(model.output()))
        .flatMap(output -> Stream.of(0, 1).map(v -> fixed(model, output, v)));
  }

  private static RandomModel fixed(RandomModel model, String output, int value) {
    OnnxTensor constant =
        NumberSteps.filled("c" + value + "for" + output, model.signature(output), value);
    return model.withConstant(constant).reading(output, constant.name());
  }

  private static Stream<RandomModel> plainer(RandomModel model, int n) {
    OnnxNode node = model.nodes().get(n);
    return node.attributes().keySet().stream()
        .map(
            name -> {
              Map<String, OnnxAttribute> fewer = new LinkedHashMap<>(node.attributes());
              fewer.remove(name);
              List<OnnxNode> nodes = new ArrayList<>(model.nodes());
              nodes.set(
                  n,
                  new OnnxNode(
                      node.operator(),
                      node.domain(),
                      node.name(),
                      node.inputs(),
                      node.outputs(),
                      fewer));
              return model.withNodes(nodes);
            });
  }
}
