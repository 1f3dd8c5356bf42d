package org.plumbline.network.onnx.file;

import java.util.List;
import java.util.Map;

/**
 * A function that a model defines for itself.
 *
 * @param attributes those that a call may have
 * @param defaults of attributes that a call may leave out
 * @param opsets that its nodes are written in
 */
record OnnxFunction(
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    List<String> attributes,
    Map<String, OnnxAttribute> defaults,
    List<OnnxNode> nodes,
    List<OnnxOpset> opsets) {
  String qualifiedName() {
    return domain + "." + name;
  }

  boolean allows(String attribute) {
    return attributes.contains(attribute) || defaults.containsKey(attribute);
  }
}
