package org.plumbline.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.plumbline.openblas.NativeConstants;
import org.plumbline.openblas.OpenBlasGemm;

/** Bounds of an ACAS-Xu-like network per second, and the floating-point operations behind them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BoundsBenchmark {
  @Param({"1", "64", "1024"})
  public int batch;

  private CountingGemm gemm;
  private AcasBatch acas;

  /** Per second: subproblems bounded, and floating-point operations in matrix products. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    public long subproblems;
    public long gemmOperations;

    @Setup(Level.Iteration)
    public void reset() {
      subproblems = 0;
      gemmOperations = 0;
    }
  }

  @Setup
  public void setUp() {
    gemm = new CountingGemm(new OpenBlasGemm(new NativeConstants()));
    acas = new AcasBatch(batch, gemm);
    acas.zonotopesThenCrown();
  }

  @Benchmark
  public double zonotopesThenCrown(Work work) {
    long before = gemm.operations();
    double bound = acas.zonotopesThenCrown();
    work.subproblems += batch;
    work.gemmOperations += gemm.operations() - before;
    return bound;
  }

  @Benchmark
  public double crownForNeurons(Work work) {
    long before = gemm.operations();
    double bound = acas.crownForNeurons();
    work.subproblems += batch;
    work.gemmOperations += gemm.operations() - before;
    return bound;
  }
}
