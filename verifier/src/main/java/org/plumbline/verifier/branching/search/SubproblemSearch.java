package org.plumbline.verifier.branching.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.branching.space.Outcome;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.contract.ProofListener;

/**
 * Branch and bound. Every subproblem taken from the queue is proved, replaced by parts that cover
 * what is open of it, or counted as abandoned; the queue running empty with none abandoned is the
 * proof. A candidate counts only when it is confirmed.
 */
public final class SubproblemSearch {
  /** How a search ended. */
  public enum End {
    PROVED,
    VIOLATED,
    /** Others say so of parts, and nothing holds before a checker looked at the whole. */
    CLAIMED,
    ABANDONED,
    UNDEFINED,
    OUT_OF_TIME
  }

  /**
   * @param counterexample present exactly if the end is {@link End#VIOLATED}
   * @param proof of every case if the end is {@link End#PROVED}
   * @param reason why nothing was decided, in words; else empty
   */
  public record Result(
      End end,
      Optional<Counterexample> counterexample,
      Supplier<List<CaseProof>> proof,
      String reason) {
    public static final Result OUT_OF_TIME = open(End.OUT_OF_TIME, "the time limit was reached");

    public static Result open(End end, String reason) {
      return new Result(end, Optional.empty(), List::of, reason);
    }

    public static Result violated(Optional<Counterexample> counterexample) {
      return new Result(End.VIOLATED, counterexample, List::of, "");
    }
  }

  /** Of those open, the share that a small round looks at is one over this. */
  private static final int SPREAD = 4;

  /** Looks for each open subproblem that is wanted. */
  private static final int MOST_LOOKS = 20;

  private final Workers workers;
  private final int firstRound;
  private final SearchPlan plan;
  private final Supplier<Optional<Counterexample>> attack;
  private final Function<double[], Optional<Counterexample>> confirmation;
  private final ProofListener listener;
  private final Supplier<List<CaseProof>> proof;
  private final SubproblemQueue queue;
  private long evaluated;
  private final OpenParts abandoned = new OpenParts();
  private long nextNote;
  private boolean isAttacked;
  private boolean isOverflowSaid;
  private double openShare = 1;

  /**
   * @param attack asked once, after the first rounds, if something is still open then
   * @param confirmation replays a candidate input
   * @param proof made of the traces of the roots, once all is proved
   */
  public SubproblemSearch(
      Workers workers,
      List<Subproblem> roots,
      SearchPlan plan,
      Supplier<Optional<Counterexample>> attack,
      Function<double[], Optional<Counterexample>> confirmation,
      ProofListener listener,
      Supplier<List<CaseProof>> proof) {
    this(workers, roots, plan, attack, confirmation, listener, proof, SubproblemQueue.ofJava());
  }

  SubproblemSearch(
      Workers workers,
      List<Subproblem> roots,
      SearchPlan plan,
      Supplier<Optional<Counterexample>> attack,
      Function<double[], Optional<Counterexample>> confirmation,
      ProofListener listener,
      Supplier<List<CaseProof>> proof,
      SubproblemQueue queue) {
    this.workers = workers;
    this.queue = queue;
    this.proof = proof;
    this.firstRound = roots.size();
    this.plan = plan;
    this.attack = attack;
    this.confirmation = confirmation;
    this.listener = listener;
    roots.forEach(queue::add);
  }

  /**
   * Goes on for about as many multiply-adds, as estimated by the plan.
   *
   * @return how the search ended, or empty if it did not
   */
  public Optional<Result> advance(double products, Budget budget) {
    double spent = 0;
    while (!queue.isEmpty() || abandoned.undefined().isPresent()) {
      if (budget.expired()) {
        return Optional.of(outOfTime());
      }
      if (abandoned.undefined().isPresent()) {
        Optional<Counterexample> found = attackOnce();
        return Optional.of(
            found.isPresent()
                ? Result.violated(found)
                : Result.open(End.UNDEFINED, abandoned.undefined().get()));
      }
      if (spent >= products) {
        return Optional.empty();
      }
      int count = evaluated == 0 ? Math.max(firstRound, 1) : plan.round();
      spent += Math.min(count, queue.size()) * plan.products();
      Optional<Counterexample> found = round(count);
      if (found.isPresent()) {
        return Optional.of(Result.violated(found));
      }
    }
    return Optional.of(
        abandoned.isEmpty()
            ? new Result(End.PROVED, Optional.empty(), proof, "")
            : Result.open(End.ABANDONED, abandoned.reason()));
  }

