package org.plumbline.certificates.check;

import java.util.List;

/** What the checker says of a certificate. */
public sealed interface CheckResult {

  /** It is a proof. */
  record Accepted(Counts counts) implements CheckResult {}

  /**
   * It is no proof.
   *
   * @param where the node, like {@code case 0, node 0.1.1}
   * @param rule the rule that it breaks
   */
  record Rejected(String where, String rule, String why) implements CheckResult {}

  /**
   * What it proves is right, but it does not prove all.
   *
   * @param why in words
   * @param leaves that are open, if that is why
   */
  record Incomplete(String why, List<Leaf> leaves) implements CheckResult {
    public Incomplete {
      leaves = List.copyOf(leaves);
    }
  }

  /**
   * A leaf of the proof of a case.
   *
   * @param path from 0, the root, by the numbers of children: {@code 0.1.1}
   */
  record Leaf(int number, String path) {
    @Override
    public String toString() {
      return "case " + number + ", node " + path;
    }
  }

  /** What was looked at. */
  record Counts(long nodes, long leaves) {}
}
