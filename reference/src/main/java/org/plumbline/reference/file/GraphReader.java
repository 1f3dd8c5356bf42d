package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;

/** Reads the graph of a model. Every value has one source: its name is given once. */
final class GraphReader {
  /** What stands for an attribute that refers to one of a call, or nothing where it is left out. */
  interface References {
    Optional<AttributeProto> resolve(AttributeProto reference);
  }

  /** Where no function is called. */
  static final References NO_CALL =
      reference -> {
        throw new ReferenceException(
            "the attribute " + reference.getName() + " refers to another one");
      };

  private final int opset;

  /** Whether it is a branch, whose outputs need not say what they are. */
  private final boolean isInside;

  private final References references;
  private final Set<String> defined;
  private final Map<String, TensorProto> initializers = new LinkedHashMap<>();

  /**
   * @param outer names of values that are known already
   */
  GraphReader(int opset, Set<String> outer, References references) {
    this.opset = opset;
    this.references = references;
    this.isInside = !outer.isEmpty();
    this.defined = new HashSet<>(outer);
  }

  int opset() {
    return opset;
  }

  Graph read(GraphProto graph) {
    return read(graph, List.of());
  }

  /**
   * @param wanted names of the outputs that are asked for; if there are none, all are
   */
  Graph read(GraphProto graph, List<String> wanted) {
    if (graph.getSparseInitializerCount() > 0) {
      throw new ReferenceException("sparse initializers are not supported");
    }
    for (TensorProto tensor : graph.getInitializerList()) {
      String name = define("an initializer", tensor.getNameBytes());
      initializers.put(name, tensor);
    }
    List<Declaration> inputs = inputs(graph);
    List<Node> nodes = nodes(graph.getNodeList());
    return new Graph(opset, inputs, outputs(graph, wanted), initializers, nodes);
  }

  List<Node> nodes(List<NodeProto> protos) {
    List<Node> nodes = new ArrayList<>();
    for (NodeProto node : protos) {
      nodes.add(node(nodes.size(), node));
    }
    return nodes;
  }

  private String define(String what, ByteString bytes) {
    String name = ModelReader.text("the name of " + what, bytes);
    if (name.isEmpty()) {
      throw new ReferenceException(what + " has no name");
    }
    if (!defined.add(name)) {
      throw new ReferenceException("the value \"" + name + "\" is given twice");
    }
    return name;
  }

  private List<Declaration> inputs(GraphProto graph) {
    List<Declaration> inputs = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      String name = ModelReader.text("the name of an input", input.getNameBytes());
      if (!named.add(name)) {
        throw new ReferenceException("the input \"" + name + "\" is declared twice");
      }
      if (!initializers.containsKey(name)) {
        define("an input", input.getNameBytes());
        inputs.add(declaration(name, input.getType()));
      }
    }
    return inputs;
  }

  private List<Declaration> outputs(GraphProto graph, List<String> wanted) {
    List<Declaration> outputs = new ArrayList<>();
    Set<String> missing = new LinkedHashSet<>(wanted);
    for (ValueInfoProto output : graph.getOutputList()) {
      String name = ModelReader.text("the name of an output", output.getNameBytes());
      if (!wanted.isEmpty() && !missing.remove(name)) {
        continue;
      }
      if (!defined.contains(name)) {
        throw new ReferenceException("nothing computes the output \"" + name + "\"");
      }
      outputs.add(
          isInside && !output.hasType()
              ? new Declaration(name, null, Optional.empty())
              : declaration(name, output.getType()));
    }
    if (outputs.isEmpty() || !missing.isEmpty()) {
      throw new ReferenceException("the graph has no output " + String.join(", ", missing));
    }
    return outputs;
  }

  private static Declaration declaration(String name, TypeProto type) {
    if (!type.hasTensorType()) {
      throw new ReferenceException("\"" + name + "\" is not declared as a tensor");
    }
    try {
      ElementType element = ElementType.ofCode(type.getTensorType().getElemType());
      return new Declaration(
          name,
          element,
          type.getTensorType().hasShape()
              ? Optional.of(dimensions(type.getTensorType().getShape()))
              : Optional.empty());
    } catch (ReferenceException e) {
      throw e.at("\"" + name + "\"");
    }
  }

  private static List<Dimension> dimensions(TensorShapeProto shape) {
    List<Dimension> dimensions = new ArrayList<>();
    for (TensorShapeProto.Dimension dimension : shape.getDimList()) {
      dimensions.add(
          dimension.hasDimValue()
              ? new Dimension(Math.max(-1, dimension.getDimValue()), "")
              : new Dimension(-1, ModelReader.text("a symbol", dimension.getDimParamBytes())));
    }
    return List.copyOf(dimensions);
  }

  private Node node(int index, NodeProto proto) {
    String place = "node " + index;
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < proto.getInputCount(); i++) {
      inputs.add(ModelReader.text(place + ": an input", proto.getInputBytes(i)));
    }
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < proto.getOutputCount(); i++) {
      ByteString output = proto.getOutputBytes(i);
      outputs.add(output.isEmpty() ? "" : define(place + ": an output", output));
    }
    Node node =
        new Node(
            index,
            ModelReader.text(place + ": its name", proto.getNameBytes()),
            ModelReader.domain(proto.getDomainBytes()),
            ModelReader.text(place + ": its operator", proto.getOpTypeBytes()),
            List.copyOf(inputs),
            List.copyOf(outputs),
            attributes(place, proto));
    if (!proto.getOverload().isEmpty()) {
      throw new ReferenceException(node.place() + ": overloads are not supported");
    }
    return node;
  }

  private Map<String, AttributeProto> attributes(String place, NodeProto proto) {
    Map<String, AttributeProto> attributes = new LinkedHashMap<>();
    for (AttributeProto attribute : proto.getAttributeList()) {
      String name = ModelReader.text(place + ": an attribute", attribute.getNameBytes());
      if (attributes.put(name, attribute) != null) {
        throw new ReferenceException(place + ": the attribute " + name + " is given twice");
      }
    }
    resolve(place, attributes);
    return attributes;
  }

  private void resolve(String place, Map<String, AttributeProto> attributes) {
    for (AttributeProto attribute : List.copyOf(attributes.values())) {
      if (!attribute.getRefAttrName().isEmpty()) {
        Optional<AttributeProto> value;
        try {
          value = references.resolve(attribute);
        } catch (ReferenceException e) {
          throw e.at(place);
        }
        if (value.isEmpty()) {
          attributes.remove(attribute.getName());
        } else if (value.get().getType() == attribute.getType()) {
          attributes.put(attribute.getName(), value.get());
        } else {
          throw new ReferenceException(
              place + ": the attribute " + attribute.getName() + " refers to one of another type");
        }
      }
    }
  }
}
