package org.plumbline.verifier.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.encodings.milp.OrToolsSolver;
import org.plumbline.encodings.smt.JavaSmtSolver;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.complete.SolverVerifier;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * All engines decide random small networks alike, on either side of their minimum. More of them:
 * {@code -Dplumbline.engines=200}, which prints how long each engine takes.
 */
class EnginesAgreeTest {
  private static final int TRIALS = Integer.getInteger("plumbline.engines", 12);
  private static final int MILLIS = 20_000;
  private static final double NEAR = 1e-6;

  private static Map<String, Verifier> engines() {
    Map<String, Verifier> engines = new LinkedHashMap<>();
    for (Splitting splitting : List.of(Splitting.INPUTS, Splitting.ACTIVATIONS)) {
      engines.put(
          splitting.name(), new BranchAndBoundVerifier(1, JavaGemm::new, splitting, Refuter.NONE));
    }
    engines.put("SMT", new SolverVerifier(new JavaSmtSolver(SmtEngine.Z3), JavaGemm::new, 1));
    engines.put("MILP", new SolverVerifier(new OrToolsSolver(), JavaGemm::new, 1));
    return engines;
  }

  private static Activation activation(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Activation.leakyRelu(0.25);
      case 1 -> Activation.clip(-0.5, 1);
      default -> Activation.RELU;
    };
  }

  @Test
  void onRandomNetworks() {
    Map<String, Verifier> engines = engines();
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    int proved = 0;
    int undecided = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Activation activation = activation(random);
      Subject drawn =
          Subject.random(random, activation, 2 + random.nextInt(3), 5 + random.nextInt(8));
      double offset = (random.nextBoolean() ? 1 : -1) * Math.pow(10, -random.nextInt(4));
      Subject subject = drawn.withLimit(least(drawn, random) + offset);
      Map<String, String> verdicts = verdicts(engines, subject, seconds);
      List<String> decided = decided(verdicts);
      if (decided.size() > 1) {
        Subject shrunk = subject.shrunk(s -> decided(verdicts(engines, s, seconds)).size() < 2);
        fail("seed %d: %s, shrunk %s", seed, verdicts, shrunk);
      }
      proved += decided.contains("Holds") ? 1 : 0;
      undecided += verdicts.containsValue("Unknown") ? 1 : 0;
    }
    print(seconds, proved, undecided);
    assertThat(proved).isBetween(1, TRIALS - 1);
    assertThat(undecided).isLessThanOrEqualTo(TRIALS / 10);
  }

  private static Map<String, String> verdicts(
      Map<String, Verifier> engines, Subject subject, Map<String, List<Double>> seconds) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    engines.forEach(
        (name, engine) -> {
          long start = System.nanoTime();
          Verdict verdict =
              engine.verify(subject.query(), Budget.ofMillis(MILLIS), ProofListener.SILENT);
          double took = (System.nanoTime() - start) / 1e9;
          seconds.computeIfAbsent(name, k -> new ArrayList<>()).add(took);
          verdicts.put(name, verdict.getClass().getSimpleName());
        });
    return verdicts;
  }

  private static List<String> decided(Map<String, String> verdicts) {
    return verdicts.values().stream().filter(v -> !v.equals("Unknown")).distinct().toList();
  }

  /** What samples reach. */
  private static double least(Subject subject, Random random) {
    double[] lower = subject.lower();
    double[] upper = subject.upper();
    double least = Double.POSITIVE_INFINITY;
    org.plumbline.network.eval.ForwardPass forward =
        new org.plumbline.network.eval.ForwardPass(subject.network(), new JavaGemm());
    for (int s = 0; s < 2000; s++) {
      double[] x = new double[lower.length];
      for (int j = 0; j < x.length; j++) {
        double share = s % 3 == 0 ? random.nextInt(2) : random.nextDouble();
        x[j] = lower[j] + share * (upper[j] - lower[j]);
      }
      least = Math.min(least, forward.outputs(1, x)[0]);
    }
    return least + NEAR;
  }

  private static void print(Map<String, List<Double>> seconds, int proved, int undecided) {
    System.out.println(TRIALS + " networks, " + proved + " proved, " + undecided + " undecided");
    seconds.forEach(
        (engine, all) -> {
          double[] sorted = all.stream().mapToDouble(s -> s).sorted().toArray();
          System.out.printf(
              Locale.ROOT,
              "| %s | median %.3f s | most %.3f s | all %.1f s |%n",
              engine,
              sorted[sorted.length / 2],
              sorted[sorted.length - 1],
              Arrays.stream(sorted).sum());
        });
  }
}
