package org.plumbline.api;

import java.util.function.Supplier;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;

/** Passes exceptions of the modules below on as those of the front door. */
final class Refusals {
  private Refusals() {}

  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (ParseException | UnsupportedOperatorException e) {
      throw new UnreadableInputException(e.getMessage(), e);
    } catch (org.plumbline.verifier.certified.ReadingsDifferException e) {
      throw new ReadingsDifferException(e.getMessage(), e);
    }
  }
}
