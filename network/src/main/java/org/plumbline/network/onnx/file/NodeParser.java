package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads nodes and their attributes. */
final class NodeParser {
  private final TensorParser tensors;

  NodeParser(TensorParser tensors) {
    this.tensors = tensors;
  }

  OnnxNode parse(WireReader in) {
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

  private void attribute(WireReader in, String node, Map<String, OnnxAttribute> to) {
    AttributeParts parts = new AttributeParts(in);
    OnnxAttribute value = parts.value(node, tensors);
    if (to.putIfAbsent(parts.name(), value) != null) {
      throw in.refusal("node " + node + " has two attributes " + parts.name());
    }
  }
}
