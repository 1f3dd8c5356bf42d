package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.List;

/** Reads the messages of a model, its graph and the types of its inputs and outputs. */
public final class ModelParser {
  private final String file;
  private final TensorParser tensors;
  private final NodeParser nodes;

  /**
   * @param file name for messages
   */
  public ModelParser(String file, ExternalData external) {
    this.file = file;
    this.tensors = new TensorParser(external);
    this.nodes = new NodeParser(tensors);
  }

  public OnnxModel parse(WireReader in) {
    List<OnnxOpset> opsets = new ArrayList<>(2);
    MergedMessage graph = new MergedMessage();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 7 -> graph.add(in.message());
        case 8 -> opsets.add(opset(in.message()));
        case 25 -> requireForeign(in.message());
        default -> in.skip();
      }
    }
    if (!graph.isPresent()) {
      throw in.error("it holds no graph");
    }
    return new OnnxModel(file, opsets, graph(graph.reader()));
  }

  /** A function of the model may not stand in for a standard operator; others are never called. */
  private static void requireForeign(WireReader in) {
    String name = "";
    String domain = "";
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 10 -> domain = in.string();
        default -> in.skip();
      }
    }
    if (OnnxNode.isStandard(domain)) {
      throw in.refusal("the model redefines the operator " + name + ", which is not supported");
    }
  }

  private static OnnxOpset opset(WireReader in) {
    String domain = "";
    long version = 0;
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> domain = in.string();
        case 2 -> version = in.varint();
        default -> in.skip();
      }
    }
    return new OnnxOpset(domain, version);
  }

  private OnnxGraph graph(WireReader in) {
    String name = "";
    List<OnnxNode> calls = new ArrayList<>();
    List<OnnxTensor> initialisers = new ArrayList<>();
    List<OnnxValueInfo> inputs = new ArrayList<>();
    List<OnnxValueInfo> outputs = new ArrayList<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> calls.add(nodes.parse(in.message()));
        case 2 -> name = in.string();
        case 5 -> initialisers.add(tensors.parse(in.message(), ""));
        case 11 -> inputs.add(valueInfo(in.message()));
        case 12 -> outputs.add(valueInfo(in.message()));
        case 15 -> throw in.refusal("the graph has sparse initialisers, which are not supported");
        default -> in.skip();
      }
    }
    return new OnnxGraph(name, calls, initialisers, inputs, outputs);
  }

  private static OnnxValueInfo valueInfo(WireReader in) {
    String name = "";
    MergedMessage type = new MergedMessage();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> name = in.string();
        case 2 -> type.add(in.message());
        default -> in.skip();
      }
    }
    return type.isPresent()
        ? valueInfo(name, type.reader())
        : new OnnxValueInfo(name, ElementType.UNDEFINED, List.of());
  }

  /** The last kind of type that is set counts; those that are no tensors have no elements. */
  private static OnnxValueInfo valueInfo(String name, WireReader in) {
    MergedMessage tensor = new MergedMessage();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> tensor.add(in.message());
        case 4, 5, 7, 8, 9 -> {
          tensor.clear();
          in.skip();
        }
        default -> in.skip();
      }
    }
    return tensor.isPresent()
        ? tensor(name, tensor.reader())
        : new OnnxValueInfo(name, ElementType.UNDEFINED, List.of());
  }

  private static OnnxValueInfo tensor(String name, WireReader in) {
    ElementType element = ElementType.UNDEFINED;
    List<OnnxDimension> shape = new ArrayList<>();
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> element = ElementType.of(in.varint32());
        case 2 -> shape(in.message(), shape);
        default -> in.skip();
      }
    }
    return new OnnxValueInfo(name, element, shape);
  }

  private static void shape(WireReader in, List<OnnxDimension> to) {
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      if (field == 1) {
        to.add(dimension(in.message()));
      } else {
        in.skip();
      }
    }
  }

  /** Either a number or a name: the one that stands last. */
  private static OnnxDimension dimension(WireReader in) {
    long extent = 0;
    String symbol = "";
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 1 -> {
          extent = in.varint();
          symbol = "";
        }
        case 2 -> {
          symbol = in.string();
          extent = 0;
        }
        default -> in.skip();
      }
    }
    return new OnnxDimension(extent, symbol);
  }
}
