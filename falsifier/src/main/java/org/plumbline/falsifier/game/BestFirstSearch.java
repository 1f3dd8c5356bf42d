package org.plumbline.falsifier.game;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The finite maximum safe radius, the value of a cooperative game, by best-first search with an
 * admissible estimate (A*; Wu et al., <em>A Game-Based Approximate Verification of Deep Neural
 * Networks with Provable Guarantees</em>, 2020). Moves never turn back, so that from a state s on
 * the way to an adversarial y, with h a lower bound of ‖y − s‖:
 *
 * <ul>
 *   <li>L1: ‖y − x‖ = ‖s − x‖ + ‖y − s‖ ≥ ‖s − x‖ + h,
 *   <li>L2: ‖y − x‖² ≥ ‖s − x‖² + h²,
 *   <li>L∞: ‖y − x‖ ≥ max(‖s − x‖, h),
 *   <li>L0: ‖y − x‖ ≥ ‖s − x‖, and one more where every move is a new pixel.
 * </ul>
 *
 * The least of these over all open states is a lower bound of the value at any time. It is certain
 * for images that moves can make, not for those between.
 */
public final class BestFirstSearch {
  private static final int BATCH = 64;

  private final FeatureGame game;
  private final JudgedStates states;
  private final TreeBounds bounds;
  private final FlipDistance flip;
  private final int mostStates;
  private final PriorityQueue<Open> open =
      new PriorityQueue<>(Comparator.comparingDouble(Open::least).thenComparingLong(Open::number));
  private final Set<State> seen = new HashSet<>();
  private double leastTaken = Double.POSITIVE_INFINITY;

  private record Open(State state, double least, long number) {}

  /**
   * @param mostStates memory allows; the search ends with what it knows when it has seen as many
   */
  public BestFirstSearch(FeatureGame game, JudgedStates states, FlipDistance flip, int mostStates) {
    if (game.rules().players() != Players.COOPERATIVE) {
      throw new IllegalArgumentException("best-first search plays for players who cooperate");
    }
    this.game = game;
    this.states = states;
    this.bounds = new TreeBounds(game, states);
    this.flip = flip;
    this.mostStates = mostStates;
    admit(List.of(State.start()));
  }

  /** Searches until the value is known or memory is used up. */
  public void run() {
    while (!isSolved() && seen.size() < mostStates) {
      List<State> next = new ArrayList<>();
      leastTaken = open.peek().least();
      for (int k = 0; k < BATCH && !isSolved(); k++) {
        State state = open.remove().state();
        for (int feature : game.playable(state)) {
          next.addAll(game.moves(state, feature));
        }
      }
      admit(next);
      leastTaken = Double.POSITIVE_INFINITY;
    }
  }

  /** Whether nothing that is open can be nearer than what was found. */
  private boolean isSolved() {
    return open.isEmpty() || open.peek().least() >= states.bestDistance();
  }

  private void admit(List<State> reached) {
    List<State> unseen = reached.stream().filter(seen::add).toList();
    states.judge(unseen);
    for (State state : unseen) {
      if (!states.isAdversarial(state)) {
        open.add(new Open(state, least(state), seen.size() + open.size()));
      }
    }
  }

  private double least(State state) {
    double so = game.distance(state);
    double further = flip.ofMargin(states.margin(state));
    return switch (game.rules().distance()) {
      case L0 -> bounds.least(state);
      case L1 -> so + further;
      case L2 -> Math.sqrt(so * so + further * further);
      case LINF -> Math.max(so, further);
    };
  }

  /** What is known now; may be asked after the search was ended from outside, too. */
  public GameValue value() {
    double upper = Math.min(game.failure(), states.bestDistance());
    double waiting = open.isEmpty() ? Double.POSITIVE_INFINITY : open.peek().least();
    double lower = Math.min(upper, Math.min(waiting, leastTaken));
    return new GameValue(lower, upper, states.best(), states.judged());
  }
}
