package org.plumbline.suite.run;

import java.io.IOException;
import java.util.Optional;
import org.plumbline.suite.StoredCounterexample;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerEntry;
import org.plumbline.suite.question.Remembered;

/**
 * What the ledger remembers of a question.
 *
 * @param same the last answer to the same question
 * @param evidence of that answer, where it has some that is still in the store
 * @param earlier what violated the question of the same id when it was about something else
 * @param proof the certificate of what held then, if that was the last that was found
 */
public record Memory(
    Optional<LedgerEntry> same,
    Optional<Remembered> evidence,
    Optional<StoredCounterexample> earlier,
    Optional<byte[]> proof) {
  /** Nothing. */
  public static final Memory NONE =
      new Memory(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static Memory of(Ledger ledger, String id, String key) {
    Optional<LedgerEntry> same = ledger.of(key);
    Optional<StoredCounterexample> earlier =
        ledger
            .violated(id)
            .filter(entry -> !entry.key().equals(key))
            .flatMap(entry -> counterexample(ledger, entry));
    Optional<byte[]> proof =
        ledger
            .found(id)
            .filter(entry -> !entry.key().equals(key))
            .flatMap(LedgerEntry::certificate)
            .flatMap(ledger.store()::get);
    return new Memory(same, same.flatMap(entry -> evidence(ledger, entry)), earlier, proof);
  }

  static Optional<Remembered> evidence(Ledger ledger, LedgerEntry entry) {
    Optional<byte[]> certificate = entry.certificate().flatMap(ledger.store()::get);
    Optional<StoredCounterexample> counterexample = counterexample(ledger, entry);
    boolean isThere =
        switch (entry.verdict()) {
          case HOLDS -> certificate.isPresent();
          case VIOLATED -> counterexample.isPresent();
          case UNDECIDED, ERROR -> false;
        };
    return isThere
        ? Optional.of(
            new Remembered(entry.verdict(), entry.measured(), certificate, counterexample))
        : Optional.empty();
  }

  private static Optional<StoredCounterexample> counterexample(Ledger ledger, LedgerEntry entry) {
    try {
      Optional<byte[]> bytes = entry.counterexample().flatMap(ledger.store()::get);
      return bytes.isEmpty() ? Optional.empty() : Optional.of(StoredCounterexample.of(bytes.get()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
