package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;

/**
 * What a file says, before anything of it is evaluated.
 *
 * @param opset the version of ONNX's own operator set
 * @param inputs those without an initialiser
 * @param initializers by name
 * @param nodes in the order of the file
 */
public record Graph(
    int opset,
    List<Declaration> inputs,
    List<Declaration> outputs,
    Map<String, TensorProto> initializers,
    List<Node> nodes) {}
