package org.plumbline.specs.property;

import java.util.List;

/**
 * Violated when some x of the box reaches a point (x, N(x)) of some polyhedron.
 *
 * @param unsafe in the order of their source
 */
public record Case(DecimalBox inputs, List<Polyhedron> unsafe) {
  public Case {
    unsafe = List.copyOf(unsafe);
  }
}
