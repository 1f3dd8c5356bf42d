package org.plumbline.verifier.certified;

import java.util.Optional;
import org.plumbline.certificates.check.RangeGap;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Takes a verifier's proofs about layers as proofs about the model only where what the reader took
 * for granted of the model is plainly so. For proofs of which no certificate is checked: the
 * checker looks at that itself.
 */
public final class AsRead implements Verifier {
  private final Verifier verifier;

  public AsRead(Verifier verifier) {
    this.verifier = verifier;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    return of(query, verifier.verify(query, budget, listener));
  }

  /** What a verdict about the layers says of the model. */
  public static Verdict of(Query query, Verdict verdict) {
    Optional<String> gap = verdict instanceof Verdict.Holds ? RangeGap.of(query) : Optional.empty();
    return gap.isPresent() ? new Verdict.Unknown(Verdict.Cause.INCOMPLETE, gap.get()) : verdict;
  }
}
