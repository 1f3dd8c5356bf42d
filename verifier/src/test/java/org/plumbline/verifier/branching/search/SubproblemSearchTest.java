package org.plumbline.verifier.branching.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.branching.space.Evaluator;
import org.plumbline.verifier.branching.space.Outcome;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.proof.Trace;
import org.plumbline.verifier.proof.TraceMemory;

/** What a search answers follows from what becomes of its subproblems and from nothing else. */
class SubproblemSearchTest {
  private static final SearchPlan PLAN = new SearchPlan(2, 4, 0, 1, 2);

  private final Parallel parallel = new Parallel(2);

  @AfterEach
  void close() {
    parallel.close();
  }

  private static Subproblem part(double margin, double share) {
    return new Subproblem(
        0,
        new double[0],
        new double[0],
        new int[] {0},
        null,
        null,
        null,
        margin,
        share,
        new Trace(new TraceMemory(0)));
  }

  private static Outcome halved(Subproblem parent) {
    Subproblem half = part(parent.margin() / 2, parent.share() / 2);
    return Outcome.of(List.of(half, half), null);
  }

  private SubproblemSearch search(Function<Subproblem, Outcome> look) {
    return search(look, ProofListener.SILENT, SubproblemQueue.ofJava());
  }

  private SubproblemSearch search(
      Function<Subproblem, Outcome> look, ProofListener listener, SubproblemQueue queue) {
    Evaluator evaluator = batch -> batch.stream().map(look).toList();
    return new SubproblemSearch(
        new Workers(parallel, PLAN.chunk(), List.of(evaluator, evaluator)),
        List.of(part(-1, 1)),
        PLAN,
        Optional::empty,
        x -> Optional.<Counterexample>empty(),
        listener,
        List::of,
        queue);
  }

  private static String reason(SubproblemSearch search, int millis) {
    return search.advance(Double.POSITIVE_INFINITY, Budget.ofMillis(millis)).orElseThrow().reason();
  }

  /** A tie is only spoken of where nothing but rounding is missing. */
  @Test
  void theReasonSaysWhatIsMissing() {
    assertThat(reason(search(s -> Outcome.stuck(null, 0.3)), 60_000))
        .contains("misses by 0.3")
        .doesNotContain("rounding");
    assertThat(reason(search(s -> Outcome.stuck(null, 2e-14)), 60_000))
        .contains("misses by at most 2.0E-14", "less than rounding");
    assertThat(reason(search(s -> Outcome.stuck(null, Double.NaN)), 60_000))
        .contains("no bound")
        .doesNotContain("rounding");
    assertThat(reason(search(SubproblemSearchTest::halved), 50)).contains("time limit");
    assertThat(reason(search(s -> Outcome.of(List.of(part(-0.1, 1)), null)), 50))
        .isEqualTo("the time limit was reached");
    assertThat(reason(search(s -> Outcome.of(List.of(part(-1e-14, 1)), null)), 50))
        .contains("the time limit was reached, and what is left misses by at most 1.0E-14");
  }

  @Test
  void whatIsUndefinedEndsTheSearch() {
    SubproblemSearch search =
        search(s -> s.share() > 0.2 ? halved(s) : Outcome.undefined(null, "the root of -1"));
    SubproblemSearch.Result result =
        search.advance(Double.POSITIVE_INFINITY, Budget.ofMillis(60_000)).orElseThrow();
    assertThat(result.end()).isEqualTo(SubproblemSearch.End.UNDEFINED);
    assertThat(result.reason()).isEqualTo("the root of -1");
  }

  private static SubproblemSearch.End end(SubproblemSearch search, int millis) {
    return search.advance(Double.POSITIVE_INFINITY, Budget.ofMillis(millis)).orElseThrow().end();
  }

  @Test
  void closingEveryPartIsTheProof() {
    SubproblemSearch search = search(s -> s.share() > 0.01 ? halved(s) : Outcome.PROVED);
    assertThat(end(search, 60_000)).isEqualTo(SubproblemSearch.End.PROVED);
  }

  @Test
  void onePartGivenUpIsNoProof() {
    boolean[] isGivenUp = new boolean[1];
    SubproblemSearch search =
        search(
            s -> {
              if (s.share() > 0.01) {
                return halved(s);
              }
              boolean isFirst = !isGivenUp[0];
              isGivenUp[0] = true;
              return isFirst ? Outcome.stuck(null, 0.1) : Outcome.PROVED;
            });
    assertThat(end(search, 60_000)).isEqualTo(SubproblemSearch.End.ABANDONED);
  }

  @Test
  void timeRunningOutIsNoProof() {
    assertThat(end(search(SubproblemSearchTest::halved), 50))
        .isEqualTo(SubproblemSearch.End.OUT_OF_TIME);
    assertThat(end(search(s -> Outcome.PROVED), 0)).isEqualTo(SubproblemSearch.End.OUT_OF_TIME);
  }

  /** A search without room for its parts looks at all of them, too. */
  @Test
  void aQueueWithoutRoomLosesNothing() {
    AtomicInteger closed = new AtomicInteger();
    SubproblemSearch search =
        search(
            s -> {
              if (s.share() > 0.01) {
                return halved(s);
              }
              closed.incrementAndGet();
              return Outcome.PROVED;
            },
            ProofListener.SILENT,
            new SubproblemQueue(1));
    assertThat(end(search, 60_000)).isEqualTo(SubproblemSearch.End.PROVED);
    assertThat(closed).hasValue(128);
  }

  @Test
  void aPartGivenUpPastTheRoomIsNoProof() {
    SubproblemSearch search =
        search(
            s -> s.share() > 0.01 ? halved(s) : Outcome.stuck(null, 0.1),
            ProofListener.SILENT,
            new SubproblemQueue(1));
    assertThat(end(search, 60_000)).isEqualTo(SubproblemSearch.End.ABANDONED);
  }

  @Test
  void whatHadNoRoomIsSaidAtTheLimit() {
    List<String> notes = new ArrayList<>();
    ProofListener listener =
        new ProofListener() {
          @Override
          public void note(String what) {
            notes.add(what);
          }
        };
    SubproblemSearch search =
        search(SubproblemSearchTest::halved, listener, new SubproblemQueue(1));
    assertThat(reason(search, 50))
        .startsWith("the time limit was reached; the open parts took up to")
        .contains("an eighth of Java's memory (-Xmx gives it more)");
    assertThat(notes).filteredOn(note -> note.contains("an eighth of Java's memory")).hasSize(1);
  }

  @Test
  void unconfirmedCandidatesChangeNothing() {
    SubproblemSearch search =
        search(
            s ->
                s.share() > 0.01
                    ? Outcome.of(halved(s).children(), new double[0])
                    : Outcome.PROVED);
    assertThat(end(search, 60_000)).isEqualTo(SubproblemSearch.End.PROVED);
  }

  @Test
  void aTurnEndsWithoutAResult() {
    SubproblemSearch search = search(SubproblemSearchTest::halved);
    assertThat(search.advance(10, Budget.ofMillis(60_000))).isEmpty();
    assertThat(search.worstMargin()).isNegative();
  }

  @Test
  void aFailingThreadFailsTheSearch() {
    SubproblemSearch search =
        search(
            s -> {
              throw new ArithmeticException("NaN");
            });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> end(search, 60_000))
        .isInstanceOf(RuntimeException.class);
  }
}
