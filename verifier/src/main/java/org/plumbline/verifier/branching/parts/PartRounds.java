package org.plumbline.verifier.branching.parts;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.proof.Trace;
import org.plumbline.verifier.proof.TraceMemory;

/**
 * Gives parts to workers until all are answered. A part that takes three times the median is cut
 * again; one that its worker fails at gets another worker, and after that it goes back to the
 * search that it came from. One thread runs it.
 */
final class PartRounds {
  private static final long TICK_MILLIS = 200;

  private final PartWorkers workers;
  private final PartTally tally;
  private final SubproblemSearch search;
  private final ProofListener listener;
  private final TraceMemory memory = TraceMemory.ofJava();
  private final Deque<Part> waiting = new ArrayDeque<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private final Set<Integer> failed = new HashSet<>();
  private final Set<List<Subproblem>> returned = new HashSet<>();
  private final PartPace pace;
  private int begun;
  private int answered;
  private long evaluated;
  private double provedShare = 1;
  private boolean isClaimed;
  private String unprovable;

  /** A part that a worker has, and what the worker said last. */
  private static final class Running {
    final Part part;
    PartWorkers.Progress last;
    boolean isCut;

    Running(Part part) {
      this.part = part;
      this.last = new PartWorkers.Progress(part.number(), part.subproblems().size(), 0, 0);
    }
  }

  /**
   * @param search gets back what no worker answers
   */
  PartRounds(
      PartWorkers workers, PartTally tally, SubproblemSearch search, ProofListener listener) {
    this.workers = workers;
    this.tally = tally;
    this.search = search;
    this.listener = listener;
    this.pace = new PartPace();
    this.evaluated = search.evaluated();
  }

  /** Whether something of the proof is what workers say. */
  boolean isClaimed() {
    return isClaimed;
  }

  /** Why some part cannot be proved, if a worker said so. */
  Optional<String> unprovable() {
    return Optional.ofNullable(unprovable);
  }

  /** How many were answered, for people. */
  String words() {
    return answered + " of " + begun + " parts were proved";
  }

  /**
   * Has all that is open searched.
   *
   * @return a counterexample that was replayed, if one was found
   */
  Optional<Counterexample> run(byte[] root, List<Subproblem> open, int parts, Budget budget) {
    waiting.addAll(Part.dealt(open, parts, 0));
    begun = waiting.size();
    tally.begun(begun);
    waiting.forEach(part -> provedShare -= part.share());
    BlockingQueue<PartWorkers.Event> events = new LinkedBlockingQueue<>();
    try (PartWorkers.Session session = workers.open(root, events::add)) {
      while (!budget.expired() && !(waiting.isEmpty() && running.isEmpty())) {
        while (running.size() < workers.width() && !waiting.isEmpty()) {
          Part next = waiting.remove();
          running.put(next.number(), new Running(next));
          session.begin(next.number(), next.bytes(), budget);
        }
        PartWorkers.Event event = events.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        Optional<Counterexample> found = event == null ? Optional.empty() : heard(event);
        if (found.isPresent()) {
          return found;
        }
        cutLong(session);
        report();
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    }
  }

  private Optional<Counterexample> heard(PartWorkers.Event event) {
    Running of = running.get(event.number());
    if (of == null) {
      return Optional.empty(); // said after its end
    }
    if (event instanceof PartWorkers.Progress progress) {
      of.last = progress;
      return Optional.empty();
    }
    running.remove(event.number());
    if (returned.contains(of.part.own())) {
      return Optional.empty(); // it is searched here
    }
    if (event instanceof PartWorkers.Failed failure) {
      fail(of, failure.why());
      return Optional.empty();
    }
    try {
      byte[] answer = ((PartWorkers.Ended) event).answer();
      return take(of, PartAnswer.read(answer, of.part.subproblems().size()));
    } catch (IOException e) {
      fail(of, "it answered what is not understood: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Counterexample> take(Running of, PartAnswer answer) {
    Part part = of.part;
    if (answer.counterexample().length > 0) {
      Optional<Counterexample> confirmed = confirmed(answer.counterexample());
      if (confirmed.isEmpty()) {
        fail(of, "its counterexample is none");
      }
      return confirmed;
    }
    evaluated += answer.evaluated();
    tally.ended(answer.evaluated());
    if (!answer.reason().isEmpty()) {
      unprovable = unprovable == null ? answer.reason() : unprovable;
      return Optional.empty();
    }
    List<Trace> places = answer.open().stream().map(some -> new Trace(memory, false)).toList();
    for (int s = 0; s < part.traces().size(); s++) {
      part.traces().get(s).graft(answer.proofs().get(s), places);
    }
    isClaimed = true;
    if (answer.open().isEmpty()) {
      answered++;
      provedShare += part.share();
      pace.ended(answer.evaluated());
      listener.note(
          "part " + part.number() + " proved, " + answer.evaluated() + " subproblems; " + words());
      return Optional.empty();
    }
    double left = part.share() * (1 - of.last.provedShare());
    provedShare += part.share() - left;
    List<Part> again =
        part.dealtAgain(answer.open(), places, left, Math.max(2, workers.width()), begun);
    begun += again.size();
    answered++;
    waiting.addAll(again);
    tally.cutAgain();
    listener.note("part " + part.number() + " is cut again into " + again.size());
    return Optional.empty();
  }

  /** Empty where it is none, or no input of the network at all. */
  private Optional<Counterexample> confirmed(double[] claimed) {
    try {
      return search.confirmed(claimed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void fail(Running of, String why) {
    Part part = of.part;
    tally.failed();
    if (failed.add(part.number())) {
      listener.note("part " + part.number() + " failed and is given out once more: " + why);
      waiting.addFirst(part);
      return;
    }
    listener.note("part " + part.number() + " failed twice and is searched here: " + why);
    tally.searchedHere();
    returned.add(part.own());
    waiting.removeIf(other -> other.own().equals(part.own()));
    part.own().forEach(own -> own.trace().forgetGraft());
    search.putBack(part.own());
  }

  private void cutLong(PartWorkers.Session session) {
    boolean isIdle = waiting.isEmpty() && running.size() < workers.width();
    for (Running one : running.values()) {
      if (!one.isCut && one.last.open() > 1 && pace.isLong(one.last.evaluated(), isIdle)) {
        one.isCut = true;
        session.cut(one.part.number());
      }
    }
  }

  private void report() {
    int open = waiting.stream().mapToInt(part -> part.subproblems().size()).sum();
    long looked = evaluated;
    double share = provedShare;
    for (Running one : running.values()) {
      open += one.last.open();
      looked += one.last.evaluated();
      share += one.part.share() * one.last.provedShare();
    }
    listener.progress(open, looked, Math.min(1, Math.max(0, share)));
  }
}
