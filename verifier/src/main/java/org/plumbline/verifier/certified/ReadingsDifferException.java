package org.plumbline.verifier.certified;

/** Two readings of the same files differ: a bug in one of them, and no answer can be trusted. */
public final class ReadingsDifferException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Comparison.Differs difference;

  public ReadingsDifferException(Comparison.Differs difference) {
    super(
        "two readings of the files differ at "
            + difference.where()
            + ": the network that was searched has "
            + difference.first()
            + ", a second reading of the file "
            + difference.second()
            + ". This is a bug in Plumbline; nothing is certified. Please report it with the files.");
    this.difference = difference;
  }

  /** What differs. */
  Comparison.Differs difference() {
    return difference;
  }
}
