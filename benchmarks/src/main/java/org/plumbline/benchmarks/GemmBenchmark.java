package org.plumbline.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.network.linear.Matrix;
import org.plumbline.openblas.NativeConstants;
import org.plumbline.openblas.OpenBlasGemm;

/** The matrix product alone, at the shapes that bound propagation uses: time per product. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
  @Param({"50x50x50", "1000x50x50", "512x512x512"})
  public String shape;

  private final OpenBlasGemm gemm = new OpenBlasGemm(new NativeConstants());
  private int m;
  private int n;
  private int k;
  private double[] a;
  private double[] b;
  private double[] c;

  @Setup
  public void setUp() {
    int[] sizes = Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    a = new double[m * k];
    b = new double[k * n];
    c = new double[m * n];
    Arrays.fill(a, 0.5);
    Arrays.fill(b, 0.25);
    gemm.pin(b);
  }

  @Benchmark
  public double[] multiply() {
    gemm.accumulate(Matrix.of(a, 0, m, k), Matrix.of(b, 0, k, n), Matrix.of(c, 0, m, n));
    return c;
  }
}
