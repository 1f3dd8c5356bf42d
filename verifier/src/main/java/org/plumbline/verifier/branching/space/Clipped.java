package org.plumbline.verifier.branching.space;

/**
 * Bounds of neurons that were narrowed for a subproblem, shared by all subproblems below.
 *
 * @param before narrowed further up, or null
 */
public record Clipped(Clipped before, int[] layer, int[] neuron, double[] low, double[] high) {}
