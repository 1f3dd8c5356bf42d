package org.plumbline.network.onnx.operators;

import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that stand for many others at once, by name. */
final class CompositeOperators {
  static final String NAMES =
      "Attention, RotaryEmbedding, NegativeLogLikelihoodLoss, SoftmaxCrossEntropyLoss, LpPool,"
          + " Hardmax, SwiGLU";

  private CompositeOperators() {}

  /** The values of a node's outputs, or null if its operator is not among them. */
  static Value[] values(String name, Call call) {
    return switch (name) {
      case "Attention" -> AttentionLowering.attention(call);
      case "SoftmaxCrossEntropyLoss" -> LossLowering.crossEntropy(call);
      case "NegativeLogLikelihoodLoss" -> new Value[] {LossLowering.negativeLogLikelihood(call)};
      case "RotaryEmbedding" -> new Value[] {RotaryLowering.rotary(call)};
      case "SwiGLU" -> new Value[] {SmoothLowering.swiGlu(call)};
      case "LpPool" -> new Value[] {PoolLowering.normPool(call)};
      case "Hardmax" -> new Value[] {ArgMaxLowering.hardmax(call)};
      default -> null;
    };
  }
}
