package org.plumbline.network.onnx.file;

import java.util.List;

/**
 * A model as it stands in a file.
 *
 * @param file name for messages
 * @param opsets the operator sets it imports
 */
public record OnnxModel(String file, List<OnnxOpset> opsets, OnnxGraph graph) {
  public OnnxModel {
    opsets = List.copyOf(opsets);
  }

  /** A model over the standard operators only. */
  public static OnnxModel of(String file, long opset, OnnxGraph graph) {
    return new OnnxModel(file, List.of(new OnnxOpset("", opset)), graph);
  }

  /** Version of the standard operators; 0 if the model does not import them. */
  public long standardOpset() {
    long version = 0;
    for (OnnxOpset opset : opsets) {
      if (OnnxNode.isStandard(opset.domain())) {
        version = Math.max(version, opset.version());
      }
    }
    return version;
  }
}
