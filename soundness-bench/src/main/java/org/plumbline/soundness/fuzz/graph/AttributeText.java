package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.OnnxAttribute;

/** Attributes in words: records of arrays print addresses. */
final class AttributeText {
  private AttributeText() {}

  static String of(OnnxAttribute value) {
    if (value instanceof OnnxAttribute.Int integer) {
      return Long.toString(integer.value());
    } else if (value instanceof OnnxAttribute.Real real) {
      return Float.toString(real.value());
    } else if (value instanceof OnnxAttribute.Text text) {
      return text.value();
    } else if (value instanceof OnnxAttribute.Ints integers) {
      return Arrays.toString(integers.values());
    } else if (value instanceof OnnxAttribute.Reals reals) {
      return Arrays.toString(reals.values());
    } else if (value instanceof OnnxAttribute.Tensor tensor) {
      return tensor.value().type()
          + Arrays.toString(tensor.value().shape())
          + (tensor.value().reals() == null
              ? Arrays.toString(tensor.value().integers())
              : Arrays.toString(tensor.value().reals()));
    }
    return value.toString();
  }
}
