package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.certificates.slope.SlopeFan;
import org.plumbline.network.model.Activation;

/**
 * Where the slopes of an activation lie in their {@link SlopeFan}, for any number of rows, those of
 * the lines below apart from those above: they move freely, and are used rounded to what a byte of
 * a certificate can say. A buffer.
 */
final class FanPlaces {
  private static final double BYTES = 255;
  private static final double GUESS = 1;

  private final Activation activation;
  private final Side below = new Side();
  private final Side above = new Side();

  FanPlaces(Activation activation) {
    this.activation = activation;
  }

  /** All slopes are guessed. */
  void reset(int count) {
    below.reset(count);
    above.reset(count);
  }

  /**
   * The slope that a neuron of a row moves to.
   *
   * @param present one
   * @param low end of what σ is applied to
   */
  double moved(int at, boolean isBelow, double present, double move, double low, double high) {
    SlopeFan fan = SlopeFan.of(activation, low, high);
    return fan == null ? present : (isBelow ? below : above).moved(at, present, move, fan);
  }

  /**
   * Copies places, in 255ths, 1 where a slope is guessed: of each neuron that of the line which its
   * coefficient takes.
   */
  void copy(double[] coefficients, int from, int count, double[] to) {
    for (int at = from; at < from + count; at++) {
      to[at] = (coefficients[at] > 0 ? below : above).places[at];
    }
  }

  private static final class Side {
    private double[] free = new double[0];
    private double[] places = new double[0];

    void reset(int count) {
      if (places.length < count) {
        places = new double[count];
        free = new double[count];
      }
      Arrays.fill(places, 0, count, GUESS);
    }

    double moved(int at, double present, double move, SlopeFan fan) {
      double from = places[at] == GUESS ? present : free[at];
      free[at] = Math.max(fan.least(), Math.min(fan.greatest(), from + move));
      byte choice = fan.nearest(free[at]);
      places[at] = (choice & 0xff) / BYTES;
      return fan.slope(choice);
    }
  }
}
