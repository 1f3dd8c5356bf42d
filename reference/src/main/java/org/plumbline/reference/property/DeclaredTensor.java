package org.plumbline.reference.property;

import java.util.List;

/**
 * A tensor that a property in VNN-LIB 2.0 declares.
 *
 * @param type as it is written, and {@code real} for {@code Real}
 * @param shape positive extents; none for a single number
 * @param onnxName of a hidden tensor: its name in the graph; else empty
 */
public record DeclaredTensor(String name, String type, List<Integer> shape, String onnxName) {
  public DeclaredTensor {
    shape = List.copyOf(shape);
  }

  /** The number of its elements. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Whether it is about real numbers, whatever the model's type is. */
  public boolean isReal() {
    return type.equals("real");
  }
}
