package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts the nodes of a model's functions in the place of their calls (<em>ONNX IR</em>, Functions):
 * formal inputs and outputs become those of the call, other values get names of their own, and
 * attributes that refer to the function's become those of the call. Depth and size are bounded,
 * since functions that call each other can grow without end.
 */
final class FunctionInliner {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_NODES = 1 << 18;
  private static final long MOST_LETTERS = 1L << 26;

  private final String file;
  private final List<OnnxOpset> opsets;
  private final FunctionParser functions;
  private int nodes;
  private long letters;

  FunctionInliner(String file, List<OnnxOpset> opsets, FunctionParser functions) {
    this.file = file;
    this.opsets = opsets;
    this.functions = functions;
  }

  OnnxGraph inline(OnnxGraph graph) {
    return functions.isEmpty() ? graph : inline(graph, 0);
  }

  private OnnxGraph inline(OnnxGraph graph, int depth) {
    List<OnnxNode> all = new ArrayList<>();
    for (OnnxNode node : graph.nodes()) {
      add(node, depth, all);
    }
    return new OnnxGraph(graph.name(), all, graph.initialisers(), graph.inputs(), graph.outputs());
  }

  private void add(OnnxNode node, int depth, List<OnnxNode> to) {
    Optional<OnnxFunction> function = functions.of(node);
    if (depth > MOST_DEPTH) {
      throw refusal(node, "functions and subgraphs are nested more than " + MOST_DEPTH + " deep");
    } else if (function.isEmpty()) {
      to.add(withInlinedSubgraphs(node, depth));
      return;
    }
    for (OnnxNode inner : body(node, function.get())) {
      if (++nodes > MOST_NODES || letters > MOST_LETTERS) {
        throw refusal(node, "functions grow to more than " + MOST_NODES + " nodes");
      }
      add(inner, depth + 1, to);
    }
  }

  private OnnxNode withInlinedSubgraphs(OnnxNode node, int depth) {
    OnnxNode result = node;
    for (Map.Entry<String, OnnxAttribute> attribute : node.attributes().entrySet()) {
      if (attribute.getValue() instanceof OnnxAttribute.Graph graph) {
        OnnxGraph inlined = inline(graph.value(), depth + 1);
        result = result.with(attribute.getKey(), new OnnxAttribute.Graph(inlined));
      }
    }
    return result;
  }

  /** The nodes of a function, under the names that they have for one call. */
  private List<OnnxNode> body(OnnxNode call, OnnxFunction function) {
    requireFit(call, function);
    String prefix = call.prefix();
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < function.inputs().size(); i++) {
      names.put(function.inputs().get(i), i < call.inputs().size() ? call.inputs().get(i) : "");
    }
    List<OnnxNode> body = new ArrayList<>();
    for (int i = 0; i < call.outputs().size(); i++) {
      String formal = function.outputs().get(i);
      String actual = call.outputs().get(i);
      if (!actual.isEmpty() && names.putIfAbsent(formal, actual) != null) {
        body.add(OnnxNode.of("Identity", List.of(names.get(formal)), actual));
      }
    }
    Renaming renaming =
        new Renaming(
            name -> {
              String known = names.get(name);
              return known == null ? prefix + name : known;
            },
            call.label() + " > ");
    for (OnnxNode node : function.nodes()) {
      OnnxNode renamed = renaming.of(node, (n, name, a) -> resolved(call, function, n, name, a));
      letters += letters(renamed);
      body.add(renamed);
    }
    return body;
  }

  private static long letters(OnnxNode node) {
    long count = node.name().length();
    for (String name : node.inputs()) {
      count += name.length();
    }
    for (String name : node.outputs()) {
      count += name.length();
    }
    return count;
  }

  private void requireFit(OnnxNode call, OnnxFunction function) {
    if (call.inputs().size() > function.inputs().size()
        || call.outputs().size() > function.outputs().size()) {
      throw refusal(
          call,
          "the function "
              + function.qualifiedName()
              + " has "
              + function.inputs().size()
              + " inputs and "
              + function.outputs().size()
              + " outputs, the call more");
    }
    for (String attribute : call.attributes().keySet()) {
      if (!function.allows(attribute)) {
        throw refusal(call, "attribute " + attribute + " is none of " + function.qualifiedName());
      }
    }
    Map<String, Long> imported =
        opsets.stream()
            .collect(Collectors.toMap(o -> key(o.domain()), OnnxOpset::version, Math::max));
    for (OnnxOpset opset : function.opsets()) {
      Long version = imported.get(key(opset.domain()));
      if (version != null && version != opset.version() || version == null && isUsed(function)) {
        throw refusal(
            call,
            "the function "
                + function.qualifiedName()
                + " is written in version "
                + opset.version()
                + " of the operators '"
                + opset.domain()
                + "' and the model in "
                + (version == null ? "none" : version.toString())
                + "; export both for one");
      }
    }
  }

  /** Whether it has nodes of the standard's operators. */
  private static boolean isUsed(OnnxFunction function) {
    return function.nodes().stream().anyMatch(node -> OnnxNode.isStandard(node.domain()));
  }

  private static String key(String domain) {
    return OnnxNode.isStandard(domain) ? "" : domain;
  }

  private Optional<OnnxAttribute> resolved(
      OnnxNode call, OnnxFunction function, OnnxNode node, String name, OnnxAttribute attribute) {
    if (!(attribute instanceof OnnxAttribute.Reference reference)) {
      return Optional.of(attribute);
    }
    if (!function.allows(reference.to())) {
      throw refusal(
          call,
          "attribute "
              + name
              + " of "
              + node.label()
              + " refers to "
              + reference.to()
              + ", which is none of "
              + function.qualifiedName());
    }
    OnnxAttribute given = call.attributes().get(reference.to());
    OnnxAttribute value = given == null ? function.defaults().get(reference.to()) : given;
    if (value != null && !reference.allows(value)) {
      throw refusal(call, "attribute " + reference.to() + " is of another kind than " + name);
    }
    return Optional.ofNullable(value);
  }

  private OnnxParseException refusal(OnnxNode call, String what) {
    return new OnnxParseException(file, "node " + call.label() + ": " + what);
  }
}
