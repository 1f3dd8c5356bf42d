package org.plumbline.specs.vnnlib;

import java.util.List;
import org.plumbline.specs.property.LinearInequality;

/** The rule of VNN-LIB 1.0: bounds are those that are written down. */
final class GivenBounds implements BoundRule {
  @Override
  public void narrow(InputBounds bounds, List<LinearInequality> relations) {}

  @Override
  public String missing(int input, InputBounds.End end) {
    return "input X_"
        + input
        + " has no "
        + end.word()
        + " bound; every input needs both, for example (assert ("
        + end.relation()
        + " X_"
        + input
        + " 1.0))";
  }
}
