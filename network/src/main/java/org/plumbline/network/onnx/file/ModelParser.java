package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.List;

/** Reads a model; calls of functions that it defines itself are replaced by their nodes. */
public final class ModelParser {
  private final String file;
  private final GraphParser graphs;

  /**
   * @param file name for messages
   */
  public ModelParser(String file, ExternalData external) {
    this.file = file;
    this.graphs = new GraphParser(new TensorParser(external));
  }

  public OnnxModel parse(WireReader in) {
    List<OnnxOpset> opsets = new ArrayList<>(2);
    MergedMessage graph = new MergedMessage();
    FunctionParser functions = new FunctionParser(graphs);
    for (int field = in.nextField(); field != 0; field = in.nextField()) {
      switch (field) {
        case 7 -> graph.add(in.message());
        case 8 -> opsets.add(opset(in.message()));
        case 25 -> functions.add(in.message());
        default -> in.skip();
      }
    }
    if (!graph.isPresent()) {
      throw in.error("it holds no graph");
    }
    OnnxGraph whole = graphs.graph(graph.reader());
    return new OnnxModel(file, opsets, new FunctionInliner(file, opsets, functions).inline(whole));
  }

  static OnnxOpset opset(WireReader in) {
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
}
