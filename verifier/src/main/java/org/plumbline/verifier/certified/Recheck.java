package org.plumbline.verifier.certified;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/** Checks a proof that somebody hands over, and that the question is what the files mean. */
public final class Recheck {
  private final Semantics semantics;
  private final int threads;
  private final LongAdder nodes;
  private final Readings readings;

  /** How long two readings of the files are compared. */
  public enum Readings {
    /** As for a proof that is new. */
    IN_FULL,
    /** At one point, for a proof of which they were compared in full before. */
    BRIEFLY
  }

  /**
   * @param nodes counts those that were looked at, while it goes on
   */
  public Recheck(Semantics semantics, int threads, LongAdder nodes, Readings readings) {
    this.readings = readings;
    this.semantics = semantics;
    this.threads = threads;
    this.nodes = nodes;
  }

  /**
   * What the checker says, and where it accepts what the second reading of the files adds.
   *
   * @param asked a question of one part
   * @throws ReadingsDifferException if two readings of the files do not agree
   */
  public CheckResult of(Asked asked, List<CaseProof> proof, Budget budget) {
    Query query = asked.question().parts().get(0).get();
    SecondReading.Running comparison = asked.second().begin(query, semantics, readings);
    try {
      long start = System.nanoTime();
      CheckResult result =
          new CertificateChecker(threads, nodes).check(query, proof, semantics, budget);
      if (!(result instanceof CheckResult.Accepted)) {
        return result;
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      long comparing = readings == Readings.BRIEFLY ? 0 : CertifiedSearch.comparisonMillis(millis);
      Comparison compared = comparison.finish(comparing, budget);
      return compared instanceof Comparison.Agrees
          ? result
          : new CheckResult.Incomplete(CertifiedSearch.reasonAgainst(compared), List.of());
    } finally {
      comparison.cancel();
    }
  }
}
