package org.plumbline.verifier.branching;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.verifier.contract.ProofListener;

/**
 * Branch and bound. Every subproblem taken from the queue is proved, replaced by parts that cover
 * what is open of it, or counted as abandoned; the queue running empty with none abandoned is the
 * proof. A candidate counts only when it is confirmed.
 */
final class SubproblemSearch {
  /** How a search ended. */
  enum End {
    PROVED,
    VIOLATED,
    ABANDONED,
    OUT_OF_TIME
  }

  /**
   * @param counterexample present exactly if the end is {@link End#VIOLATED}
   */
  record Result(End end, Optional<Counterexample> counterexample) {}

  private static final int QUEUE_LIMIT = 200_000;

  private final Workers workers;
  private final int round;
  private final Function<double[], Optional<Counterexample>> confirmation;
  private final ProofListener listener;

  /**
   * @param round subproblems per round
   * @param confirmation replays a candidate input
   */
  SubproblemSearch(
      Workers workers,
      int round,
      Function<double[], Optional<Counterexample>> confirmation,
      ProofListener listener) {
    this.workers = workers;
    this.round = round;
    this.confirmation = confirmation;
    this.listener = listener;
  }

  Result search(List<Subproblem> roots, Budget budget) {
    SubproblemQueue queue = new SubproblemQueue(QUEUE_LIMIT);
    roots.forEach(queue::add);
    long evaluated = 0;
    long abandoned = 0;
    double openShare = 1;
    while (!queue.isEmpty()) {
      if (budget.expired()) {
        return new Result(End.OUT_OF_TIME, Optional.empty());
      }
      List<Subproblem> batch = queue.poll(round);
      List<Outcome> outcomes = workers.evaluate(batch);
      evaluated += batch.size();
      for (int b = 0; b < batch.size(); b++) {
        Outcome outcome = outcomes.get(b);
        if (outcome.candidate() != null) {
          Optional<Counterexample> confirmed = confirmation.apply(outcome.candidate());
          if (confirmed.isPresent()) {
            return new Result(End.VIOLATED, confirmed);
          }
        }
        if (outcome.stuck()) {
          abandoned++;
        } else {
          openShare -= batch.get(b).share();
        }
        for (Subproblem child : outcome.children()) {
          openShare += child.share();
          queue.add(child);
        }
      }
      listener.progress(queue.size(), evaluated, Math.min(1, Math.max(0, 1 - openShare)));
    }
    return new Result(abandoned == 0 ? End.PROVED : End.ABANDONED, Optional.empty());
  }
}
