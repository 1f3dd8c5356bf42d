package org.plumbline.verifier.branching.parts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.contract.Refuter;

/** Workers that are no processes: each part is searched at once, and what is said of it may lie. */
final class WorkersHere implements PartWorkers {
  private final Query query;
  private final Answering answering;

  /** Parts in the order in which they were given out. */
  final List<Integer> given = new ArrayList<>();

  /** What a worker makes of a part. */
  interface Answering {
    /**
     * @param again how often the part was given out before
     */
    Event of(PartSearch search, int number, int again, byte[] part) throws IOException;
  }

  WorkersHere(Query query, Answering answering) {
    this.query = query;
    this.answering = answering;
  }

  /** Searches to the end, and tells the truth. */
  static Event honest(PartSearch search, int number, int again, byte[] part) throws IOException {
    return new Ended(number, answer(search, part).bytes());
  }

  static PartAnswer answer(PartSearch search, byte[] part) throws IOException {
    return search.begin(part).advance(Budget.ofMillis(20_000)).orElseThrow();
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public Session open(byte[] root, Consumer<Event> events) {
    Parallel parallel = new Parallel(1);
    Map<Integer, Integer> times = new HashMap<>();
    PartSearch search;
    try {
      search =
          new BranchAndBoundVerifier(
                  1, JavaGemm::new, ProgramSolver.best(), Splitting.AUTOMATIC, Refuter.NONE)
              .parts(query, parallel, root);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new Session() {
      @Override
      public void begin(int number, byte[] part, Budget budget) {
        given.add(number);
        try {
          events.accept(
              answering.of(search, number, times.merge(number, 1, Integer::sum) - 1, part));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }

      @Override
      public void cut(int number) {
        throw new AssertionError("part " + number + " is answered already");
      }

      @Override
      public void close() {
        parallel.close();
      }
    };
  }
}
