package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/**
 * Decides whether a certificate is a proof. Shares no bounds, relaxations or rounding with the
 * prover; what it trusts stands in {@code docs/soundness.md}.
 */
public final class CertificateChecker {
  private final int threads;
  private final LongAdder nodes;

  public CertificateChecker(int threads) {
    this(threads, new LongAdder());
  }

  /**
   * @param nodes counts those that were looked at, while it goes on
   */
  public CertificateChecker(int threads, LongAdder nodes) {
    this.threads = threads;
    this.nodes = nodes;
  }

  /** What of a network is not known in binary32 arithmetic, if anything is. */
  public static Optional<String> gapInFloat32(Network network) {
    try {
      return Float32Coverage.gap(new CheckedNetwork(network));
    } catch (CheckEnd e) {
      return Optional.of(((CheckResult.Incomplete) e.result()).why());
    }
  }

  /**
   * Checks the proofs of all cases of a query.
   *
   * @param budget when it ends, what was not looked at counts as unjustified
   */
  public CheckResult check(
      Query query,
      List<Certificate.CaseProof> proofs,
      Certificate.Semantics semantics,
      Budget budget) {
    return check(query, proofs, semantics, OpenLeaves.STAY, budget);
  }

  /** The proofs, if they are ones of all cases of a query. */
  public Optional<AcceptedProof> accepted(
      Query query,
      List<Certificate.CaseProof> proofs,
      Certificate.Semantics semantics,
      Budget budget) {
    List<Certificate.CaseProof> fixed = List.copyOf(proofs);
    CheckResult result = check(query, fixed, semantics, budget);
    return result instanceof CheckResult.Accepted
        ? Optional.of(new AcceptedProof(query, semantics, fixed))
        : Optional.empty();
  }

  /**
   * The same of a proof that may still get finer.
   *
   * @param halves what becomes of leaves that stay open
   */
  public CheckResult check(
      Query query,
      List<Certificate.CaseProof> proofs,
      Certificate.Semantics semantics,
      OpenLeaves halves,
      Budget budget) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> checked(query, proofs, semantics, halves, budget)).join();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return new CheckResult.Incomplete(
          "Java ran out of memory; maybe -Xmx gives it more", List.of());
    } finally {
      pool.shutdownNow();
    }
  }

  private CheckResult checked(
      Query query,
      List<Certificate.CaseProof> proofs,
      Certificate.Semantics semantics,
      OpenLeaves halves,
      Budget budget) {
    int cases = query.property().cases().size();
    if (proofs.size() != cases) {
      return new CheckResult.Rejected(
          "the header", "cases", proofs.size() + " proofs for " + cases + " cases");
    }
    List<CheckResult.Leaf> open = new ArrayList<>();
    LongAdder leaves = new LongAdder();
    long before = nodes.sum();
    try {
      CheckedNetwork plain = new CheckedNetwork(query.network());
      CheckedNetwork real = query.premise().isEmpty() ? plain.withTables() : plain;
      CheckedNetwork network = semantics == Certificate.Semantics.REAL ? real : real.inFloat32();
      for (int c = 0; c < cases; c++) {
        Certificate.CaseProof proof = proofs.get(c);
        SlopeNeurons neurons = proof.slopeNeurons();
        CaseProofCheck check =
            new CaseProofCheck(c, query, network, neurons, budget, nodes, leaves);
        check.check(proof, halves);
        open.addAll(check.open());
      }
    } catch (CheckEnd e) {
      return e.result();
    }
    return open.isEmpty()
        ? new CheckResult.Accepted(new CheckResult.Counts(nodes.sum() - before, leaves.sum()))
        : new CheckResult.Incomplete(
            open.size() + (open.size() == 1 ? " leaf is open" : " leaves are open"), open);
  }
}
