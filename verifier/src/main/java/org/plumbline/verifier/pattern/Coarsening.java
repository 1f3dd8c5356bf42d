package org.plumbline.verifier.pattern;

import java.util.BitSet;

/**
 * Coarsen: drops one literal after the other and leaves out those without which the question is
 * still proved (Geng et al., <em>Learning Minimal Neural Specifications</em>, 2024). Literals are
 * dropped by halves first (Junker, <em>QuickXplain</em>, AAAI 2004): where few of n are needed,
 * that asks of the order of their number times log n questions. What remains is minimal by
 * inclusion, as far as the decider reaches: no single literal can be dropped.
 */
public final class Coarsening {
  private final Decider decider;

  /**
   * @param decider answers as if it were monotone, see {@link MonotoneVerdicts}
   */
  public Coarsening(Decider decider) {
    this.decider = decider;
  }

  /** A minimal part of literals under which the question is proved. */
  public BitSet of(BitSet proved) {
    int[] order = proved.stream().toArray();
    return dropped(proved, order, 0, order.length);
  }

  /** The literals without those of {@code order[from … end)} that are not needed. */
  private BitSet dropped(BitSet proved, int[] order, int from, int end) {
    if (from == end) {
      return proved;
    }
    BitSet without = (BitSet) proved.clone();
    for (int k = from; k < end; k++) {
      without.clear(order[k]);
    }
    if (decider.ask(without).isProved()) {
      return without;
    } else if (end - from == 1) {
      return proved;
    }
    int middle = (from + end) >>> 1;
    return dropped(dropped(proved, order, from, middle), order, middle, end);
  }
}
