package org.plumbline.specs.vnnlib;

import java.util.List;
import org.plumbline.specs.property.LinearInequality;

/** What a language makes of bounds of inputs. */
public interface BoundRule {
  /**
   * Narrows bounds by what relations between inputs imply. No point goes that satisfies both.
   *
   * @param relations inequalities over inputs alone
   */
  void narrow(InputBounds bounds, List<LinearInequality> relations);

  /** What to say of an input without an end. */
  String missing(int input, InputBounds.End end);
}
