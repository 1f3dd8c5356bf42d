package org.plumbline.soundness.fuzz.reading;

import java.util.Arrays;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.soundness.fuzz.graph.Signature;

/** Tensors of the one reading as those of the other. */
final class Tensors {
  private Tensors() {}

  static ReferenceTensor real(Signature signature, double[] values) {
    long[] shape = Arrays.stream(signature.shape()).asLongStream().toArray();
    return ReferenceTensor.reals(type(signature.type()), Shape.of(shape), values);
  }

  private static ElementType type(org.plumbline.network.onnx.file.ElementType type) {
    return switch (type) {
      case FLOAT -> ElementType.FLOAT32;
      case DOUBLE -> ElementType.FLOAT64;
      default -> ElementType.valueOf(type.name());
    };
  }

  /** By absolute value; whole numbers as they are. */
  static ReferenceTensor absolute(ReferenceTensor tensor) {
    if (!tensor.isReal()) {
      return tensor;
    }
    double[] sizes = new double[tensor.size()];
    Arrays.setAll(sizes, i -> Math.abs(tensor.value(i)));
    return ReferenceTensor.reals(tensor.type(), tensor.shape(), sizes);
  }

  static OnnxTensor mapped(OnnxTensor tensor, double sign) {
    if (tensor.reals() == null) {
      return tensor;
    }
    double[] sizes = Arrays.stream(tensor.reals()).map(v -> sign * Math.abs(v)).toArray();
    return OnnxTensor.reals(tensor.name(), tensor.type(), tensor.shape(), sizes);
  }

  static boolean isFinite(ReferenceTensor tensor) {
    for (int i = 0; tensor.isReal() && i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.value(i))) {
        return false;
      }
    }
    return true;
  }

  static double greatest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** The greatest absolute value of a tensor of reals. */
  static double greatest(ReferenceTensor tensor) {
    double greatest = 0;
    for (int i = 0; i < tensor.size(); i++) {
      greatest = Math.max(greatest, Math.abs(tensor.value(i)));
    }
    return greatest;
  }
}
