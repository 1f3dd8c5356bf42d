package org.plumbline.verifier.branching.space;

import java.util.List;

/**
 * What one look at a subproblem found.
 *
 * @param children what is still open of it; empty: it is proved
 * @param candidate an input whose outputs lie in an open polyhedron as far as doubles can tell, or
 *     null
 * @param end present where the subproblem is open and has no children: the search cannot prove it;
 *     else null
 */
public record Outcome(List<Subproblem> children, double[] candidate, OpenEnd end) {
  public static final Outcome PROVED = new Outcome(List.of(), null, null);

  /**
   * Why a subproblem cannot be proved.
   *
   * @param miss what its bound misses by; infinite where there is none
   * @param undefined what the network is asked for that is not defined, in words, or null
   */
  public record OpenEnd(double miss, String undefined) {}

  /** What is still open, which may be nothing. */
  public static Outcome of(List<Subproblem> children, double[] candidate) {
    return new Outcome(children, candidate, null);
  }

  /** Too small to be split. */
  public static Outcome stuck(double[] candidate, double miss) {
    return new Outcome(List.of(), candidate, new OpenEnd(miss, null));
  }

  /** The network has no outputs there. */
  public static Outcome undefined(double[] candidate, String what) {
    return new Outcome(List.of(), candidate, new OpenEnd(Double.POSITIVE_INFINITY, what));
  }
}
