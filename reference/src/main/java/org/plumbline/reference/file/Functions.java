package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.reference.tensor.ReferenceException;

/** The functions that a model defines. Source: IR.md of ONNX, "Functions". */
public final class Functions {
  /** Of a model without any. */
  public static final Functions NONE = new Functions(Map.of());

  private final Map<String, FunctionProto> byName;

  private Functions(Map<String, FunctionProto> byName) {
    this.byName = byName;
  }

  static Functions of(ModelProto model) {
    Map<String, FunctionProto> byName = new HashMap<>();
    for (FunctionProto function : model.getFunctionsList()) {
      String name = ModelReader.text("a function", function.getNameBytes());
      String key = ModelReader.domain(function.getDomainBytes()) + "." + name;
      if (function.getOverload().isEmpty() && byName.put(key, function) != null) {
        throw new ReferenceException("the function " + key + " is defined twice");
      }
    }
    return new Functions(byName);
  }

  /** Whether a node calls a function. */
  public boolean has(Node node) {
    return byName.containsKey(node.domain() + "." + node.operator());
  }

  /**
   * What a call computes.
   *
   * @param opset that the nodes are written in
   * @param nodes those that the outputs depend on, in order
   */
  public record Body(int opset, List<String> inputs, List<String> outputs, List<Node> nodes) {}

  /**
   * The nodes of a function with the attributes of a call of it.
   *
   * @param opset of the caller, for functions that import none
   * @throws ReferenceException if call and function do not fit
   */
  public Body called(Node call, int opset) {
    FunctionProto function = byName.get(call.domain() + "." + call.operator());
    if (call.domain().isEmpty()) {
      throw new ReferenceException(
          "functions of the file that replace operators are not supported");
    }
    List<String> inputs = names(function.getInputList().asByteStringList());
    List<String> outputs = names(function.getOutputList().asByteStringList());
    if (call.inputs().size() > inputs.size() || call.outputs().size() > outputs.size()) {
      throw new ReferenceException("the function has fewer inputs or outputs than the call");
    }
    Map<String, AttributeProto> attributes = attributes(call, function);
    Set<String> formal = new LinkedHashSet<>(inputs);
    if (formal.size() != inputs.size()) {
      throw new ReferenceException("the function names two inputs alike");
    }
    GraphReader reader =
        new GraphReader(
            imported(function, opset),
            formal,
            reference -> Optional.ofNullable(attributes.get(reference.getRefAttrName())));
    List<Node> nodes = reader.nodes(function.getNodeList());
    List<String> wanted = outputs.subList(0, call.outputs().size());
    return new Body(reader.opset(), inputs, wanted, NodeOrder.of(nodes, formal, wanted));
  }

  private static List<String> names(List<ByteString> names) {
    return names.stream().map(name -> ModelReader.text("a name of a function", name)).toList();
  }

  /** The attributes of the call, and the function's own where it leaves them out. */
  private static Map<String, AttributeProto> attributes(Node call, FunctionProto function) {
    Map<String, AttributeProto> attributes = new HashMap<>();
    for (AttributeProto standard : function.getAttributeProtoList()) {
      attributes.put(standard.getName(), standard);
    }
    Set<String> allowed = new LinkedHashSet<>(attributes.keySet());
    allowed.addAll(function.getAttributeList());
    if (!allowed.containsAll(call.attributes().keySet())) {
      throw new ReferenceException(
          "the call has the attributes " + call.attributes().keySet() + ", allowed are " + allowed);
    }
    attributes.putAll(call.attributes());
    return attributes;
  }

  private static int imported(FunctionProto function, int otherwise) {
    long opset = otherwise;
    for (OperatorSetIdProto imported : function.getOpsetImportList()) {
      if (ModelReader.domain(imported.getDomainBytes()).isEmpty()) {
        opset = imported.getVersion();
      }
    }
    return ModelReader.supported(opset);
  }
}
