package org.plumbline.specs.vnnlib2;

/** That a network is another one, or has the other one's graph. */
public record Equivalence(Kind kind, String network) {
  /** How alike they are. */
  public enum Kind {
    /** The same file: the same function. */
    EQUAL("equal-to"),
    /** The same graph with other weights, maybe of other types. */
    ISOMORPHIC("isomorphic-to");

    private final String keyword;

    Kind(String keyword) {
      this.keyword = keyword;
    }

    /** {@code equal-to}. */
    public String keyword() {
      return keyword;
    }
  }
}
