package org.plumbline.suite;

/** What kinds of questions a suite asks; each is a key of the file. */
public enum QuestionKind {
  /** Whether the class stays the same near inputs. */
  ROBUSTNESS("robustness"),
  /** Properties in VNN-LIB. */
  PROPERTIES("properties"),
  /** How far an input may move at least. */
  RADIUS("radius"),
  /** Whether all inputs that follow a pattern of neurons keep a class. */
  PATTERN("pattern"),
  /** Layer by layer search with a grid of manipulations. */
  DLV("dlv"),
  /** A search for counterexamples within a number of queries; it proves nothing. */
  FALSIFY("falsify"),
  /** How far two networks may be apart. */
  COMPARE("compare"),
  /** A domain of named inputs, cut into cells. */
  DOMAIN("domain");

  private final String key;

  QuestionKind(String key) {
    this.key = key;
  }

  /** How the suite file calls it. */
  public String key() {
    return key;
  }
}
