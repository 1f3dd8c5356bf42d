package org.plumbline.suite.ledger;

import java.util.Optional;
import java.util.stream.Stream;
import org.plumbline.suite.Verdict;

/** Brings answers of one ledger into another, with their evidence. */
public final class LedgerMerge {
  private final Ledger to;
  private int added;
  private int lost;

  /**
   * @param to opened to be written
   */
  public LedgerMerge(Ledger to) {
    this.to = to;
  }

  /**
   * Adds what is not known yet. What was found of a question stays; what was left open is replaced
   * by what was found.
   *
   * @throws LedgerException if both found something and not the same, or it cannot be written
   */
  public void add(Ledger from) {
    for (LedgerEntry entry : from.entries()) {
      Optional<LedgerEntry> known = to.of(entry.key()).filter(e -> isFound(e) || !isFound(entry));
      if (known.isEmpty()) {
        addNew(entry, from);
      } else if (isFound(entry) && known.get().verdict() != entry.verdict()) {
        throw new LedgerException(
            "two ledgers contradict each other about '"
                + entry.id()
                + "': "
                + known.get().verdict()
                + " and "
                + entry.verdict()
                + "; plumbline suite check says whose evidence stands");
      }
    }
  }

  private void addNew(LedgerEntry entry, Ledger from) {
    boolean isWhole = shas(entry).allMatch(sha -> from.store().get(sha).isPresent());
    if (!isWhole) {
      lost++;
      return;
    }
    shas(entry).forEach(sha -> to.store().put(from.store().get(sha).orElseThrow()));
    to.append(entry);
    added++;
  }

  private static Stream<String> shas(LedgerEntry entry) {
    return Stream.of(entry.certificate(), entry.counterexample(), entry.property())
        .flatMap(Optional::stream);
  }

  private static boolean isFound(LedgerEntry entry) {
    return entry.verdict() == Verdict.HOLDS || entry.verdict() == Verdict.VIOLATED;
  }

  /** Answers that were added. */
  public int added() {
    return added;
  }

  /** Answers that were left out because their evidence is missing or damaged. */
  public int lost() {
    return lost;
  }
}
