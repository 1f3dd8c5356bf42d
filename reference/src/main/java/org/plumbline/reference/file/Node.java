package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node of the graph.
 *
 * @param index its place in the file, from 0
 * @param name the name that the file gives to it, or empty
 * @param domain empty for the operators of ONNX itself
 * @param inputs names of values; empty for an optional input that is left out
 * @param outputs names of values; empty for one that is not asked for
 */
public record Node(
    int index,
    String name,
    String domain,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, AttributeProto> attributes) {
  /** The operator, with its domain in front unless it is ONNX itself. */
  public String qualifiedOperator() {
    return domain.isEmpty() ? operator : domain + "." + operator;
  }

  /** Whether one of two subgraphs is computed in its place. */
  public boolean isIf() {
    return qualifiedOperator().equals("If");
  }

  /** Whether it computes with graphs of its own. */
  public boolean isFlexAttention() {
    return qualifiedOperator().equals("ai.onnx.preview.FlexAttention");
  }

  /** All names that it or its subgraphs read, some of which may be those of the latter. */
  public Set<String> reads() {
    Set<String> read = readInside();
    read.addAll(inputs);
    return read;
  }

  /** Names that its subgraphs read, some of which may be their own. */
  Set<String> readInside() {
    Set<String> read = new LinkedHashSet<>();
    attributes.values().forEach(attribute -> read(attribute.getG(), read));
    return read;
  }

  private static void read(GraphProto graph, Set<String> to) {
    graph.getOutputList().forEach(output -> to.add(output.getName()));
    for (NodeProto node : graph.getNodeList()) {
      to.addAll(node.getInputList());
      node.getAttributeList().forEach(attribute -> read(attribute.getG(), to));
    }
  }

  /** For messages. */
  public String place() {
    String called = name.isEmpty() ? "" : " \"" + name + "\"";
    return "node " + index + called + " (" + qualifiedOperator() + ")";
  }
}
