package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Decides questions whose counterexamples have two-valued inputs, each near one end of its range:
 * formulas in disguise. There no bound tells one subproblem from another before a clause is broken,
 * on a plateau that best-first search crosses breadth first. This one goes depth first and learns.
 *
 * <p>That an input has no middle is a claim that the checker decides; so is the whole proof, before
 * anything is said to hold. Other questions go to the next verifier at once.
 */
public final class ConflictVerifier implements Verifier {
  /** Multiply-adds of a network that is looked at. */
  private static final double MOST_PRODUCTS = 4e6;

  private static final int MOST_POLYHEDRA = 100;

  private final int threads;
  private final Verifier next;

  /**
   * @param next is asked about all other questions
   */
  public ConflictVerifier(int threads, Verifier next) {
    this.threads = threads;
    this.next = next;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    if (!isFor(query)) {
      return next.verify(query, budget, listener);
    }
    return new Attempt(query, budget, listener)
        .run()
        .orElseGet(() -> next.verify(query, budget, listener));
  }

  private static boolean isFor(Query query) {
    long polyhedra = query.property().cases().stream().mapToLong(c -> c.unsafe().size()).sum();
    return query.premise().isEmpty()
        && polyhedra > 0
        && polyhedra <= MOST_POLYHEDRA
        && query.network().isOfRelus()
        && SearchPlan.products(query.network()) <= MOST_PRODUCTS;
  }

  /** One question. */
  private final class Attempt {
    private final Query query;
    private final Budget budget;
    private final ProofListener listener;

    Attempt(Query query, Budget budget, ProofListener listener) {
      this.query = query;
      this.budget = budget;
      this.listener = listener;
    }

    /** Empty if the question is not one for this search. */
    Optional<Verdict> run() {
      List<UnsafeSet> sets = UnsafeSets.of(query.property());
      List<CaseProof> proofs = new ArrayList<>();
      for (int c = 0; c < sets.size(); c++) {
        List<ProofNode> parts = new ArrayList<>();
        for (int p = 0; p < sets.get(c).polyhedra(); p++) {
          Part part = new Part(query.network(), sets.get(c), p);
          if (!isTwoValued(part, c)) {
            return Optional.empty();
          }
          ConflictSearch search = new ConflictSearch(part.ends, part.rows.rows());
          ConflictSearch.End end = search.run(budget);
          listener.note(
              "every input is at one of its ends; "
                  + search.conflicts()
                  + " conflicts of these were learnt");
          if (end instanceof ConflictSearch.End.Open open) {
            return violation(part.ends.point(open.literals()));
          } else if (end instanceof ConflictSearch.End.GivenUp given) {
            listener.note(given.why());
            return Optional.empty();
          }
          parts.add(part.proof.of((ConflictSearch.End.Refuted) end));
        }
        proofs.add(proof(parts));
      }
      Optional<AcceptedProof> accepted =
          new CertificateChecker(threads).accepted(query, proofs, Semantics.REAL, budget);
      if (accepted.isEmpty()) {
        listener.note("the checker does not accept what was learnt");
        return Optional.empty();
      }
      listener.proved(accepted.get());
      return Optional.of(new Verdict.Holds(Assurance.ROUNDED));
    }

    private Optional<Verdict> violation(double[] x) {
      Optional<Counterexample> found =
          new CounterexampleChecker(query).check(x).filter(Counterexample::isViolation);
      if (found.isEmpty()) {
        listener.note("the rows on inputs do not say enough");
      }
      return found.map(Verdict.Violated::new);
    }

    /** The checker is asked about one input first, and then about all. */
    private boolean isTwoValued(Part part, int number) {
      int count = part.ends.count();
      return count > 0
          && !part.rows.rows().isEmpty()
          && haveNoMiddle(part, number, 1)
          && haveNoMiddle(part, number, count);
    }

    private boolean haveNoMiddle(Part part, int number, int variables) {
      Property whole = query.property();
      Case one = whole.cases().get(number);
      Case only = new Case(one.inputs(), List.of(one.unsafe().get(part.polyhedron)));
      Query asked =
          Query.of(query.network(), new Property(whole.inputs(), whole.outputs(), List.of(only)));
      CheckResult result =
          new CertificateChecker(threads)
              .check(
                  asked,
                  List.of(proof(List.of(part.proof.ofMiddles(variables)))),
                  Semantics.REAL,
                  budget);
      boolean isOnlyTheRestOpen =
          result instanceof CheckResult.Incomplete open && open.leaves().size() == 1;
      return isOnlyTheRestOpen || result instanceof CheckResult.Accepted;
    }
  }

  private static CaseProof proof(List<ProofNode> parts) {
    List<Step> steps = List.of(new Step.Derive(Step.Passes.LISTED, List.of()));
    return new CaseProof(SlopeNeurons.none(0), new ProofNode.ByPolyhedron(steps, parts));
  }

  /** One polyhedron of a case. */
  private static final class Part {
    private final int polyhedron;
    private final Ends ends;
    private final RowsOfCounterexamples rows;
    private final ConflictProof proof;

    Part(Network network, UnsafeSet set, int polyhedron) {
      this.polyhedron = polyhedron;
      this.ends = new Ends(new SearchSpace(List.of(set), Premise.NONE).varying(), set.box());
      this.rows = new RowsOfCounterexamples(network, set, polyhedron);
      this.proof = new ConflictProof(ends, rows);
    }
  }
}
