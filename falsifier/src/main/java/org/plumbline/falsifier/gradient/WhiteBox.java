package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.falsifier.search.BatchPasses;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.SoftmaxTail;

/**
 * The inside of a classifier: scores and their gradients. A final softmax is left out, because its
 * gradients vanish where it is sure. What is computed here is no query, and no answer either: only
 * the black box decides what is adversarial. Serves one caller at a time.
 */
public final class WhiteBox {
  private final Network network;
  private final Supplier<Gemm> gemm;
  private final int threads;
  private final BatchPasses passes;

  /**
   * @param network takes the image's values in their order
   * @param threads used at most; they change no result
   */
  public WhiteBox(Network network, Supplier<Gemm> gemm, int threads) {
    this.network = scores(network);
    this.gemm = gemm;
    this.threads = threads;
    this.passes = new BatchPasses(this.network, gemm, threads);
  }

  private static Network scores(Network network) {
    Optional<SoftmaxTail> tail = SoftmaxTail.of(network);
    boolean isPlain = tail.isPresent();
    for (int k = 0; k < network.outputSize() && isPlain; k++) {
      Optional<SoftmaxTail.Member> member = tail.get().member(k);
      isPlain =
          member.isPresent()
              && member.get().score() == k
              && member.get().group().cardinality() == network.outputSize();
    }
    return isPlain ? tail.get().scores() : network;
  }

  /** The network of the scores. */
  Network network() {
    return network;
  }

  Supplier<Gemm> gemm() {
    return gemm;
  }

  int threads() {
    return threads;
  }

  /** The scores of one image, in the order of the classes. */
  double[] scores(double[] image) {
    return Arrays.copyOf(passes.outputs(1, image), network.outputSize());
  }

  /** The gradient of {@code Σⱼ weights[j] · yⱼ} at the image whose scores were last asked for. */
  double[] gradient(double[] weights) {
    return Arrays.copyOf(passes.gradients(weights), network.inputSize());
  }

  /** Throws unless images of so many values fit. */
  void requireFits(int values) {
    if (network.inputSize() != values) {
      throw new IllegalArgumentException(
          "images of " + values + " values for a network of " + network.inputSize() + " inputs");
    }
  }
}
