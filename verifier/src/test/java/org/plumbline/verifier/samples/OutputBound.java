package org.plumbline.verifier.samples;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.proof.RootRows;

/** What bounds of neurons say of a network's only output, to the search and to a checker. */
public final class OutputBound {
  private OutputBound() {}

  /** A lower bound of the output, by a pass with these bounds. */
  public static double lower(BatchBounds bounds) {
    Network network = bounds.network();
    CrownPropagator crown = new CrownPropagator(network, new ErrorCharges(bounds), new JavaGemm());
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, bounds);
    }
    LinearForms forms = new LinearForms(network.inputSize());
    forms.reset(1, 1);
    forms.start()[0] = 1;
    crown.bound(bounds, network.outputIndex(), forms);
    return forms.lower()[0];
  }

  /**
   * Whether a checker finds that the output cannot be this low.
   *
   * @param query whose first case has the inputs
   * @param steps by which the bounds were found
   */
  public static CheckResult check(Query query, RootRows rows, List<Step> steps, double limit) {
    LinearInequality row =
        LinearInequality.ofOutputs(
            new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
    Case part = new Case(query.property().cases().get(0).inputs(), List.of(Polyhedron.of(row)));
    Network network = query.network();
    Query lower = Query.of(network, new Property(network.inputSize(), 1, List.of(part)));
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step.ClipInputs());
    CaseProof proof = new CaseProof(rows.neurons(), new ProofNode.Closed(all));
    return new CertificateChecker(1)
        .check(lower, List.of(proof), Semantics.REAL, Budget.unlimited());
  }
}
