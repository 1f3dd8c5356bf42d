package org.plumbline.falsifier.search;

import java.util.Arrays;
import java.util.Optional;
import org.plumbline.falsifier.contract.Confirmation;
import org.plumbline.falsifier.contract.MarginLoss;
import org.plumbline.falsifier.contract.Target;

/**
 * Picks the best point of each batch and has it confirmed when it looks unsafe. After a refusal
 * only points twice as deep inside a polyhedron are offered, and only so many, since a confirmation
 * may cost far more than a step; the deepest of all is offered at the end.
 */
public final class Candidates {
  private static final int MOST_REFUSALS = 24;
  private static final double DEEPER = 2;

  private final Target target;
  private final Confirmation confirmation;
  private double required;
  private double deepest = Double.POSITIVE_INFINITY;
  private double[] point;
  private int refusals;

  public Candidates(Target target, Confirmation confirmation) {
    this.target = target;
    this.confirmation = confirmation;
  }

  /**
   * A confirmed copy of the best row, if any.
   *
   * @param x inputs {@code [rows × inputs]}
   * @param y their outputs {@code [rows × outputs]}
   */
  public Optional<double[]> among(int rows, double[] x, double[] y, int outputs) {
    int inputs = target.box().size();
    double least = Double.POSITIVE_INFINITY;
    int best = -1;
    for (int r = 0; r < rows; r++) {
      for (MarginLoss loss : target.losses()) {
        double value = loss.at(x, r * inputs, y, r * outputs);
        if (value < least) {
          least = value;
          best = r;
        }
      }
    }
    if (least >= deepest) {
      return Optional.empty();
    }
    deepest = least;
    point = Arrays.copyOfRange(x, best * inputs, (best + 1) * inputs);
    return least <= required && refusals < MOST_REFUSALS ? offered() : Optional.empty();
  }

  /** The deepest point seen, if it was not offered before and is confirmed now. */
  public Optional<double[]> deepest() {
    return point == null || deepest > 0 ? Optional.empty() : offered();
  }

  private Optional<double[]> offered() {
    double[] offer = point;
    point = null;
    if (confirmation.confirms(offer)) {
      return Optional.of(offer);
    }
    refusals++;
    required = DEEPER * deepest;
    return Optional.empty();
  }
}
