package org.plumbline.soundness.competition.score;

/** What an answer is worth by the rules of VNN-COMP 2026; time is worth nothing. */
public enum Outcome {
  /** A counterexample that replays, be it by the tolerance of inputs. */
  SAT(10),
  UNSAT(10),
  /** A counterexample that does not replay, or none; or unsat where there is one. */
  WRONG(-150),
  /** No answer, or one that came late or that nobody can judge. */
  OPEN(0);

  private final int points;

  Outcome(int points) {
    this.points = points;
  }

  public int points() {
    return points;
  }
}
