package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.file.OnnxNode;

/** What to do about an operator that is not known. */
final class WayOut {
  private WayOut() {}

  static String of(OnnxNode node) {
    String known = "it is none that is read (docs/reference/onnx.md)";
    if (node.domain().startsWith("com.microsoft")) {
      return known + ". ONNX Runtime's optimiser wrote it: verify the model as it was exported";
    } else if (!node.domain().isEmpty() && !node.domain().startsWith("ai.onnx")) {
      return known + ", and none of ONNX. Export the model with standard operators only";
    }
    return switch (node.operator()) {
      case "Loop", "Scan", "SequenceMap" ->
          known + ". Export the model with its loops unrolled, such as by torch.jit.trace";
      case "NonMaxSuppression", "NonZero", "Unique" ->
          known
              + ". The size of its result depends on the input: export the model without what comes"
              + " after the network";
      case "RandomNormal", "RandomUniform", "RandomNormalLike", "RandomUniformLike", "Bernoulli" ->
          known + ". It is random: export the model for inference, such as after model.eval()";
      default -> known;
    };
  }
}
