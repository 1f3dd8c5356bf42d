package org.plumbline.verifier.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.BranchAndBoundVerifier;
import org.plumbline.verifier.branching.Splitting;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.solvers.SolverVerifier;

/**
 * Puts the same questions about small random networks to all engines, on either side of what the
 * networks reach, and to plain enumeration where that is possible.
 */
final class EngineComparison {
  private static final int MILLIS = 20_000;
  private static final int SHRINKING_ATTEMPTS = 200;
  private static final double NEAR = 1e-6;
  private static final String ENUMERATION = "enumeration";

  private final Map<String, Verifier> engines = new LinkedHashMap<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final List<String> disagreements = new ArrayList<>();
  private int networks;
  private int proved;
  private int undecided;

  EngineComparison() {
    for (Splitting splitting : List.of(Splitting.INPUTS, Splitting.ACTIVATIONS)) {
      engines.put(
          splitting.name().toLowerCase(Locale.ROOT),
          new BranchAndBoundVerifier(
              1, JavaGemm::new, ProgramSolver.best(), splitting, Refuter.NONE));
    }
    engines.put("smt", SolverVerifier.exact(SmtSolvers.require(SmtEngine.Z3), JavaGemm::new, 1));
    engines.put(
        "milp",
        SolverVerifier.inDoubles(
            ProgramSolver.require().constraints(), ProgramSolver.require(), JavaGemm::new, 1));
  }

  int proved() {
    return proved;
  }

  int undecided() {
    return undecided;
  }

  /** Shrunk. */
  List<String> disagreements() {
    return disagreements;
  }

  /** Of 2 to 4 inputs and 5 to 12 ReLUs; all patterns are enumerated where there are 2 inputs. */
  void ofReluNetworks(int count) {
    for (int seed = 0; seed < count; seed++) {
      Random random = new Random(seed);
      Subject drawn =
          Subject.random(random, Activation.RELU, 2 + random.nextInt(3), 5 + random.nextInt(8));
      Subject subject =
          drawn.withLimit(least(drawn.network(), drawn.box(), random) + offset(random));
      if (isContradictory(verdicts(subject))) {
        Subject shrunk = subject.shrunk(s -> !isContradictory(verdicts(s)));
        disagreements.add("seed " + seed + ": " + verdicts(shrunk) + " " + shrunk);
      }
    }
  }

  /** Of all piecewise linear layers: activations with two pieces and more, steps, maxima, sums. */
  void ofPiecewiseLinearNetworks(int count) {
    Random random = new Random(1);
    for (int trial = 0; trial < count; trial++) {
      Problem problem = piecewiseLinear(random);
      if (isContradictory(counted(verdicts(problem.query())))) {
        Problem shrunk =
            new Shrinker(p -> isContradictory(verdicts(p.query())), SHRINKING_ATTEMPTS)
                .shrink(problem);
        disagreements.add("trial " + trial + ": " + verdicts(shrunk.query()) + " " + shrunk);
      }
    }
  }

  private static Problem piecewiseLinear(Random random) {
    Network network = RandomNetwork.draw(random, Numbers.ORDINARY);
    while (!isPiecewiseLinear(network) || network.inputSize() > 4) {
      network = RandomNetwork.draw(random, Numbers.ORDINARY);
    }
    double[] lower = new double[network.inputSize()];
    double[] upper = new double[lower.length];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = (float) random.nextGaussian();
      upper[i] = lower[i] + (float) (random.nextDouble() * 2);
    }
    Box box = new Box(lower, upper);
    double[] outputs = new double[network.outputSize()];
    outputs[0] = 1;
    double limit = least(network, box, random) + offset(random);
    return new Problem(network, box, List.of(List.of(new Problem.Row(null, outputs, limit))), null);
  }

  private static boolean isPiecewiseLinear(Network network) {
    return network.layers().stream()
        .noneMatch(
            layer ->
                layer instanceof ProductLayer
                    || layer instanceof ActivationLayer act
                        && !act.activation().isPiecewiseLinear());
  }

  private static double offset(Random random) {
    return (random.nextBoolean() ? 1 : -1) * Math.pow(10, -random.nextInt(4));
  }

  /** What samples of the first output reach. */
  private static double least(Network network, Box box, Random random) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double least = Double.POSITIVE_INFINITY;
    for (int s = 0; s < 2000; s++) {
      double[] x = new double[box.size()];
      for (int j = 0; j < x.length; j++) {
        double share = s % 3 == 0 ? random.nextInt(2) : random.nextDouble();
        x[j] = box.lower()[j] + share * (box.upper()[j] - box.lower()[j]);
      }
      least = Math.min(least, forward.outputs(1, x)[0]);
    }
    return least + NEAR;
  }

  private Map<String, String> verdicts(Subject subject) {
    Map<String, String> verdicts = counted(verdicts(subject.query()));
    if (subject.lower().length == 2) {
      long start = System.nanoTime();
      double minimum = ArrangementMinimum.of(subject);
      took(ENUMERATION, start);
      boolean isClear = Math.abs(minimum - subject.limit()) > NEAR * (1 + Math.abs(minimum));
      String verdict = minimum > subject.limit() ? "Holds" : "Violated";
      verdicts.put(ENUMERATION, isClear ? verdict : "Unknown");
    }
    return verdicts;
  }

  private Map<String, String> verdicts(Query query) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    engines.forEach(
        (name, engine) -> {
          long start = System.nanoTime();
          String verdict =
              engine
                  .verify(query, Budget.ofMillis(MILLIS), ProofListener.SILENT)
                  .getClass()
                  .getSimpleName();
          took(name, start);
          verdicts.put(name, verdict);
        });
    return verdicts;
  }

  private void took(String engine, long start) {
    double took = (System.nanoTime() - start) / 1e9;
    seconds.computeIfAbsent(engine, k -> new ArrayList<>()).add(took);
  }

  private Map<String, String> counted(Map<String, String> verdicts) {
    networks++;
    proved += verdicts.containsValue("Holds") ? 1 : 0;
    undecided += verdicts.containsValue("Unknown") ? 1 : 0;
    return verdicts;
  }

  private static boolean isContradictory(Map<String, String> verdicts) {
    return verdicts.values().stream().filter(v -> !v.equals("Unknown")).distinct().count() > 1;
  }

  /** As Markdown. */
  String table(String what) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%,d %s: %,d proved, %,d not decided by all, %d disagreements%n%n",
            networks, what, proved, undecided, disagreements.size()));
    text.append("| engine | networks | median s | longest s | all s |\n|---|---|---|---|---|\n");
    seconds.forEach(
        (engine, all) -> {
          double[] sorted = all.stream().mapToDouble(s -> s).sorted().toArray();
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %,d | %.4f | %.3f | %.1f |%n",
                  engine,
                  sorted.length,
                  sorted[sorted.length / 2],
                  sorted[sorted.length - 1],
                  Arrays.stream(sorted).sum()));
        });
    return text.toString();
  }
}
