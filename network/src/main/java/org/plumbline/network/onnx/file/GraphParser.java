package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads graphs, their nodes and the attributes of these, which may hold graphs again. */
final class GraphParser {
  private static final int MOST_DEPTH = 16;

  private final TensorParser tensors;
  private int depth;

  GraphParser(TensorParser tensors) {
    this.tensors = tensors;
  }

  OnnxGraph graph(WireReader in) {
    if (depth == MOST_DEPTH) {
      throw in.refusal("graphs are nested more than " + MOST_DEPTH + " deep");
    }
    depth++;
    OnnxGraph graph = content(in);
    depth--;
    return graph;
  }

  private OnnxGraph content(WireReader in) {
    String name = "";
    List<OnnxNode> calls = new ArrayList<>();
    List<OnnxTensor> initialisers = new ArrayList<>();
    List<OnnxValueInfo> inputs = new ArrayList<>();
    List<OnnxValueInfo> outputs = new ArrayList<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> calls.add(node(in.message()));
        case 2 -> name = in.string();
        case 5 -> initialisers.add(tensors.parse(in.message(), ""));
        case 11 -> inputs.add(ValueInfoParser.parse(in.message()));
        case 12 -> outputs.add(ValueInfoParser.parse(in.message()));
        case 15 -> throw in.refusal("the graph has sparse initialisers, which are not supported");
        default -> in.skip();
      }
    }
    return new OnnxGraph(name, calls, initialisers, inputs, outputs);
  }

  OnnxNode node(WireReader in) {
    List<String> from = new ArrayList<>(4);
    List<String> to = new ArrayList<>(1);
    String name = "";
    String operator = "";
    String domain = "";
    String overload = "";
    List<WireReader> attributes = new ArrayList<>(0);
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> from.add(in.string());
        case 2 -> to.add(in.string());
        case 3 -> name = in.string();
        case 4 -> operator = in.string();
        case 5 -> attributes.add(in.message());
        case 7 -> domain = in.string();
        case 8 -> overload = in.string();
        default -> in.skip();
      }
    }
    if (!overload.isEmpty()) {
      throw in.refusal("node " + name + " calls the overload " + overload + " of a function");
    }
    String label = name.isEmpty() && !to.isEmpty() ? to.get(0) : name;
    Map<String, OnnxAttribute> values = new LinkedHashMap<>(attributes.size());
    for (WireReader attribute : attributes) {
      attribute(attribute, label, values);
    }
    return new OnnxNode(operator, domain, name, from, to, values);
  }

  /**
   * Reads one attribute more.
   *
   * @param node for messages
   */
  void attribute(WireReader in, String node, Map<String, OnnxAttribute> to) {
    AttributeParts parts = new AttributeParts(in);
    OnnxAttribute value = parts.value(node, tensors, this);
    if (to.putIfAbsent(parts.name(), value) != null) {
      throw in.refusal("node " + node + " has two attributes " + parts.name());
    }
  }
}
