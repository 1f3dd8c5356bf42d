package org.plumbline.network.onnx;

import java.util.List;
import java.util.Map;

/**
 * A model's graph as it stands in the file.
 *
 * @param inputs real inputs, initialisers excluded; shape entries below 1 are symbolic
 */
public record OnnxGraph(
    String file,
    long opset,
    List<OnnxNode> nodes,
    Map<String, OnnxTensor> initialisers,
    Map<String, int[]> inputs,
    List<String> outputs) {}
