package org.plumbline.falsifier.trial;

/** Ends a search from within; {@link Trial#run} turns it into the search's {@link Ending}. */
final class SearchEndedException extends RuntimeException {
  private final transient Ending ending;

  SearchEndedException(Ending ending) {
    super(ending.toString(), null, false, false);
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
