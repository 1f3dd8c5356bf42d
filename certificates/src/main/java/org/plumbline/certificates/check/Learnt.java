package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.certificates.proof.ProofNode;

/**
 * The conflicts that a node may use: those of the nodes above it, the root's first, and the first
 * few of the list that its own proof stands in.
 *
 * @param before those of nodes further above, or null
 * @param list of the nearest node above that learns
 * @param count of this list
 */
record Learnt(Learnt before, List<ProofNode.Conflict> list, int count) {
  static final Learnt NONE = new Learnt(null, List.of(), 0);

  /** How many there are. */
  int size() {
    return (before == null ? 0 : before.size()) + count;
  }

  /** The conflict of a number, or null if there is none. */
  ProofNode.Conflict get(int number) {
    int first = before == null ? 0 : before.size();
    if (number < first) {
      return before == null ? null : before.get(number);
    }
    return number - first < count ? list.get(number - first) : null;
  }
}
