package org.plumbline.verifier.float32;

import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.InputReplay;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Asks about the values that a deployed network computes in IEEE binary32. A counterexample has to
 * violate the property in binary32; that a property holds is found on a network with errors as
 * large as binary32 makes, and counts once the certificate is accepted for it.
 */
public final class DeployedVerifier implements Verifier {
  private final Refuter attack;
  private final Verifier verifier;
  private final Supplier<Gemm> gemm;

  /**
   * @param attack finds what violates in binary32, on any network
   * @param verifier decides about real numbers; its attacks are {@link DeployedAttack}s
   */
  public DeployedVerifier(Refuter attack, Verifier verifier, Supplier<Gemm> gemm) {
    this.attack = attack;
    this.verifier = verifier;
    this.gemm = gemm;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    if (query.boxes().isEmpty()) {
      return verifier.verify(query, budget, listener);
    }
    Optional<Counterexample> found = attack.refute(query, budget);
    if (found.isPresent()) {
      return violated(query, found.get());
    }
    Optional<String> gap = CertificateChecker.gapInFloat32(query.network());
    if (gap.isPresent()) {
      return new Verdict.Unknown(Verdict.Cause.INCOMPLETE, "in binary32, " + gap.get());
    }
    Verdict verdict = verifier.verify(erring(query, gemm), budget, listener);
    return verdict instanceof Verdict.Violated violated
        ? violated(query, violated.counterexample())
        : verdict;
  }

  /** The query that is searched for a proof: about a network that errs as binary32 may. */
  public static Query erring(Query query, Supplier<Gemm> gemm) {
    return new Query(
        DeployedNetwork.of(query.network(), hull(query), gemm),
        query.property(),
        query.boxes(),
        query.premise());
  }

  private static Verdict violated(Query query, Counterexample found) {
    Optional<Counterexample> shown = InputReplay.inFloat32(query, found.inputs());
    return shown.isPresent()
        ? new Verdict.Violated(shown.get())
        : new Verdict.Unknown(
            Verdict.Cause.INCOMPLETE, "the violation that was found is none in float32");
  }

  private static Box hull(Query query) {
    double[] lower = query.boxes().get(0).lower().clone();
    double[] upper = query.boxes().get(0).upper().clone();
    for (Box box : query.boxes()) {
      for (int j = 0; j < lower.length; j++) {
        lower[j] = Math.min(lower[j], box.lower()[j]);
        upper[j] = Math.max(upper[j], box.upper()[j]);
      }
    }
    return new Box(lower, upper);
  }
}
