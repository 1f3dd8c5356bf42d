package org.plumbline.specs.replay;

import java.math.BigDecimal;
import org.plumbline.specs.property.Polyhedron;

/**
 * An input and what the network makes of it.
 *
 * @param point the exact input, inside the exact box
 * @param inputs the point in doubles; equal to it except where its box holds no double (an input
 *     fixed at 0.1)
 * @param outputs the network's outputs at the point, rounded to doubles
 * @param float32Outputs its outputs in binary32 arithmetic for the inputs rounded to binary32
 * @param classification how far the violation is established
 * @param margin the smallest slack of the polyhedron's inequalities, in their own units: exact and
 *     rounded, or a proven lower bound; infinite when there are none
 * @param violated the unsafe polyhedron that is reached
 * @param inFloat32 whether the binary32 outputs, too, lie in the polyhedron
 */
public record Counterexample(
    BigDecimal[] point,
    double[] inputs,
    double[] outputs,
    float[] float32Outputs,
    Classification classification,
    double margin,
    Polyhedron violated,
    boolean inFloat32) {

  /** From weak to strong. */
  public enum Classification {
    /** Misses the unsafe set by at most {@link CounterexampleChecker#TOLERANCE}: no violation. */
    WITHIN_TOLERANCE,
    /**
     * Unsafe as binary32 computes it, while real numbers do not show it: refutes the property of
     * the deployed network, no other. Outputs and margin are those of binary32.
     */
    FLOAT32_ONLY,
    /** On the boundary of the unsafe set, exactly; the boundary belongs to it. */
    TIE,
    /** Inside the unsafe set. */
    STRICT
  }

  /** Whether it refutes the property of the network of real numbers. */
  public boolean isViolation() {
    return classification == Classification.TIE || classification == Classification.STRICT;
  }
}
