package org.plumbline.verifier.branching.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.plumbline.verifier.branching.space.Evaluator;
import org.plumbline.verifier.branching.space.Outcome;
import org.plumbline.verifier.branching.space.Subproblem;

/**
 * Evaluates a round of subproblems on all threads. The round is cut into chunks whose size does not
 * depend on the number of threads, and the outcomes come back in the order of the subproblems, so
 * that a search takes the same course however many threads run and however fast they are.
 */
public final class Workers {
  /** Of rounds that have so many, whatever the number of threads: results do not depend on it. */
  private static final int FEWEST_CHUNKS = 4;

  private final Parallel parallel;
  private final List<? extends Evaluator> evaluators;
  private final int chunk;

  /**
   * @param chunk subproblems at most that one thread evaluates at once
   * @param evaluators one per thread
   */
  public Workers(Parallel parallel, int chunk, List<? extends Evaluator> evaluators) {
    this.parallel = parallel;
    this.chunk = chunk;
    this.evaluators = evaluators;
  }

  List<Outcome> evaluate(List<Subproblem> round) {
    int size = Math.max(1, Math.min(chunk, round.size() / FEWEST_CHUNKS));
    int chunks = (round.size() + size - 1) / size;
    if (chunks <= 1) {
      return round.isEmpty() ? List.of() : evaluators.get(0).evaluate(round);
    }
    List<List<Outcome>> results = new ArrayList<>(Collections.nCopies(chunks, null));
    AtomicInteger next = new AtomicInteger();
    parallel.onEach(
        t -> {
          for (int c = next.getAndIncrement(); c < chunks; c = next.getAndIncrement()) {
            int end = Math.min(round.size(), (c + 1) * size);
            results.set(c, evaluators.get(t).evaluate(round.subList(c * size, end)));
          }
        });
    List<Outcome> outcomes = new ArrayList<>(round.size());
    results.forEach(outcomes::addAll);
    return outcomes;
  }
}
