package org.plumbline.reference.file;

import java.util.List;
import java.util.Optional;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Shape;

/**
 * A declared input or output.
 *
 * @param type null for an output of a branch that does not say it
 * @param shape its dimensions, or empty if the file declares no shape
 */
public record Declaration(String name, ElementType type, Optional<List<Dimension>> shape) {
  /** Whether a tensor of this type and shape is one of those declared; open dimensions take all. */
  public boolean allows(ElementType otherType, Shape other) {
    if (type != null && otherType != type
        || shape.isPresent() && shape.get().size() != other.rank()) {
      return false;
    }
    for (int i = 0; shape.isPresent() && i < other.rank(); i++) {
      Dimension dimension = shape.get().get(i);
      if (!dimension.isOpen() && dimension.size() != other.dim(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return name + ": " + type + shape.map(Object::toString).orElse(" of any shape");
  }
}
