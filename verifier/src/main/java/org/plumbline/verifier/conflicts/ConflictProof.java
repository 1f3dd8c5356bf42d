package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.ProofNode.Conflict;
import org.plumbline.certificates.proof.Step;
import org.plumbline.certificates.proof.Step.Hint;
import org.plumbline.verifier.conflicts.LearntConflict.Reason;

/** What a search learnt as a part of a certificate, without the conflicts that nothing needed. */
final class ConflictProof {
  private final Ends ends;
  private final RowsOfCounterexamples rows;

  ConflictProof(Ends ends, RowsOfCounterexamples rows) {
    this.ends = ends;
    this.rows = rows;
  }

  /** That some variables have no middle, and nothing more. */
  ProofNode ofMiddles(int variables) {
    return new ProofNode.Learning(
        List.of(new Step.Propagate(rows.hints())),
        middles(variables),
        new ProofNode.Unjustified("only the middles of inputs are looked at"));
  }

  /** That there is no counterexample. */
  ProofNode of(ConflictSearch.End.Refuted refuted) {
    BitSet needed = needed(refuted);
    int[] number = new int[refuted.learnt().size()];
    List<Conflict> conflicts = new ArrayList<>(middles(ends.count()));
    for (int c = needed.nextSetBit(0); c >= 0; c = needed.nextSetBit(c + 1)) {
      LearntConflict learnt = refuted.learnt().get(c);
      List<Hint> hints = new ArrayList<>();
      for (int literal : learnt.literals()) {
        hints.add(Hint.ofConflict(literal >> 1));
      }
      follow(learnt.reasons(), number, hints);
      number[c] = conflicts.size();
      conflicts.add(
          new Conflict(
              Arrays.stream(learnt.literals()).mapToObj(ends::literal).toList(), closed(hints)));
    }
    List<Hint> hints = new ArrayList<>();
    follow(refuted.last(), number, hints);
    return new ProofNode.Learning(
        List.of(new Step.Propagate(rows.hints())), conflicts, closed(hints));
  }

  private List<Conflict> middles(int variables) {
    List<Conflict> middles = new ArrayList<>();
    for (int v = 0; v < variables; v++) {
      middles.add(ends.middle(v));
    }
    return middles;
  }

  private static ProofNode closed(List<Hint> hints) {
    return new ProofNode.Closed(List.of(new Step.Propagate(hints)));
  }

  /** A row leaves an input between its ends, where its middle brings it to one. */
  private void follow(List<Reason> reasons, int[] number, List<Hint> hints) {
    for (Reason reason : reasons) {
      if (!reason.isRow()) {
        hints.add(Hint.ofConflict(number[reason.index()]));
        continue;
      }
      hints.add(rows.rows().get(reason.index()).hint());
      if (reason.variable() >= 0) {
        hints.add(Hint.ofConflict(reason.variable()));
      }
    }
  }

  private static BitSet needed(ConflictSearch.End.Refuted refuted) {
    BitSet needed = new BitSet();
    mark(refuted.last(), needed);
    for (int c = refuted.learnt().size() - 1; c >= 0; c--) {
      if (needed.get(c)) {
        mark(refuted.learnt().get(c).reasons(), needed);
      }
    }
    return needed;
  }

  private static void mark(List<Reason> reasons, BitSet needed) {
    reasons.stream().filter(reason -> !reason.isRow()).forEach(r -> needed.set(r.index()));
  }
}
