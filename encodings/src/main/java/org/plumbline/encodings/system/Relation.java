package org.plumbline.encodings.system;

/** How the two sides of a constraint compare. */
public enum Relation {
  AT_MOST("<="),
  /** Solvers of linear programs, which know no strict order, take it for {@link #AT_MOST}. */
  LESS("<"),
  EQUAL("=");

  private final String symbol;

  Relation(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written. */
  public String symbol() {
    return symbol;
  }
}
