package org.plumbline.verifier.contract;

import java.util.List;
import java.util.function.Supplier;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * Hears how a search goes on; the default hears nothing. Called on one thread, but for {@link
 * #bounded}.
 */
public interface ProofListener {
  ProofListener SILENT = new ProofListener() {};

  /**
   * After each round.
   *
   * @param open subproblems still open
   * @param evaluated subproblems looked at so far
   * @param provedShare part of the input volume proved, between 0 and 1
   */
  default void progress(int open, long evaluated, double provedShare) {}

  /**
   * The query holds.
   *
   * @param cases makes a proof of every case of the property from what the search remembers
   */
  default void proved(Supplier<List<CaseProof>> cases) {}

  /** The query holds, and the checker has accepted the proof. */
  default void proved(AcceptedProof proof) {
    proved(proof::cases);
  }

  /**
   * Others say that they proved parts of the query, and it holds if a checker accepts the whole.
   * Whoever does not listen to this keeps a query that is undecided.
   *
   * @param cases makes the proof of every case
   */
  default void claimed(Supplier<List<CaseProof>> cases) {}

  /**
   * The bounds of all neurons in a batch of subproblems. Called on the threads of the search; the
   * arrays are overwritten afterwards.
   *
   * @param origin of the neurons in the network that was asked about
   * @param claims one for each subproblem
   */
  default void bounded(BatchBounds bounds, Origin origin, Supplier<List<NodeClaim>> claims) {}

  /** A choice of the strategy or a phase of the search, in words, for {@code -v}. */
  default void note(String what) {}
}
