package org.plumbline.verifier.conflicts;

import java.util.List;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.ProofNode.Literal;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.interval.Box;

/**
 * The inputs of a case that vary, as if each was near one of its ends. Variable v stands for input
 * {@code inputs[v]}; its literals are {@code 2v}, it is not near its upper end, and {@code 2v + 1},
 * it is not near its lower end. Both together are the <em>middle</em>, which a two-valued input of
 * a counterexample is never in.
 */
record Ends(int[] inputs, Box box) {
  /** Share of an input's range that is near an end. */
  static final double NEAR = 0x1p-20;

  int count() {
    return inputs.length;
  }

  double width(int variable) {
    int j = inputs[variable];
    return box.upper()[j] - box.lower()[j];
  }

  static int not(int literal) {
    return literal ^ 1;
  }

  /** As a certificate has it. */
  Literal literal(int literal) {
    int variable = literal >> 1;
    int j = inputs[variable];
    double margin = NEAR * width(variable);
    return (literal & 1) == 1
        ? new Literal(0, j, box.lower()[j] + margin, true)
        : new Literal(0, j, box.upper()[j] - margin, false);
  }

  /** That a variable is not in its middle, proved in both halves of it by bounds alone. */
  ProofNode.Conflict middle(int variable) {
    int j = inputs[variable];
    double point = 0.5 * box.lower()[j] + 0.5 * box.upper()[j];
    ProofNode closed =
        new ProofNode.Closed(
            List.of(new Step.Derive(Step.Passes.LISTED, List.of()), new Step.ClipInputs()));
    return new ProofNode.Conflict(
        List.of(literal(2 * variable), literal(2 * variable + 1)),
        new ProofNode.Split(List.of(), 0, j, point, closed, closed));
  }

  /** The input where each variable is at the end that its literal says. */
  double[] point(int[] literals) {
    double[] x = box.lower().clone();
    for (int literal : literals) {
      int j = inputs[literal >> 1];
      x[j] = (literal & 1) == 1 ? box.upper()[j] : box.lower()[j];
    }
    return x;
  }
}
