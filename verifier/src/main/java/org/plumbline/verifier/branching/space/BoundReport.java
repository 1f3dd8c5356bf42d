package org.plumbline.verifier.branching.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.contract.NodeClaim;
import org.plumbline.verifier.contract.ProofListener;

/** Tells a listener what is claimed of the subproblems of a batch. */
public record BoundReport(ProofListener listener, SearchSpace space, Origin origin) {
  /** The rows are those that {@link UnsafeRows} filled for the batch. */
  public void of(List<Subproblem> batch, BatchBounds bounds, LinearForms forms) {
    listener.bounded(bounds, origin, () -> claims(batch, forms));
  }

  /** The bounds of a case, before anything is split. */
  public void ofRoot(BatchBounds bounds) {
    List<NodeClaim.Split> premise = splits(Splits.of(space.premise()));
    listener.bounded(bounds, origin, () -> List.of(new NodeClaim(premise, List.of(), false)));
  }

  private List<NodeClaim> claims(List<Subproblem> batch, LinearForms forms) {
    List<NodeClaim> claims = new ArrayList<>();
    int row = 0;
    for (Subproblem subproblem : batch) {
      List<NodeClaim.Row> rows = new ArrayList<>();
      UnsafeSet set = space.set(subproblem.unsafeSet());
      for (int p : subproblem.open()) {
        for (int r = set.polyhedronStart()[p]; r < set.polyhedronStart()[p + 1]; r++, row++) {
          double[] inputs = set.inputs() == null ? null : set.inputs()[r];
          double[] form =
              Arrays.copyOfRange(
                  forms.coefficients(), row * forms.inputs(), (row + 1) * forms.inputs());
          rows.add(
              new NodeClaim.Row(
                  set.outputs()[r],
                  inputs,
                  set.limit()[r],
                  form,
                  forms.constant()[row],
                  forms.lower()[row]));
        }
      }
      claims.add(new NodeClaim(splits(subproblem.splits()), rows, subproblem.clipped() != null));
    }
    return claims;
  }

  private static List<NodeClaim.Split> splits(Splits last) {
    List<NodeClaim.Split> splits = new ArrayList<>();
    for (Splits s = last; s != null; s = s.before()) {
      splits.add(new NodeClaim.Split(s.layer(), s.neuron(), s.point(), s.isAbove()));
    }
    return splits;
  }
}
