package org.plumbline.verifier.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.plumbline.falsifier.game.FeatureGame;
import org.plumbline.falsifier.game.JudgedStates;
import org.plumbline.falsifier.game.State;

/**
 * From the points of a grid to all inputs between them (Wicker, Huang, Kwiatkowska, <em>
 * Feature-Guided Black-Box Safety Testing of Deep Neural Networks</em>, 2018; Wu et al., <em>A
 * Game-Based Approximate Verification of Deep Neural Networks with Provable Guarantees</em>, 2020).
 *
 * <p><b>Theorem.</b> Let the cell of a grid point g hold the inputs whose values differ from those
 * of g by at most τ/2, and let {@code d(k, τ)/2} be the norm of such a difference. The cells cover
 * the ball, and an input of g's cell is at least {@code key(g) = ‖max(0, |g − x| − τ/2)‖} away from
 * x. So the maximum safe radius is at least the least key of the points whose cells are not known
 * to keep the class; a cell is known to if {@code f_j(g) > h_j · d(k, τ)/2} for all rivals j. If
 * only points of another class fail this, then by the triangle inequality
 *
 * <pre>FMSR − d(k, τ)/2 ≤ MSR ≤ FMSR.</pre>
 *
 * Points are visited by their keys, which never fall along a move, so that the first that fails has
 * the least, and the least that waits is a bound at any time. The h_j are those of the ball up to
 * the limit of the game; inputs whose grid point lies beyond it are no part of the claim.
 */
final class GridCells {
  private static final int MOST_STATES = 1_000_000;

  private final GridQuestion question;
  private final FeatureGame game;
  private final JudgedStates reach;
  private final double[] half;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingDouble(Waiting::key).thenComparingLong(Waiting::number));
  private final Set<State> seen = new HashSet<>();
  private double visited;

  private record Waiting(State state, double key, long number) {}

  /**
   * @param reach judges points by how far from them the class is kept
   */
  GridCells(GridQuestion question, FeatureGame game, JudgedStates reach) {
    this.question = question;
    this.game = game;
    this.reach = reach;
    this.half = new double[question.varying().length];
    Arrays.setAll(half, n -> halfStep(question.input()[question.varying()[n]]));
  }

  /** Neighbours on the computed grid may be further apart than τ by rounding. */
  private double halfStep(double value) {
    double size = Math.abs(value) + game.rules().limit() + 2 * question.step();
    return question.step() / 2 * (1 + 0x1p-40) + size * 0x1p-50;
  }

  /** {@code d(k, τ)/2}, rounded up. */
  double error() {
    return question.norm(half) * (1 + 0x1p-40);
  }

  private void admit(List<State> reached) {
    List<State> unseen = reached.stream().filter(seen::add).toList();
    reach.judge(unseen);
    for (State state : unseen) {
      waiting.add(new Waiting(state, key(state), waiting.size() + (long) seen.size()));
    }
  }

  private double key(State state) {
    double[] image = game.ladders().image(state);
    double[] beyond = new double[half.length];
    for (int n = 0; n < half.length; n++) {
      int i = question.varying()[n];
      beyond[n] = Math.max(0, Math.abs(image[i] - question.input()[i]) - half[n]);
    }
    return question.norm(beyond) * (1 - 0x1p-40);
  }

  /** Visits points until a cell fails, or there is no more; may be ended from outside. */
  void run() {
    admit(List.of(State.start()));
    while (!waiting.isEmpty() && seen.size() < MOST_STATES) {
      visited = waiting.peek().key();
      List<State> next = new ArrayList<>();
      while (!waiting.isEmpty() && waiting.peek().key() <= visited) {
        State state = waiting.poll().state();
        if (!(reach.margin(state) > error())) {
          return;
        }
        next.addAll(game.moves(state, 0));
      }
      admit(next);
    }
    visited = waiting.isEmpty() ? Double.POSITIVE_INFINITY : waiting.peek().key();
  }

  /** No input nearer than this has or ties another class. */
  double lower() {
    return Math.max(0, Math.min(visited, game.rules().limit() - error()));
  }
}
