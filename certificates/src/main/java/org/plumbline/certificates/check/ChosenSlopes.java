package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.certificates.slope.ShareByte;

/** Slopes that a certificate chose for the functions of one pass. */
final class ChosenSlopes {
  private static final byte[] GUESSED = {};

  private final byte[][] values;
  private final SlopeNeurons neurons;

  /**
   * @throws IllegalArgumentException if requests have slopes of different neurons
   */
  ChosenSlopes(List<BoundRequest> requests) {
    this.values = new byte[requests.size()][];
    SlopeNeurons found = null;
    for (int r = 0; r < values.length; r++) {
      Slopes chosen = requests.get(r).slopes();
      if (chosen != null && found != null && found != chosen.neurons()) {
        throw new IllegalArgumentException("slopes of different neurons in one pass");
      }
      values[r] = chosen == null ? GUESSED : chosen.values();
      found = chosen == null ? found : chosen.neurons();
    }
    this.neurons = found;
  }

  /** Where the slopes of a neuron stand, or −1; the same for all functions. */
  int position(int layer, int neuron) {
    return neurons == null ? -1 : neurons.position(layer, neuron);
  }

  /** What a function chooses for an activation that is no ReLU, or a product. */
  byte choice(int function, int position) {
    byte[] own = values[function];
    return position >= 0 && position < own.length ? own[position] : ShareByte.GUESS;
  }

  /** The slope of a function below an open ReLU, or what is guessed if none was chosen. */
  double slope(int function, int position, double guessed) {
    byte[] own = values[function];
    return position >= 0 && position < own.length ? Slopes.slope(own[position]) : guessed;
  }
}
