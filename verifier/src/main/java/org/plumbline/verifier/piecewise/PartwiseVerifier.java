package org.plumbline.verifier.piecewise;

import java.util.List;
import java.util.function.Supplier;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.verifier.certified.AsRead;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/** Decides a question part by part: it is violated by the first part that is. */
public final class PartwiseVerifier {
  private final Verifier verifier;
  private final Verifier whole;

  /**
   * @param verifier decides each part
   */
  public PartwiseVerifier(Verifier verifier) {
    this(verifier, verifier);
  }

  /**
   * @param verifier decides each part
   * @param whole decides a question of one part
   */
  public PartwiseVerifier(Verifier verifier, Verifier whole) {
    this.verifier = verifier;
    this.whole = whole;
  }

  /** A part that stays undecided does not stop the others from being looked at. */
  public Verdict verify(Question question, Budget budget, ProofListener listener) {
    List<Supplier<Query>> parts = question.parts();
    if (parts.size() == 1) {
      return whole.verify(parts.get(0).get(), budget, listener);
    }
    listener.note("the network is read in " + parts.size() + " pieces");
    PartProgress progress = new PartProgress(listener, parts.size());
    Verdict verdict = new Verdict.Holds(Assurance.ROUNDED);
    for (Supplier<Query> part : parts) {
      if (budget.expired()) {
        return new Verdict.Unknown(Verdict.Cause.TIMEOUT, "the time limit was reached");
      }
      Query query = part.get();
      Verdict one = AsRead.of(query, verifier.verify(query, budget, progress));
      if (one instanceof Verdict.Violated) {
        return one;
      }
      progress.next();
      verdict = weaker(verdict, one);
    }
    return verdict;
  }

  private static Verdict weaker(Verdict left, Verdict right) {
    if (left instanceof Verdict.Holds a && right instanceof Verdict.Holds b) {
      return a.assurance().compareTo(b.assurance()) <= 0 ? left : right;
    }
    return left instanceof Verdict.Holds ? right : left;
  }

  /** Reports the progress of one part after another as that of the whole. */
  private static final class PartProgress implements ProofListener {
    private final ProofListener listener;
    private final int parts;
    private int done;
    private long evaluatedBefore;
    private long evaluated;

    PartProgress(ProofListener listener, int parts) {
      this.listener = listener;
      this.parts = parts;
    }

    void next() {
      done++;
      evaluatedBefore += evaluated;
      evaluated = 0;
    }

    @Override
    public void progress(int open, long evaluatedSoFar, double provedShare) {
      evaluated = evaluatedSoFar;
      int ahead = parts - done - 1;
      listener.progress(open + ahead, evaluatedBefore + evaluated, (done + provedShare) / parts);
    }

    @Override
    public void note(String what) {
      listener.note("piece " + (done + 1) + ": " + what);
    }
  }
}
