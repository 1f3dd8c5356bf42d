package org.plumbline.verifier.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Sees where a property that forbids one value of an output cannot hold: a continuous network whose
 * output is below the value at one input of a box and above it at another has it somewhere between.
 * Where none of the inputs that are tried gives the value exactly, that is said at once, since
 * neither a search nor an attack would end.
 */
public final class CrossingVerifier implements Verifier {
  private final Supplier<Gemm> gemm;
  private final long seed;
  private final Verifier next;

  /**
   * @param gemm makes one instance
   * @param next is asked about everything else
   */
  public CrossingVerifier(Supplier<Gemm> gemm, long seed, Verifier next) {
    this.gemm = gemm;
    this.seed = seed;
    this.next = next;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    boolean isPlain = query.premise().isEmpty() && query.property().choices().isEmpty();
    if (!isPlain || !isContinuous(query.network())) {
      return next.verify(query, budget, listener);
    }
    List<Case> others = new ArrayList<>();
    String crossed = null;
    for (Case part : query.property().cases()) {
      List<Polyhedron> left = new ArrayList<>();
      for (Polyhedron polyhedron : part.unsafe()) {
        Optional<LinearInequality> row = Equalities.of(polyhedron);
        Optional<Crossing> crossing =
            row.isEmpty() || budget.expired()
                ? Optional.empty()
                : Crossing.of(query, part, row.get(), gemm.get(), seed);
        if (crossing.isEmpty()) {
          left.add(polyhedron);
          continue;
        }
        Optional<Counterexample> exact = crossing.get().exact();
        if (exact.isPresent()) {
          return new Verdict.Violated(exact.get());
        }
        crossed = crossed == null ? reason(polyhedron) : crossed;
      }
      if (!left.isEmpty()) {
        others.add(new Case(part.inputs(), left));
      }
    }
    if (crossed == null) {
      return next.verify(query, budget, listener);
    }
    return others.isEmpty()
        ? new Verdict.Unknown(Verdict.Cause.INCOMPLETE, crossed)
        : ofOthers(query, others, crossed, budget, listener);
  }

  /** What holds of the others is no answer; what violates them is. */
  private Verdict ofOthers(
      Query query, List<Case> others, String crossed, Budget budget, ProofListener listener) {
    Property some = new Property(query.property().inputs(), query.property().outputs(), others);
    ProofListener notes =
        new ProofListener() {
          @Override
          public void note(String what) {
            listener.note(what);
          }
        };
    Verdict verdict = next.verify(Query.of(query.network(), some), budget, notes);
    return verdict instanceof Verdict.Violated
        ? verdict
        : new Verdict.Unknown(Verdict.Cause.INCOMPLETE, crossed);
  }

  private static String reason(Polyhedron polyhedron) {
    return "the property cannot hold, since the outputs are on both sides of "
        + polyhedron
        + " and the network is continuous, but none of the inputs that were tried meets it exactly;"
        + " maybe ask for a band instead of one value";
  }

  private static boolean isContinuous(Network network) {
    return network.layers().stream()
        .allMatch(layer -> !(layer instanceof ActivationLayer act) || isContinuous(act));
  }

  private static boolean isContinuous(ActivationLayer act) {
    return switch (act.activation().kind()) {
      case SIGN, FLOOR, ROUND, LOG, SQRT, RECIPROCAL, ASIN, TAN -> false;
      default -> true;
    };
  }
}
