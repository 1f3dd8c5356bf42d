package org.plumbline.certificates.check;

import java.util.Optional;
import org.plumbline.network.model.Activation;

/**
 * How far a runtime's smooth functions may be from the true ones in binary32. IEEE 754 prescribes
 * quotients and square roots: one rounding. For the others nothing is prescribed, and this table is
 * taken for granted: it stands in {@code docs/soundness.md}, with what ONNX Runtime was measured to
 * do. A power is a chain of products, or the result of a function that is off by a unit at most.
 *
 * <p>What is not in the table is not known, and neither is any function that is only a part of what
 * an operator computes: there a runtime has its own formula ({@code Reading.unknownInFloat32}).
 */
final class Float32Functions {
  private static final double UNIT = 0x1p-24;

  /** What a root loses where a subnormal number was flushed to 0. */
  private static final double ROOT_OF_SUBNORMAL = 0x1p-62;

  private Float32Functions() {}

  /**
   * The result is {@code σ(x)·(1 + δ) + η} for {@code |δ| ≤ roundings·2⁻²⁴}, nearly, and {@code |η|
   * ≤ absolute}.
   */
  record Allowance(double roundings, double absolute) {}

  /** Empty for what is not known. */
  static Optional<Allowance> of(Activation sigma) {
    return switch (sigma.kind()) {
      case LEAKY_RELU, RECIPROCAL -> Optional.of(new Allowance(1, 0));
      case SQRT -> Optional.of(new Allowance(1, ROOT_OF_SUBNORMAL));
      case POWER -> Optional.of(new Allowance(sigma.first() + 1, 0));
      case EXP -> Optional.of(new Allowance(8, 0));
      case SIGMOID, TANH, ERF, SIN, COS, ATAN, LOG -> Optional.of(new Allowance(8, 16 * UNIT));
      default -> Optional.empty();
    };
  }
}
