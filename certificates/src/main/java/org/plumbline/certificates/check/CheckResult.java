package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the checker says of a certificate. */
public sealed interface CheckResult {
  /** What it says in words, in lower case and without a full stop. */
  String words();

  /** It is a proof. */
  record Accepted(Counts counts) implements CheckResult {
    @Override
    public String words() {
      return String.format(
          Locale.ROOT,
          "the certificate is a proof: %,d nodes, %,d leaves",
          counts.nodes(),
          counts.leaves());
    }
  }

  /**
   * It is no proof.
   *
   * @param where the node, like {@code case 0, node 0.1.1}
   * @param rule the rule that it breaks
   */
  record Rejected(String where, String rule, String why) implements CheckResult {
    @Override
    public String words() {
      return "the certificate is no proof: " + where + ", rule \"" + rule + "\": " + why;
    }
  }

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

    @Override
    public String words() {
      return leaves.isEmpty()
          ? why
          : "the certificate does not prove all: " + why + ", first " + leaves.get(0);
    }
  }

  /**
   * A leaf of the proof of a case.
   *
   * @param path the numbers of children on the way from the root
   */
  record Leaf(int number, int[] path) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Leaf leaf && leaf.number == number && Arrays.equals(leaf.path, path);
    }

    @Override
    public int hashCode() {
      return 31 * number + Arrays.hashCode(path);
    }

    @Override
    public String toString() {
      return "case " + number + ", node " + NodePlace.words(path);
    }
  }

  /** What was looked at. */
  record Counts(long nodes, long leaves) {}
}
