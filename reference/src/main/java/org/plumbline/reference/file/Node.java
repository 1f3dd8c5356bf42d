package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.Map;

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

  /** For messages. */
  public String place() {
    String called = name.isEmpty() ? "" : " \"" + name + "\"";
    return "node " + index + called + " (" + qualifiedOperator() + ")";
  }
}
