package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Numbers that are not negative. */
final class PositiveNumbers {
  private PositiveNumbers() {}

  /** One number above 0. */
  static OnnxTensor positive(Sketch s, ElementType type) {
    double value = Math.abs(s.numbers.real(type));
    return OnnxTensor.reals(s.nextConstant(), type, new int[0], value == 0 ? 0.5 : value);
  }

  /** So many numbers. */
  static OnnxTensor variances(Sketch s, ElementType type, int channels) {
    OnnxTensor some = s.numbers.tensor(s.nextConstant(), Signature.of(type, channels));
    double[] sizes = Arrays.stream(some.reals()).map(Math::abs).toArray();
    return OnnxTensor.reals(some.name(), type, some.shape(), sizes);
  }
}
