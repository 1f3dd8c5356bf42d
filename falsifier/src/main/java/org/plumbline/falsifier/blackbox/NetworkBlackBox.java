package org.plumbline.falsifier.blackbox;

import java.util.Arrays;
import java.util.function.Supplier;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.search.BatchPasses;
import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/** Plumbline's own evaluation of a network, in double, in batches that threads share. */
public final class NetworkBlackBox implements BlackBox {
  private static final int MOST_ROWS = 256;

  private final Network network;
  private final BatchPasses passes;
  private final int batch;
  private double[] scores = new double[0];

  /**
   * @param gemm makes one instance per part of a batch
   * @param threads used at most; they change no answer
   * @throws IllegalArgumentException if the network has fewer than two outputs
   */
  public NetworkBlackBox(Network network, Supplier<Gemm> gemm, int threads) {
    if (network.outputSize() < 2) {
      throw new IllegalArgumentException(
          "a classifier has two outputs or more, the network has " + network.outputSize());
    }
    this.network = network;
    this.passes = new BatchPasses(network, gemm, threads);
    this.batch = BatchSize.of(network, MOST_ROWS);
  }

  @Override
  public int inputs() {
    return network.inputSize();
  }

  @Override
  public int classes() {
    return network.outputSize();
  }

  @Override
  public Knowledge knowledge() {
    return Knowledge.SCORES;
  }

  @Override
  public double[] scores(int rows, double[] x) {
    if (scores.length < rows * classes()) {
      scores = new double[rows * classes()];
    }
    for (int first = 0; first < rows; first += batch) {
      int count = Math.min(batch, rows - first);
      double[] part = Arrays.copyOfRange(x, first * inputs(), (first + count) * inputs());
      System.arraycopy(
          passes.outputs(count, part), 0, scores, first * classes(), count * classes());
    }
    return scores;
  }
}
