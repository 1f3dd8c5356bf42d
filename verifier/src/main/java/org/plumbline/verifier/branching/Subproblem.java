package org.plumbline.verifier.branching;

/**
 * A part of one case that is still open: a sub-box of the inputs that vary, and the polyhedra that
 * may still be reached from it.
 *
 * @param unsafeSet which case, by its index
 * @param lower lower ends of the varying inputs
 * @param open indices of the polyhedra not yet refuted, ascending
 * @param margin the best lower bound known for the worst open polyhedron, at most 0; the search
 *     looks at the smallest first
 * @param share part of the volume of all inputs, for progress reports
 */
record Subproblem(
    int unsafeSet, double[] lower, double[] upper, int[] open, double margin, double share) {}
