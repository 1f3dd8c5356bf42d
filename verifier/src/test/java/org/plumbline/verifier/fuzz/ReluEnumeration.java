package org.plumbline.verifier.fuzz;

import java.util.Optional;
import java.util.Random;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;

/**
 * ReLU networks small enough for all of their activation patterns to be enumerated: the verdict
 * must be right on both sides of the minimum, so that completeness is tested, too.
 */
final class ReluEnumeration {
  private static final double TOLERANCE = 1e-6;
  private static final int MILLIS = 10_000;

  private final BranchAndBoundVerifier[] verifiers = {
    new BranchAndBoundVerifier(
        1, JavaGemm::new, ProgramSolver.best(), Splitting.INPUTS, Refuter.NONE),
    new BranchAndBoundVerifier(
        1, JavaGemm::new, ProgramSolver.best(), Splitting.ACTIVATIONS, Refuter.NONE)
  };

  /** The simplest subject that shows a wrong verdict, or nothing. */
  Optional<Subject> wrong(Random random) {
    int neurons = 1 + random.nextInt(9);
    Subject subject = Subject.random(random, Activation.RELU, 1 + random.nextInt(2), neurons);
    double minimum = ArrangementMinimum.of(subject);
    double offset = random.nextGaussian() * Math.pow(10, -random.nextInt(4));
    Subject limited = subject.withLimit(minimum + offset);
    int verifier = random.nextInt(verifiers.length);
    return isRight(verifier, limited)
        ? Optional.empty()
        : Optional.of(limited.shrunk(s -> isRight(verifier, s)));
  }

  private boolean isRight(int verifier, Subject subject) {
    double minimum = ArrangementMinimum.of(subject);
    if (Math.abs(minimum - subject.limit()) < TOLERANCE * (1 + Math.abs(minimum))) {
      return true;
    }
    Verdict verdict =
        verifiers[verifier].verify(subject.query(), Budget.ofMillis(MILLIS), ProofListener.SILENT);
    return minimum < subject.limit()
        ? verdict instanceof Verdict.Violated
        : verdict instanceof Verdict.Holds;
  }
}
