package org.plumbline.falsifier.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;

/**
 * Forward and backward passes of whole batches, cut into parts that threads share. How a batch is
 * cut depends on its work and never on the threads, so that results do not either. Owns its
 * buffers; a batch itself is evaluated for one caller at a time.
 */
public final class BatchPasses {
  /** Multiply-adds below which a part would not be worth a thread. */
  private static final long SMALL_PART = 1L << 22;

  private static final int MOST_PARTS = 4;

  private final Network network;
  private final int threads;
  private final long products;
  private final List<Part> parts = new ArrayList<>();
  private double[] outputs = new double[0];
  private double[] gradients = new double[0];
  private int rows;

  /**
   * @param gemm makes one instance per part
   * @param threads used at most
   */
  public BatchPasses(Network network, Supplier<Gemm> gemm, int threads) {
    this.network = network;
    this.threads = threads;
    this.products = ExactForwardPass.products(network);
    for (int p = 0; p < MOST_PARTS; p++) {
      parts.add(new Part(gemm.get()));
    }
  }

  /**
   * Outputs {@code [rows × outputs]} for inputs {@code [rows × inputs]}; valid until the next call,
   * and possibly longer than needed.
   */
  public double[] outputs(int rows, double[] x) {
    this.rows = rows;
    if (outputs.length < rows * network.outputSize()) {
      outputs = new double[rows * network.outputSize()];
    }
    onEachPart((part, first, count) -> part.forward(x, first, count));
    return outputs;
  }

  /**
   * The gradients {@code [rows × inputs]} of weighted sums of the outputs last asked for; valid
   * until the next call, and possibly longer than needed.
   *
   * @param cotangents the weights, {@code [rows × outputs]}
   */
  public double[] gradients(double[] cotangents) {
    if (gradients.length < rows * network.inputSize()) {
      gradients = new double[rows * network.inputSize()];
    }
    onEachPart((part, first, count) -> part.backward(cotangents, first, count));
    return gradients;
  }

  private interface Work {
    void on(Part part, int first, int count);
  }

  private void onEachPart(Work work) {
    int used =
        (int) Math.max(1, Math.min(Math.min(rows, MOST_PARTS), rows * products / SMALL_PART));
    int lanes = Math.min(threads, used);
    IntConsumer lane =
        t -> {
          for (int p = t; p < used; p += lanes) {
            int first = (int) ((long) rows * p / used);
            work.on(parts.get(p), first, (int) ((long) rows * (p + 1) / used) - first);
          }
        };
    if (lanes == 1) {
      lane.accept(0);
    } else {
      IntStream.range(0, lanes).parallel().forEach(lane);
    }
  }

  private final class Part {
    private final ForwardPass forward;
    private final Gradient gradient;
    private double[][] trace;
    private double[] x = new double[0];
    private double[] y = new double[0];

    Part(Gemm gemm) {
      forward = new ForwardPass(network, gemm);
      gradient = new Gradient(network, gemm);
    }

    void forward(double[] inputs, int first, int count) {
      int n = network.inputSize();
      int m = network.outputSize();
      x = x.length < count * n ? new double[count * n] : x;
      System.arraycopy(inputs, first * n, x, 0, count * n);
      trace = forward.trace(count, x);
      System.arraycopy(trace[network.outputIndex()], 0, outputs, first * m, count * m);
    }

    void backward(double[] cotangents, int first, int count) {
      int n = network.inputSize();
      int m = network.outputSize();
      y = y.length < count * m ? new double[count * m] : y;
      System.arraycopy(cotangents, first * m, y, 0, count * m);
      double[] byInput = gradient.inputs(count, trace, y);
      System.arraycopy(byInput, 0, gradients, first * n, count * n);
    }
  }
}
