package org.plumbline.verifier.branching.space;

import java.util.List;

/** Looks at subproblems; owned by one thread. */
public interface Evaluator {
  /** One outcome per subproblem, in order. */
  List<Outcome> evaluate(List<Subproblem> batch);
}
