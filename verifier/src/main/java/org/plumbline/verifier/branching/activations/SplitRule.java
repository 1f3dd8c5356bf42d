package org.plumbline.verifier.branching.activations;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.SplitCandidates;
import org.plumbline.verifier.bounds.SplitProbe;

/** Which neuron a subproblem is split at: of the best ranked, the one whose children look best. */
final class SplitRule {
  private static final int CANDIDATES_PER_RANK = 3;

  private final SplitCandidates candidates;
  private final SplitProbe probe;
  private final SplitBatch batch;

  SplitRule(Network network, ErrorCharges charges, Gemm gemm, SplitBatch batch) {
    this.candidates = new SplitCandidates(network, CANDIDATES_PER_RANK);
    CrownPropagator probing = new CrownPropagator(network, charges, gemm);
    this.probe = new SplitProbe(network, probing, batch.optimiser());
    this.batch = batch;
  }

  /** One entry per subproblem of the batch; null where it is not open, or has nothing to split. */
  SplitCandidates.Candidate[] choose(boolean[] isOpen) {
    List<SplitProbe.Child> children = new ArrayList<>();
    int[] start = new int[batch.size() + 1];
    List<SplitCandidates.Candidate> tried = new ArrayList<>();
    for (int b = 0; b < batch.size(); b++) {
      if (isOpen[b] && batch.hasRows(b)) {
        int row = batch.hardestRow(b);
        for (SplitCandidates.Candidate c :
            candidates.rank(batch.optimiser(), batch.bounds(), b, row)) {
          if (c != null && !tried.subList(start[b], tried.size()).contains(c)) {
            tried.add(c);
            children.add(new SplitProbe.Child(row, c.layer(), c.neuron(), c.point(), true));
            children.add(new SplitProbe.Child(row, c.layer(), c.neuron(), c.point(), false));
          }
        }
      }
      start[b + 1] = tried.size();
    }
    SplitCandidates.Candidate[] chosen = new SplitCandidates.Candidate[batch.size()];
    if (children.isEmpty()) {
      return chosen;
    }
    double[] lower = probe.bound(batch.bounds(), batch.forms(), batch.splits(), children);
    for (int b = 0; b < batch.size(); b++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int c = start[b]; c < start[b + 1]; c++) {
        double score = score(batch.limit(b, children.get(2 * c).row()), lower, c);
        if (chosen[b] == null || score > best) {
          best = score;
          chosen[b] = tried.get(c);
        }
      }
    }
    return chosen;
  }

  private static double score(double limit, double[] lower, int c) {
    double left = Math.min(0, lower[2 * c] - limit);
    double right = Math.min(0, lower[2 * c + 1] - limit);
    return left + right;
  }
}
