package org.plumbline.verifier.dlv;

import java.math.BigInteger;
import java.util.Optional;
import org.plumbline.specs.replay.Counterexample;

/**
 * How much of a region is proved, cell by cell of its grid.
 *
 * @param cells in all
 * @param byBounds cells proved by bounds, alone or in blocks
 * @param byVerifier cells proved by the complete verifier
 * @param boxes whose bounds were asked for
 * @param violation an input inside a cell that loses the class
 */
public record Certification(
    BigInteger cells,
    BigInteger byBounds,
    long byVerifier,
    long boxes,
    Optional<Counterexample> violation) {

  /** Whether every cell is, so that the class is kept on the whole region. */
  public boolean isProved() {
    return violation.isEmpty() && byBounds.add(BigInteger.valueOf(byVerifier)).equals(cells);
  }
}
