package org.plumbline.certificates.check;

import java.util.Arrays;

/**
 * Where a node stands in a proof.
 *
 * @param above the node that it is a child of, or null for the root
 * @param child its number among the children, from 0; 0 for the root
 * @param depth nodes above
 */
record NodePlace(NodePlace above, int child, int depth) {
  static final NodePlace ROOT = new NodePlace(null, 0, 0);

  NodePlace child(int number) {
    return new NodePlace(this, number, depth + 1);
  }

  /** The numbers of children on the way from the root. */
  int[] path() {
    int[] path = new int[depth];
    NodePlace place = this;
    for (int d = depth - 1; d >= 0; d--) {
      path[d] = place.child;
      place = place.above;
    }
    return path;
  }

  /** That a rule is broken here, in the proof of a case. */
  CheckEnd rejected(int part, String rule, String why) {
    String place = new CheckResult.Leaf(part, path()).toString();
    return new CheckEnd(new CheckResult.Rejected(place, rule, why));
  }

  /** {@code 0.1.1}: 0 is the root. */
  static String words(int[] path) {
    StringBuilder words = new StringBuilder("0");
    Arrays.stream(path).forEach(child -> words.append('.').append(child));
    return words.toString();
  }
}
