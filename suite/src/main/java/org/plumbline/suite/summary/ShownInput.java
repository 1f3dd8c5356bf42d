package org.plumbline.suite.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.StoredFile;
import org.plumbline.suite.SuiteAnswer;

/**
 * A counterexample out of the store, or why it cannot be shown.
 *
 * @param trouble empty where it was read
 */
public record ShownInput(Optional<StoredCounterexample> stored, String trouble) {
  private static final long MOST_BYTES = 1L << 28;

  /** Of an answer; empty where it has no counterexample. */
  public static Optional<ShownInput> of(SuiteAnswer answer) {
    return answer.evidence().counterexample().map(ShownInput::read);
  }

  private static ShownInput read(StoredFile file) {
    try {
      if (Files.size(file.path()) > MOST_BYTES) {
        throw new IOException("it is larger than " + MOST_BYTES + " bytes");
      }
      StoredCounterexample read = StoredCounterexample.of(Files.readAllBytes(file.path()));
      return new ShownInput(Optional.of(read), "");
    } catch (IOException e) {
      return new ShownInput(
          Optional.empty(), "The counterexample cannot be read: " + file.path() + ": " + e);
    }
  }

  /** In one line. */
  public String words() {
    return stored.map(ShownInput::words).orElse(trouble);
  }

  private static String words(StoredCounterexample stored) {
    String reached =
        "Reached: "
            + stored.counterexample().reached()
            + ", "
            + Words.standing(stored.counterexample().standing())
            + ", with a margin of "
            + Words.number(stored.counterexample().margin())
            + ".";
    List<Double> point = stored.counterexample().inputs();
    if (point.size() != stored.original().size()) {
      return reached;
    }
    int changed = 0;
    int most = 0;
    for (int i = 0; i < point.size(); i++) {
      changed += point.get(i).equals(stored.original().get(i)) ? 0 : 1;
      most = change(stored, i) > change(stored, most) ? i : most;
    }
    return reached + " " + changed + " of " + point.size() + " values differ" + most(stored, most);
  }

  private static String most(StoredCounterexample stored, int place) {
    return change(stored, place) == 0
        ? "."
        : ", most of all X_"
            + place
            + ": from "
            + Words.number(stored.original().get(place))
            + " to "
            + Words.number(stored.counterexample().inputs().get(place))
            + ".";
  }

  private static double change(StoredCounterexample stored, int i) {
    return stored.original().isEmpty()
        ? 0
        : Math.abs(stored.counterexample().inputs().get(i) - stored.original().get(i));
  }
}
