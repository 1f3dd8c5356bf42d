package org.plumbline.soundness.fuzz.graph;

import org.plumbline.network.onnx.file.ElementType;

/**
 * A value of a graph in the making.
 *
 * @param isConstant whether it does not depend on the input
 */
record Operand(String name, Signature signature, boolean isConstant) {
  ElementType type() {
    return signature.type();
  }

  int[] shape() {
    return signature.shape();
  }

  int rank() {
    return signature.rank();
  }

  int extent(int axis) {
    return signature.extent(axis);
  }

  int count() {
    return signature.count();
  }
}
