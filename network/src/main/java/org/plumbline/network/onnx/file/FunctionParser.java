package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the functions of a model, each when it is called for the first time. */
final class FunctionParser {
  /** Domains of operators that Plumbline may know itself, which no function may redefine. */
  private static final Set<String> KNOWN =
      Set.of("ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc", "ai.onnx.preview.training");

  private final GraphParser graphs;
  private final Map<String, WireReader> unread = new HashMap<>();
  private final Map<String, OnnxFunction> read = new HashMap<>();

  FunctionParser(GraphParser graphs) {
    this.graphs = graphs;
  }

  /** Takes note of a function. */
  void add(WireReader in) {
    String name = "";
    String domain = "";
    String overload = "";
    WireReader content = in.again();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 10 -> domain = in.string();
        case 13 -> overload = in.string();
        default -> in.skip();
      }
    }
    if (OnnxNode.isStandard(domain) || KNOWN.contains(domain)) {
      throw in.refusal("the model redefines the operator " + name + ", which is not supported");
    }
    if (overload.isEmpty() && unread.put(domain + "." + name, content) != null) {
      throw in.refusal("the model defines the function " + domain + "." + name + " twice");
    }
  }

  boolean isEmpty() {
    return unread.isEmpty() && read.isEmpty();
  }

  /** The function that a node calls, if it calls one. */
  Optional<OnnxFunction> of(OnnxNode node) {
    String key = node.domain() + "." + node.operator();
    WireReader content = OnnxNode.isStandard(node.domain()) ? null : unread.remove(key);
    if (content != null) {
      read.put(key, parse(content));
    }
    return Optional.ofNullable(read.get(key));
  }

  private OnnxFunction parse(WireReader in) {
    String name = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    Map<String, OnnxAttribute> defaults = new LinkedHashMap<>();
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxOpset> opsets = new ArrayList<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 4 -> inputs.add(in.string());
        case 5 -> outputs.add(in.string());
        case 6 -> attributes.add(in.string());
        case 7 -> nodes.add(graphs.node(in.message()));
        case 9 -> opsets.add(ModelParser.opset(in.message()));
        case 10 -> domain = in.string();
        case 11 -> graphs.attribute(in.message(), "of function " + name, defaults);
        default -> in.skip();
      }
    }
    return new OnnxFunction(domain, name, inputs, outputs, attributes, defaults, nodes, opsets);
  }
}
