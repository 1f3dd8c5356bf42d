package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model's graph as it stands in the file.
 *
 * @param inputs declared inputs; older files list their initialisers here too
 */
public record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    List<OnnxTensor> initialisers,
    List<OnnxValueInfo> inputs,
    List<OnnxValueInfo> outputs) {
  public OnnxGraph {
    nodes = List.copyOf(nodes);
    initialisers = List.copyOf(initialisers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The inputs that a caller must give: those without an initialiser. */
  public List<OnnxValueInfo> realInputs() {
    Set<String> known = new HashSet<>();
    for (OnnxTensor tensor : initialisers) {
      known.add(tensor.name());
    }
    List<OnnxValueInfo> real = new ArrayList<>();
    for (OnnxValueInfo input : inputs) {
      if (!known.contains(input.name())) {
        real.add(input);
      }
    }
    return real;
  }
}
