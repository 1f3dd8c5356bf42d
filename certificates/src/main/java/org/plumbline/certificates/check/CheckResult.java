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

  /** What it proves is right, but some nodes it leaves unjustified. */
  record Incomplete(List<String> nodes) implements CheckResult {
    public Incomplete {
      nodes = List.copyOf(nodes);
    }
  }

  /** What was looked at. */
  record Counts(long nodes, long leaves) {}
}
