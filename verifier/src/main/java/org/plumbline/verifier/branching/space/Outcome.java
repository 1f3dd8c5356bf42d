package org.plumbline.verifier.branching.space;

import java.util.List;

/**
 * What one look at a subproblem found.
 *
 * @param children what is still open of it; empty: it is proved
 * @param candidate an input whose outputs lie in an open polyhedron as far as doubles can tell, or
 *     null
 * @param stuck the subproblem is open but too small to be split: the search cannot prove it
 */
public record Outcome(List<Subproblem> children, double[] candidate, boolean stuck) {
  public static final Outcome PROVED = new Outcome(List.of(), null, false);
}
