package org.plumbline.soundness.fuzz;

import java.util.Optional;
import org.plumbline.soundness.fuzz.graph.Case;

/** Looks for what must not be in random models. */
public interface Fuzzer {
  /** What is wrong with the model of a seed, if anything is; not shrunk. */
  Optional<Finding> look(long seed);

  /** What is wrong with a case, if anything is. A case need not be a sound model. */
  Optional<Complaint> complaint(Case some);

  /** What was looked at, so that one sees what was not. */
  String summary();
}