  /**
   * Goes on in small rounds, worst subproblems first, so that those that are open come to look
   * equally hard.
   *
   * @param wanted number of open subproblems
   * @return how the search ended, or empty if there are so many, or it seems that there never will
   */
  public Optional<Result> spread(int wanted, Budget budget) {
    long most = evaluated + (long) MOST_LOOKS * wanted;
    while (!queue.isEmpty() && queue.size() < wanted && evaluated < most) {
      if (budget.expired()) {
        return Optional.of(outOfTime());
      }
      int count = evaluated == 0 ? Math.max(firstRound, 1) : queue.size() / SPREAD + 1;
      Optional<Counterexample> found = round(count);
      if (found.isPresent()) {
        return Optional.of(Result.violated(found));
      }
    }
    boolean isOver = queue.isEmpty() || abandoned.undefined().isPresent();
    return isOver ? advance(0, budget) : attackOnce().map(f -> Result.violated(Optional.of(f)));
  }

  /** Hands out all that is open, worst first; the search has nothing left then. */
  public List<Subproblem> takeOpen() {
    return queue.poll(queue.size());
  }

  /** Takes back what is to be searched here after all. */
  public void putBack(List<Subproblem> open) {
    open.forEach(queue::add);
  }

  /** Replays an input that others found; empty if it is no counterexample. */
  public Optional<Counterexample> confirmed(double[] input) {
    return confirmation.apply(input);
  }

  /** Subproblems that were looked at. */
  public long evaluated() {
    return evaluated;
  }

  /** Why the search ends undecided even if all that is open is proved, if it does. */
  public Optional<String> reasonAgainst() {
    return abandoned.isEmpty() ? Optional.empty() : Optional.of(abandoned.reason());
  }

  /** What a proof holds of all that was searched. */
  public Supplier<List<CaseProof>> proof() {
    return proof;
  }

  /** By how much the worst open subproblem misses, as a negative number. */
  public double worstMargin() {
    return queue.isEmpty() ? 0 : queue.worstMargin();
  }

  private Optional<Counterexample> round(int count) {
    if (evaluated >= firstRound + plan.roundsBeforeAttack() * plan.round()) {
      Optional<Counterexample> found = attackOnce();
      if (found.isPresent()) {
        return found;
      }
    }
    List<Subproblem> batch = queue.poll(count);
    List<Outcome> outcomes = workers.evaluate(batch);
    evaluated += batch.size();
    for (int b = 0; b < batch.size(); b++) {
      Outcome outcome = outcomes.get(b);
      if (outcome.candidate() != null) {
        Optional<Counterexample> confirmed = confirmation.apply(outcome.candidate());
        if (confirmed.isPresent()) {
          return confirmed;
        }
      }
      if (outcome.end() != null) {
        abandoned.add(outcome.end());
      } else {
        openShare -= batch.get(b).share();
      }
      for (Subproblem child : outcome.children()) {
        openShare += child.share();
        queue.add(child);
      }
    }
    noteProgress();
    listener.progress(queue.size(), evaluated, Math.min(1, Math.max(0, 1 - openShare)));
    return Optional.empty();
  }

  private Result outOfTime() {
    String reason = abandoned.reasonAtTheLimit(queue.miss());
    return Result.open(
        End.OUT_OF_TIME, queue.overflow().map(words -> reason + "; " + words).orElse(reason));
  }

  private Optional<Counterexample> attackOnce() {
    boolean isFirst = !isAttacked;
    isAttacked = true;
    return isFirst ? attack.get() : Optional.empty();
  }

  private void noteProgress() {
    if (!isOverflowSaid && queue.overflow().isPresent()) {
      isOverflowSaid = true;
      listener.note(queue.overflow().get());
    }
    if (evaluated >= nextNote && !queue.isEmpty()) {
      String looked = evaluated == firstRound ? "the first bounds" : evaluated + " subproblems";
      double miss = -queue.worstMargin();
      String bound =
          Double.isInfinite(miss) ? "some without a bound yet" : "miss by " + (float) miss;
      listener.note(looked + ", " + queue.size() + " open, " + bound);
      nextNote = 4 * evaluated;
    }
  }
}
