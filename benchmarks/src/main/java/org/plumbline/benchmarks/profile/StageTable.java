package org.plumbline.benchmarks.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.plumbline.benchmarks.CountingGemm;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.format.NetworkReader;
import org.plumbline.network.linear.Gemm;
import org.plumbline.openblas.NativeConstants;
import org.plumbline.openblas.OpenBlasGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.vnnlib.VnnLibParser;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;

/**
 * Verifies one property without attacks and samples the search threads while it does: which share
 * of their time goes to which stage, and which share of that to matrix products. Stacks are taken
 * at safepoints, so that shares of stages are to be trusted and lines of code are not.
 */
final class StageTable {
  private static final int PERIOD_MILLIS = 5;

  private final Map<Stage, int[]> samples = new EnumMap<>(Stage.class);
  private int total;

  private StageTable() {
    for (Stage stage : Stage.values()) {
      samples.put(stage, new int[3]);
    }
  }

  public static void main(String[] args) throws Exception {
    Query query =
        Query.of(NetworkReader.read(Path.of(args[0])), VnnLibParser.parse(Path.of(args[1])));
    Budget budget = Budget.ofMillis(1000L * Integer.parseInt(args[2]));
    NativeConstants constants = new NativeConstants();
    List<CountingGemm> counters = Collections.synchronizedList(new ArrayList<>());
    BranchAndBoundVerifier verifier =
        new BranchAndBoundVerifier(
            Runtime.getRuntime().availableProcessors(),
            () -> counted(constants, counters),
            ProgramSolver.best(),
            Splitting.AUTOMATIC,
            Refuter.NONE);
    StageTable table = new StageTable();
    Verdict[] verdict = new Verdict[1];
    Thread search =
        new Thread(() -> verdict[0] = verifier.verify(query, budget, ProofListener.SILENT));
    search.start();
    while (search.isAlive()) {
      table.sample(search);
      search.join(PERIOD_MILLIS);
    }
    System.out.println(verdict[0] + " after " + budget.elapsedMillis() + " ms");
    table.print(counters.stream().mapToLong(CountingGemm::operations).sum());
  }

  private static Gemm counted(NativeConstants constants, List<CountingGemm> counters) {
    CountingGemm gemm = new CountingGemm(new OpenBlasGemm(constants));
    counters.add(gemm);
    return gemm;
  }

  private void sample(Thread search) {
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      StackTraceElement[] stack = entry.getValue();
      boolean isSearching =
          entry.getKey() == search || entry.getKey().getName().equals("plumbline-search");
      boolean isRunning = entry.getKey().getState() == Thread.State.RUNNABLE;
      if (isSearching && isRunning && stack.length > 0) {
        int[] counts = samples.get(Stage.of(stack));
        counts[0]++;
        counts[1] += has(stack, "cblas_dgemm") ? 1 : 0;
        counts[2] += has(stack, "accumulate") ? 1 : 0;
        total++;
      }
    }
  }

  private static boolean has(StackTraceElement[] stack, String method) {
    for (StackTraceElement frame : stack) {
      if (frame.getMethodName().equals(method)) {
        return true;
      }
    }
    return false;
  }

  private void print(long operations) {
    int inProducts = samples.values().stream().mapToInt(c -> c[1]).sum();
    double rate = operations / 1e6 / PERIOD_MILLIS / Math.max(1, inProducts);
    System.out.printf(
        Locale.ROOT,
        "%d samples of threads; %.1f GFLOP/s while a thread is inside a product%n",
        total,
        rate);
    System.out.println("stage                            time  in products  copies  GFLOP/s");
    samples.forEach(
        (stage, counts) -> {
          if (counts[0] > 0) {
            System.out.printf(
                Locale.ROOT,
                "%-32s %3.0f %%        %3.0f %%   %3.0f %%    %5.1f%n",
                stage.title(),
                100.0 * counts[0] / total,
                100.0 * counts[1] / counts[0],
                100.0 * (counts[2] - counts[1]) / counts[0],
                rate * counts[1] / counts[0]);
          }
        });
  }
}
