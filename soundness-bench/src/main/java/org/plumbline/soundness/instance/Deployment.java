package org.plumbline.soundness.instance;

import java.math.BigDecimal;

/**
 * What some runtime computes in binary32 at the point that it makes unsafe: one of the ways in
 * which a model may be deployed ({@code docs/soundness.md}), other than node by node in the order
 * of the file.
 *
 * @param outputs finite, exact
 * @param runtime how ONNX Runtime shows the same
 */
public record Deployment(BigDecimal[] outputs, Runtime runtime) {

  /** Settings of ONNX Runtime. */
  public enum Runtime {
    /** Without optimisation ({@code ORT_DISABLE_ALL}). */
    PLAIN,
    /** As it is by default ({@code ORT_ENABLE_ALL}). */
    OPTIMISED,
    /** With {@code session.set_denormal_as_zero}. */
    FLUSHING,
    /** Other runtimes and compilers do it. */
    NONE
  }
}
