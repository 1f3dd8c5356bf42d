package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.network.model.Reading;

/**
 * That what the reader of the model took for granted is so on the whole box: the layers are the
 * model only where every {@link Reading.Range} holds. By induction over the layers it is enough
 * that bounds of the layers say so, derived from the box alone: neither from a premise, which is
 * about the layers, nor from what counterexamples satisfy.
 */
final class RangeRule {
  private final CheckedNetwork network;

  RangeRule(CheckedNetwork network) {
    this.network = network;
  }

  /** Whether nothing is taken for granted. */
  boolean isIdle() {
    return network.network().reading().ranges().isEmpty();
  }

  /**
   * @param bounds from the first derivation at the root
   * @throws CheckEnd if something is not known to be so
   */
  void check(NodeBounds bounds) {
    for (Reading.Range range : network.network().reading().ranges()) {
      boolean isNeeded = range.need() == Reading.Need.ALWAYS || network.isFloat32();
      for (int i = 0; isNeeded && i < bounds.size(range.layer()); i++) {
        double lower = bounds.lower(range.layer(), i);
        double upper = bounds.upper(range.layer(), i);
        if (!range.contains(lower, upper)) {
          throw incomplete(range + "; what is known is " + lower + " to " + upper);
        }
      }
    }
  }

  /** What a premise would make circular. */
  static CheckEnd underPremise() {
    return incomplete("what the model's integers are is not proved under a pattern");
  }

  private static CheckEnd incomplete(String why) {
    return new CheckEnd(new CheckResult.Incomplete(why, List.of()));
  }
}
