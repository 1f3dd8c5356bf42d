package org.plumbline.verifier.branching.space;

import org.plumbline.verifier.proof.Trace;

/**
 * A part of one case that is still open: a sub-box of the inputs that vary, splits of neurons, and
 * the polyhedra that may still be reached from it.
 *
 * @param unsafeSet which case, by its index
 * @param lower lower ends of the varying inputs
 * @param open indices of the polyhedra not yet refuted, ascending
 * @param splits of neurons, or null
 * @param clipped bounds of neurons that were narrowed on the way, or null
 * @param warm from the parent, or null
 * @param margin the best lower bound known for the worst open polyhedron, at most 0; the search
 *     looks at the smallest first
 * @param share part of the whole question, for progress reports
 * @param trace what the proof will hold of it
 */
public record Subproblem(
    int unsafeSet,
    double[] lower,
    double[] upper,
    int[] open,
    Splits splits,
    Clipped clipped,
    WarmStart warm,
    double margin,
    double share,
    Trace trace) {
  /** Of the record, its place in a queue, its arrays, and the split that is its own. */
  private static final int OBJECT_BYTES = 400;

  private static final int CLIPPED_BYTES = 24;

  /**
   * Bytes that it takes by itself, roughly. Its trace is left out, which {@link
   * org.plumbline.verifier.proof.TraceMemory} counts; so are the splits above its own. What it
   * shares with its siblings counts for each.
   */
  public long bytes() {
    long numbers = (long) lower.length + upper.length;
    long starts = warm == null ? 0 : warm.slopes().length + 4L * warm.multipliers().length;
    long narrowed = clipped == null ? 0 : clipped.layer().length;
    return OBJECT_BYTES + 8 * numbers + 4L * open.length + starts + CLIPPED_BYTES * narrowed;
  }

  /** The same splits of neurons in a smaller box, and polyhedra of these. */
  public Subproblem within(
      double[] low, double[] high, int[] polyhedra, double newMargin, double part, Trace newTrace) {
    return new Subproblem(
        unsafeSet, low, high, polyhedra, splits, clipped, warm, newMargin, part, newTrace);
  }

  /** The same with another start of its optimisation. */
  public Subproblem startingAt(WarmStart start) {
    return new Subproblem(
        unsafeSet, lower, upper, open, splits, clipped, start, margin, share, trace);
  }
}
