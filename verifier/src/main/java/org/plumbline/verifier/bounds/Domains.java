package org.plumbline.verifier.bounds;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/** Where functions of a network are asked for values that they do not have. */
public final class Domains {
  private final Network network;
  private final IntFunction<String> node;
  private final int[] layers;

  /**
   * @param node what a layer is called
   */
  public Domains(Network network, IntFunction<String> node) {
    this.network = network;
    this.node = node;
    this.layers =
        IntStream.range(1, network.depth())
            .filter(k -> network.layer(k) instanceof ActivationLayer act && isLimited(act))
            .toArray();
  }

  static boolean isLimited(ActivationLayer act) {
    return switch (act.activation().kind()) {
      case LOG, SQRT, RECIPROCAL, ASIN -> true;
      default -> false;
    };
  }

  /** Whether a function may be asked for what it does not have, for all that is known. */
  static boolean isLeft(Activation sigma, double low, double high) {
    return switch (sigma.kind()) {
      case LOG -> !(low > 0);
      case SQRT -> !(low >= 0);
      case RECIPROCAL -> !(low > 0 || high < 0);
      case ASIN -> !(low >= -1 && high <= 1);
      default -> false;
    };
  }

  /**
   * What is not defined for any input of a subproblem, in words; empty if nothing is.
   *
   * @param bounds that hold for every input of it
   */
  public Optional<String> undefined(BatchBounds bounds, int b) {
    for (int k : layers) {
      ActivationLayer act = (ActivationLayer) network.layer(k);
      for (int i = 0; i < act.size(); i++) {
        double low = bounds.lower(act.source())[b * act.size() + i];
        double high = bounds.upper(act.source())[b * act.size() + i];
        if (low <= high && isOutside(act.activation(), low, high)) {
          return Optional.of(words(k, low, high));
        }
      }
    }
    return Optional.empty();
  }

  /** That a function of a layer is asked of such numbers. */
  String words(int k, double low, double high) {
    return "the network is undefined for some inputs: "
        + ((ActivationLayer) network.layer(k)).activation()
        + (low == high ? " is asked of " + low : " is asked of numbers from " + low + " to " + high)
        + " ("
        + node.apply(k)
        + ")";
  }

  /** The layers of functions that are not defined everywhere. */
  int[] layers() {
    return layers;
  }

  private static boolean isOutside(Activation sigma, double low, double high) {
    return switch (sigma.kind()) {
      case LOG -> high <= 0;
      case SQRT -> high < 0;
      case RECIPROCAL -> low == 0 && high == 0;
      case ASIN -> high < -1 || low > 1;
      default -> false;
    };
  }
}
