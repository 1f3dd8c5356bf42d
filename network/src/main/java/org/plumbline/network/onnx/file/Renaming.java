package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Nodes under other names, those in their subgraphs included, as they have to be where they are put
 * in the place of a call or of an If.
 *
 * @param values by the old name of a value its new one; empty stays empty
 * @param prefix of the names of nodes
 */
public record Renaming(UnaryOperator<String> values, String prefix) {
  /** Resolves what stands for an attribute of a call. */
  public interface References {
    /** What a node's attribute is, or nothing where it is left out. */
    Optional<OnnxAttribute> resolve(OnnxNode node, String name, OnnxAttribute attribute);
  }

  /** Of nodes that are in no function. */
  public static final References NONE = (node, name, attribute) -> Optional.of(attribute);

  /** A node under its new names. */
  public OnnxNode of(OnnxNode node, References references) {
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    node.attributes()
        .forEach(
            (name, attribute) ->
                references
                    .resolve(node, name, attribute)
                    .ifPresent(value -> attributes.put(name, of(value, references))));
    return new OnnxNode(
        node.operator(),
        node.domain(),
        prefix + node.label(),
        all(node.inputs()),
        all(node.outputs()),
        attributes);
  }

  private OnnxAttribute of(OnnxAttribute value, References references) {
    return value instanceof OnnxAttribute.Graph graph
        ? new OnnxAttribute.Graph(of(graph.value(), references))
        : value;
  }

  private OnnxGraph of(OnnxGraph graph, References references) {
    return new OnnxGraph(
        graph.name(),
        graph.nodes().stream().map(node -> of(node, references)).toList(),
        graph.initialisers().stream().map(t -> t.named(values.apply(t.name()))).toList(),
        named(graph.inputs()),
        named(graph.outputs()));
  }

  private List<String> all(List<String> names) {
    List<String> renamed = new ArrayList<>(names.size());
    for (String name : names) {
      renamed.add(name.isEmpty() ? name : values.apply(name));
    }
    return renamed;
  }

  private List<OnnxValueInfo> named(List<OnnxValueInfo> infos) {
    return infos.stream().map(info -> info.named(values.apply(info.name()))).toList();
  }
}
