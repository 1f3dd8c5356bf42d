package org.plumbline.network.onnx.lowering;

import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Constants as they stand in the model. */
public final class Constants {
  private Constants() {}

  public static Value.Constant of(OnnxTensor tensor) {
    if (tensor.type().isInteger()) {
      return new Value.Integers(tensor.shape(), tensor.type(), tensor.integers());
    }
    return new Value.Reals(
        tensor.shape(), tensor.type(), tensor.reals(), null, deviations(tensor.type(), tensor));
  }

  /** What is computed with other types than binary32 is not known there. */
  private static double[] deviations(ElementType type, OnnxTensor tensor) {
    return type == ElementType.FLOAT ? null : RealArithmetic.unknown(tensor.count());
  }
}
