package org.plumbline.verifier.bounds;

import java.util.Arrays;

/**
 * What bytes of a certificate choose for the neurons of a layer, for any number of rows, lines
 * below apart from those above; and the free values, which optimisation moves, that these are the
 * nearest to. A buffer.
 */
final class ChosenPlaces {
  private static final double BYTES = 255;

  /** The byte of what is guessed is 255. */
  private static final double GUESS = 1;

  private final Side below = new Side();
  private final Side above = new Side();

  /** Everything is guessed. */
  void reset(int count) {
    below.reset(count);
    above.reset(count);
  }

  /** The free value of a row's neuron, or that of the guess. */
  double free(int at, boolean isBelow, double guessed) {
    Side side = isBelow ? below : above;
    return side.places[at] == GUESS ? guessed : side.free[at];
  }

  void choose(int at, boolean isBelow, double free, byte choice) {
    Side side = isBelow ? below : above;
    side.free[at] = free;
    side.places[at] = (choice & 0xff) / BYTES;
  }

  /**
   * Copies places, in 255ths, 1 where one is guessed: of each neuron that of the line which its
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
  }
}
