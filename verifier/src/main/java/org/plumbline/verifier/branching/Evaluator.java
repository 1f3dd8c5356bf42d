package org.plumbline.verifier.branching;

import java.util.List;

/** Looks at subproblems; owned by one thread. */
interface Evaluator {
  /** One outcome per subproblem, in order. */
  List<Outcome> evaluate(List<Subproblem> batch);
}
