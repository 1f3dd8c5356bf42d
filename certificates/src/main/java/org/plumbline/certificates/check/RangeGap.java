package org.plumbline.certificates.check;

import java.util.Optional;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.query.Query;

/**
 * Whether intervals alone show that what the reader took for granted is so, where a proof without a
 * certificate has to do.
 */
public final class RangeGap {
  private RangeGap() {}

  /** What is not known to be so, in words. */
  public static Optional<String> of(Query query) {
    if (query.network().reading().ranges().isEmpty()) {
      return Optional.empty();
    }
    try {
      CheckedNetwork network = new CheckedNetwork(query.network());
      IntervalRule intervals = new IntervalRule(network);
      for (Box box : query.boxes()) {
        NodeBounds bounds = new NodeBounds(network.network());
        for (int j = 0; j < box.size(); j++) {
          bounds.raise(0, j, box.lower()[j]);
          bounds.reduce(0, j, box.upper()[j]);
        }
        for (int k = 1; k < network.depth(); k++) {
          intervals.apply(k, bounds);
        }
        new RangeRule(network).check(bounds);
      }
      return Optional.empty();
    } catch (CheckEnd e) {
      return Optional.of(((CheckResult.Incomplete) e.result()).why());
    }
  }
}
