package org.plumbline.verifier.branching.parts;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.SmallNetworks;

/** A question that holds, and is so hard that it is cut into parts. */
final class DividedQuestion {
  static final int PARTS = 3;

  final Query query;
  final PartTally tally = new PartTally();
  final CertificateRecorder recorder = new CertificateRecorder(ProofListener.SILENT);
  private final Splitting splitting;

  DividedQuestion(Query query, Splitting splitting) {
    this.query = query;
    this.splitting = splitting;
  }

  static Query query(int seed, Splitting splitting) {
    Random random = RandomNetworks.random(seed);
    return BelowSamples.query(
        splitting == Splitting.INPUTS
            ? SmallNetworks.relu(random, 4, 10, 10, 10, 1)
            : SmallNetworks.relu(random, 8, 16, 16, 16, 16, 1),
        random);
  }

  /** The same network, where the output may fall by a little less than it does at some input. */
  static Query violated(int seed, double[] input) {
    Query holds = query(seed, Splitting.ACTIVATIONS);
    double y = new ForwardPass(holds.network(), new JavaGemm()).outputs(1, input)[0];
    LinearInequality unsafe =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(y));
    Case only = new Case(holds.property().cases().get(0).inputs(), List.of(Polyhedron.of(unsafe)));
    return Query.of(holds.network(), new Property(input.length, 1, List.of(only)));
  }

  /** An input of the least output of many. */
  static double[] lowest(Query query, int seed) {
    Random random = RandomNetworks.random(seed);
    Box box = query.boxes().get(0);
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 20_000; i++) {
      double[] x = new double[box.size()];
      for (int j = 0; j < x.length; j++) {
        double at = random.nextBoolean() ? random.nextDouble() : random.nextInt(2);
        x[j] = box.lower()[j] + at * (box.upper()[j] - box.lower()[j]);
      }
      double y = new ForwardPass(query.network(), new JavaGemm()).outputs(1, x)[0];
      if (y < least) {
        least = y;
        best = x;
      }
    }
    return best;
  }

  Verdict verdict(WorkersHere.Answering answering) {
    return verdict(new WorkersHere(query, answering));
  }

  Verdict verdict(PartWorkers workers) {
    return new BranchAndBoundVerifier(
            1,
            JavaGemm::new,
            ProgramSolver.best(),
            splitting,
            Refuter.NONE,
            Optional.of(new DividedSearch(workers, PARTS, tally)),
            Optional.empty())
        .verify(query, Budget.ofMillis(20_000), recorder);
  }

  /** What the checker says of what workers claimed. */
  CheckResult checked() {
    List<CaseProof> claim = recorder.claim().orElseThrow();
    return new CertificateChecker(1).check(query, claim, Semantics.REAL, Budget.unlimited());
  }
}
