package org.plumbline.specs.vnnlib2;

import java.util.List;
import java.util.Optional;

/**
 * A declared tensor.
 *
 * @param shape positive extents; none for a scalar; their product fits a long
 * @param onnxName of a hidden tensor: its name in the model's graph
 */
public record VariableDeclaration(
    String name,
    ElementType type,
    List<Integer> shape,
    Role role,
    Optional<String> onnxName,
    Position position) {
  public VariableDeclaration {
    shape = List.copyOf(shape);
    if (onnxName.isPresent() != (role == Role.HIDDEN)) {
      throw new IllegalArgumentException("a name in the graph belongs to a hidden tensor: " + name);
    }
  }

  /** Number of elements. */
  public long size() {
    long size = 1;
    for (int extent : shape) {
      size = Math.multiplyExact(size, (long) extent);
    }
    return size;
  }

  /** {@code [1,3]}; {@code []} for a scalar. */
  public String shapeText() {
    return shape.toString().replace(" ", "");
  }

  /** As an expression names it: {@code X[0,2]}, and {@code X} for a scalar. */
  public String elementText(long index) {
    if (shape.isEmpty()) {
      return name;
    }
    Long[] at = new Long[shape.size()];
    long rest = index;
    for (int d = at.length - 1; d >= 0; d--) {
      at[d] = rest % shape.get(d);
      rest /= shape.get(d);
    }
    return name + List.of(at).toString().replace(" ", "");
  }
}
