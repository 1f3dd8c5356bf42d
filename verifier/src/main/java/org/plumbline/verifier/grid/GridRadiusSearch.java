package org.plumbline.verifier.grid;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.plumbline.falsifier.game.BestFirstSearch;
import org.plumbline.falsifier.game.FeatureGame;
import org.plumbline.falsifier.game.FlipDistance;
import org.plumbline.falsifier.game.GameValue;
import org.plumbline.falsifier.game.JudgedStates;
import org.plumbline.falsifier.game.State;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.specs.query.Budget;

/**
 * The finite maximum safe radius on a grid and what it says of the maximum safe radius, with
 * Lipschitz constants that are proved on the ball that is searched. The ball starts small, where
 * constants are small, and grows as long as the bounds it gives get better. In each
 *
 * <ul>
 *   <li>the constants say how far around the input itself the class is kept;
 *   <li>{@link GridCells} carries on from cell to cell;
 *   <li>{@link BestFirstSearch} looks for the nearest point of another class, with the constants as
 *       its admissible estimate.
 * </ul>
 */
public final class GridRadiusSearch {
  private static final int MOST_STATES = 1_000_000;
  private static final int MOST_VALUES = 1 << 20;
  private static final int MOST_BALLS = 40;

  private final Supplier<Gemm> gemm;

  /** Ends a search from within. */
  private static final class TimeUpException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  public GridRadiusSearch(Supplier<Gemm> gemm) {
    this.gemm = gemm;
  }

  /**
   * @param listener hears of the bounds after each ball
   */
  public GridRadius search(GridQuestion question, Budget budget, Consumer<GridRadius> listener) {
    GridRadius now = null;
    double furthest = furthest(question);
    double ball = 4 * question.step();
    for (int k = 0; k < MOST_BALLS && (k == 0 || !budget.expired()); k++) {
      double radius = Math.min(ball, furthest);
      Search search = new Search(question, radius, budget);
      search.run();
      now = now == null ? search.result() : now.join(search.result());
      listener.accept(now);
      if (radius >= furthest || now.isFiniteExact() || !search.isWorthMore()) {
        return now;
      }
      ball = 2 * ball;
    }
    return now;
  }

  /** No input is further away. */
  private static double furthest(GridQuestion question) {
    double[] most = new double[question.varying().length];
    for (int n = 0; n < most.length; n++) {
      double value = question.input()[question.varying()[n]];
      most[n] = Math.max(value - question.lower(), question.upper() - value);
    }
    return Math.nextUp(question.norm(most) + 2 * question.norm(steps(question)));
  }

  private static double[] steps(GridQuestion question) {
    double[] steps = new double[question.varying().length];
    Arrays.fill(steps, question.step());
    return steps;
  }

  private final class Search {
    private final GridQuestion question;
    private final double radius;
    private final Budget budget;
    private final LocalLipschitz lipschitz;
    private final ForwardPass forward;
    private final FeatureGame game;
    private final JudgedStates reach;
    private final GridCells cells;
    private BestFirstSearch nearest;

    Search(GridQuestion question, double radius, Budget budget) {
      this.question = question;
      this.radius = radius;
      this.budget = budget;
      Gemm products = gemm.get();
      this.lipschitz =
          LocalLipschitz.on(
              question.network(),
              question.hull(radius),
              question.label(),
              question.norm(),
              products);
      this.forward = new ForwardPass(question.network(), products);
      this.game = question.game(radius);
      this.reach = new JudgedStates(game, this::reaches);
      this.cells = new GridCells(question, game, reach);
    }

    private double[] reaches(List<State> states) {
      int n = question.input().length;
      int most = Math.max(1, Math.min(states.size(), MOST_VALUES / n));
      double[] batch = new double[most * n];
      double[] reaches = new double[states.size()];
      for (int first = 0; first < reaches.length; first += most) {
        if (budget.expired()) {
          throw new TimeUpException();
        }
        int rows = Math.min(most, reaches.length - first);
        for (int r = 0; r < rows; r++) {
          game.ladders().write(states.get(first + r), batch, r);
        }
        double[] y = forward.outputs(rows, batch);
        for (int r = 0; r < rows; r++) {
          reaches[first + r] = lipschitz.reach(y, r * question.network().outputSize());
        }
      }
      return reaches;
    }

    void run() {
      try {
        cells.run();
        nearest = new BestFirstSearch(game, reach, FlipDistance.lipschitz(1), MOST_STATES);
        nearest.run();
      } catch (TimeUpException e) {
        // What is known until now holds.
      }
    }

    /**
     * Whether a larger ball may tell more: all of this one was searched, or its end was reached.
     */
    boolean isWorthMore() {
      GridRadius found = result();
      return found.upper() == Double.POSITIVE_INFINITY
          && (found.lower() >= radius / 4 || found.finiteLower() >= radius / 2);
    }

    GridRadius result() {
      Optional<State> best = reach.best();
      double upper = best.isPresent() ? reach.bestDistance() : Double.POSITIVE_INFINITY;
      double lower = Math.max(Math.min(radius, ownReach()), cells.lower());
      Optional<GameValue> value = Optional.ofNullable(nearest).map(BestFirstSearch::value);
      return new GridRadius(
          lower,
          upper,
          best.map(state -> game.ladders().image(state)),
          Math.max(lower, value.map(v -> Math.min(v.lower(), radius) * (1 - 0x1p-40)).orElse(0.0)),
          cells.error(),
          radius,
          lipschitz.greatest(),
          reach.judged());
    }

    private double ownReach() {
      double[] y = forward.outputs(1, question.input());
      return Math.max(0, lipschitz.reach(y, 0));
    }
  }
}
