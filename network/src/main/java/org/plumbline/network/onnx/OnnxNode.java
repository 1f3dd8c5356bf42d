package org.plumbline.network.onnx;

import java.util.List;
import java.util.Map;

/**
 * One operator call of a graph.
 *
 * @param inputs value names; an empty name is an input left out
 * @param attributes by name: Long, Double, String, long[], double[] or OnnxTensor
 */
public record OnnxNode(
    String operator,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Object> attributes) {}
