package org.plumbline.falsifier.choice;

import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * What an attack may look into.
 *
 * @param network that takes images as they are; empty where only answers are known
 * @param products makes one instance per part of a batch
 * @param threads used at most; they change no result
 */
public record Inside(Optional<Network> network, Supplier<Gemm> products, int threads) {

  /**
   * Scores and gradients.
   *
   * @throws java.util.NoSuchElementException if only answers are known
   */
  public WhiteBox box() {
    return new WhiteBox(network.orElseThrow(), products, threads);
  }
}
