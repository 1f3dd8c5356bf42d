package org.plumbline.network.onnx.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operator call of a graph.
 *
 * @param domain empty for the standard operators
 * @param name may be empty
 * @param inputs value names; an empty name is an input left out
 * @param attributes by name, in the order of the file
 */
public record OnnxNode(
    String operator,
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, OnnxAttribute> attributes) {
  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** A call of a standard operator with one output and no attributes. */
  public static OnnxNode of(String operator, List<String> inputs, String output) {
    return new OnnxNode(operator, "", output, inputs, List.of(output), Map.of());
  }

  /** This call with one more attribute. */
  public OnnxNode with(String attribute, OnnxAttribute value) {
    Map<String, OnnxAttribute> more = new LinkedHashMap<>(attributes);
    more.put(attribute, value);
    return new OnnxNode(operator, domain, name, inputs, outputs, more);
  }

  /** What messages call it: its name, or the value it computes. */
  public String label() {
    return name.isEmpty() && !outputs.isEmpty() ? outputs.get(0) : name;
  }

  /** Of the names that values get which are inside of this node, and unlike any other node's. */
  public String prefix() {
    return outputs.stream().filter(output -> !output.isEmpty()).findFirst().orElse("") + " > ";
  }

  /** The operator, with its domain unless that is the standard one. */
  public String qualifiedOperator() {
    return isStandard(domain) ? operator : domain + "." + operator;
  }

  public static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }
}
