package org.plumbline.soundness.analytic.family;

import java.util.SplittableRandom;

/** One kind of difficulty, and questions that pose it. */
public interface Family {
  /** Lower case, as it stands in names of files. */
  String name();

  void fill(Sheet sheet, SplittableRandom random);
}
