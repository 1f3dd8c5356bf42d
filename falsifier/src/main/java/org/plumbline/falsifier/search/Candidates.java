package org.plumbline.falsifier.search;

import java.util.Arrays;
import java.util.Optional;
import org.plumbline.falsifier.contract.Confirmation;
import org.plumbline.falsifier.contract.MarginLoss;
import org.plumbline.falsifier.contract.Target;

/**
 * Picks the best point of each batch and has it confirmed when it looks unsafe. After a refusal
 * only points twice as deep inside a polyhedron are offered, and only so many: a confirmation may
 * cost far more than a step.
 */
public final class Candidates {
  private static final int MOST_REFUSALS = 24;
  private static final double DEEPER = 2;

  private final Target target;
  private final Confirmation confirmation;
  private double required;
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
    return least <= required && refusals < MOST_REFUSALS
        ? confirmed(Arrays.copyOfRange(x, best * inputs, (best + 1) * inputs), least)
        : Optional.empty();
  }

  private Optional<double[]> confirmed(double[] point, double loss) {
    if (confirmation.confirms(point)) {
      return Optional.of(point);
    }
    refusals++;
    required = Math.min(DEEPER * loss, -Double.MIN_NORMAL);
    return Optional.empty();
  }
}
