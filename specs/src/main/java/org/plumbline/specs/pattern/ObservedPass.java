package org.plumbline.specs.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.samples.SampleStream;
import org.plumbline.specs.samples.Samples;

/**
 * Shows a network samples, batch by batch on several threads, in double. Whoever observes is told
 * one sample after another, in their order, on the calling thread. How samples are cut into batches
 * depends on the network only, so that observations do not depend on threads.
 */
public final class ObservedPass {
  private static final int MOST_ROWS = 128;
  private static final long MOST_VALUES = 1L << 22;

  private final Network network;
  private final PointPhases phases;
  private final int threads;
  private final int rows;
  private final BlockingQueue<ForwardPass> passes = new LinkedBlockingQueue<>();

  /**
   * @param gemm makes one instance per thread
   */
  public ObservedPass(Network network, Supplier<Gemm> gemm, int threads) {
    this.network = network;
    this.phases = new PointPhases(network);
    this.threads = threads;
    long values = network.layers().stream().mapToLong(Layer::size).sum();
    this.rows = (int) Math.max(1, Math.min(MOST_ROWS, MOST_VALUES / values));
    for (int t = 0; t < threads; t++) {
      passes.add(new ForwardPass(network, gemm.get()));
    }
  }

  /**
   * @param inputs {@code [rows × inputs]}
   */
  private record Batch(int first, double[] inputs, int[] labels) {}

  /**
   * Observes samples.
   *
   * @param first number of the first of them
   * @param count how many, if there are so many
   * @return how many there were
   * @throws ParseException if samples cannot be read, or values of the network are not numbers
   */
  public int over(Samples samples, int first, int count, Consumer<Observation> observer) {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "samples");
              thread.setDaemon(true);
              return thread;
            });
    try (SampleStream stream = samples.open(network.input().shape())) {
      stream.skip(first, network.inputSize());
      return over(new Source(samples.data().toString(), stream, first, count), workers, observer);
    } finally {
      workers.shutdownNow();
    }
  }

  private int over(Source source, ExecutorService workers, Consumer<Observation> observer) {
    Deque<Future<List<Observation>>> ahead = new ArrayDeque<>();
    int seen = 0;
    for (Batch batch = source.next(); batch.labels().length > 0; batch = source.next()) {
      Batch given = batch;
      ahead.add(workers.submit(() -> observations(given, source.name)));
      seen += batch.labels().length;
      if (ahead.size() > 2 * threads) {
        result(ahead.poll()).forEach(observer);
      }
    }
    ahead.forEach(future -> result(future).forEach(observer));
    return seen;
  }

  private List<Observation> observations(Batch batch, String name) throws InterruptedException {
    ForwardPass pass = passes.take();
    try {
      double[][] trace = pass.trace(batch.labels().length, batch.inputs());
      List<Observation> all = new ArrayList<>();
      for (int r = 0; r < batch.labels().length; r++) {
        all.add(observation(batch, r, trace, name));
      }
      return all;
    } finally {
      passes.add(pass);
    }
  }

  private Observation observation(Batch batch, int row, double[][] trace, String name) {
    int number = batch.first() + row;
    int n = network.inputSize();
    return new Observation(
        number,
        batch.labels()[row],
        phases.predicted(trace, row).orElseThrow(() -> notANumber(name, number)),
        phases.active(trace, row).orElseThrow(() -> notANumber(name, number)),
        Arrays.copyOfRange(batch.inputs(), row * n, (row + 1) * n));
  }

  private static ParseException notANumber(String name, int number) {
    return new ParseException(
        name, "on sample " + number + " a value of the network is not a number (NaN)");
  }

  private static List<Observation> result(Future<List<Observation>> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      } else if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Reads batches. */
  private final class Source {
    private final String name;
    private final SampleStream stream;
    private int next;
    private int left;

    Source(String name, SampleStream stream, int first, int count) {
      this.name = name;
      this.stream = stream;
      this.next = first;
      this.left = count;
    }

    /** Without labels at the end. */
    Batch next() {
      int wanted = Math.min(rows, left);
      double[] inputs = new double[wanted * network.inputSize()];
      int[] labels = new int[wanted];
      int read = 0;
      while (read < wanted && readOne(inputs, labels, read)) {
        read++;
      }
      Batch batch = new Batch(next, inputs, Arrays.copyOf(labels, read));
      next += read;
      left = read < wanted ? 0 : left - read;
      return batch;
    }

    private boolean readOne(double[] inputs, int[] labels, int row) {
      int label = stream.next(inputs, row * network.inputSize());
      if (label >= network.outputSize()) {
        throw new ParseException(
            name,
            "sample "
                + (next + row)
                + " is of class "
                + label
                + ", but the network has only "
                + network.outputSize()
                + " outputs");
      }
      labels[row] = label;
      return label != SampleStream.END;
    }
  }
}
