package org.plumbline.suite.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.plumbline.suite.ledger.Ledger;
import org.plumbline.suite.ledger.LedgerEntry;
import org.plumbline.suite.question.Asked;
import org.plumbline.suite.question.Remembered;

/** Checks what a ledger has as evidence, several questions at once; nothing is searched. */
public final class EvidenceCheck {
  private final Ledger ledger;
  private final Duration limit;

  /**
   * @param limit for each question
   */
  public EvidenceCheck(Ledger ledger, Duration limit) {
    this.ledger = ledger;
    this.limit = limit;
  }

  /**
   * One answer with evidence.
   *
   * @param id of the question
   * @param objection what is wrong with it
   */
  public record Checked(String id, Optional<String> objection) {}

  /** Of the questions whose answers have, or should have, evidence. */
  public List<Checked> of(List<Asked> questions) {
    return questions.parallelStream().flatMap(asked -> checked(asked).stream()).toList();
  }

  private Optional<Checked> checked(Asked asked) {
    String id = asked.question().id();
    Optional<LedgerEntry> entry =
        ledger
            .of(asked.question().key())
            .filter(e -> e.certificate().isPresent() || e.counterexample().isPresent());
    return entry.map(known -> new Checked(id, objection(asked, known)));
  }

  private Optional<String> objection(Asked asked, LedgerEntry known) {
    Optional<Remembered> evidence = Memory.evidence(ledger, known);
    if (evidence.isEmpty()) {
      return Optional.of("its file is missing from the store, or damaged");
    }
    try {
      return asked.objection(evidence.get(), limit);
    } catch (RuntimeException e) {
      return Optional.of(Answering.words(e));
    }
  }
}
