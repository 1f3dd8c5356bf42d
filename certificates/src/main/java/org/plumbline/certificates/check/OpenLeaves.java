package org.plumbline.certificates.check;

import java.util.Optional;

/** Says what becomes of leaves that a check finds open. Several threads call it at a time. */
@FunctionalInterface
public interface OpenLeaves {
  /** They stay open. */
  OpenLeaves STAY = (leaf, lower, upper) -> Optional.empty();

  /**
   * Where a leaf is to be halved. The check goes on as if the proof had both halves, each a leaf
   * with the steps of the whole; any place is sound.
   *
   * @param lower ends of the inputs, as far as the check knows them there, to be read only
   * @param upper the other ends
   * @return empty if the leaf is to stay open
   */
  Optional<Cut> cut(CheckResult.Leaf leaf, double[] lower, double[] upper);

  /** One half has an input at most at a point, the other at least. */
  record Cut(int input, double point) {}
}
