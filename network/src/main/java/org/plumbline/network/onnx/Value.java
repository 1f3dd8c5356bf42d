package org.plumbline.network.onnx;

/** What an ONNX value name stands for during lowering. */
sealed interface Value {
  int[] shape();

  default int rank() {
    return shape().length;
  }

  default int count() {
    return OnnxTensor.count(shape());
  }

  /** Known now. */
  record Constant(OnnxTensor tensor) implements Value {
    @Override
    public int[] shape() {
      return tensor.shape();
    }

    double[] values() {
      return tensor.values();
    }
  }

  /** Computed by a layer, whose neurons are the tensor's elements in row-major order. */
  record Variable(int layer, int[] shape) implements Value {}
}
