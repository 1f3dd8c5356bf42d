package org.plumbline.verifier.conflicts;

import org.plumbline.certificates.proof.Step;

/**
 * {@code Σ coefficients · inputs ≤ limit}, which every counterexample satisfies.
 *
 * @param inputs indices, each once
 * @param hint by which a checker narrows inputs with it
 */
record LinearRow(int[] inputs, double[] coefficients, double limit, Step.Hint hint) {}
