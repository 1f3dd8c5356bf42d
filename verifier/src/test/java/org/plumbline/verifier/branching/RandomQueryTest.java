package org.plumbline.verifier.branching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;

/**
 * Random networks asked random questions whose answer sampling knows on one side: a sampled value
 * is reached, so nothing that excludes it may be proved; and on networks of few neurons the
 * enumeration of activation patterns knows the other side, too.
 */
class RandomQueryTest {
  private static final int QUERIES = 300;
  private static final int SAMPLES = 400;

  private final BranchAndBoundVerifier verifier =
      new BranchAndBoundVerifier(
          2, JavaGemm::new, ProgramSolver.best(), Splitting.INPUTS, Refuter.NONE);
  private final BranchAndBoundVerifier byActivations =
      new BranchAndBoundVerifier(
          2, JavaGemm::new, ProgramSolver.best(), Splitting.ACTIVATIONS, Refuter.NONE);

  private static DecimalBox decimals(Box box) {
    BigDecimal[] lower = new BigDecimal[box.size()];
    BigDecimal[] upper = new BigDecimal[box.size()];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = new BigDecimal(box.lower()[i]);
      upper[i] = new BigDecimal(box.upper()[i]);
    }
    return new DecimalBox(lower, upper);
  }

  private static LinearInequality atMost(int output, double limit) {
    return LinearInequality.ofOutputs(
        new int[] {output}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(limit));
  }

  private Verdict ask(Network network, Box box, Polyhedron... unsafe) {
    Property property =
        new Property(
            network.inputSize(),
            network.outputSize(),
            List.of(new Case(decimals(box), List.of(unsafe))));
    Query query = Query.of(network, property);
    Verdict first = verifier.verify(query, Budget.ofMillis(20_000), ProofListener.SILENT);
    Verdict second = byActivations.verify(query, Budget.ofMillis(20_000), ProofListener.SILENT);
    assertThat(second).hasSameClassAs(first);
    return first;
  }

  private static double[] sampledMinima(Random random, Network network, Box box) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double[] minima = new double[network.outputSize()];
    java.util.Arrays.fill(minima, Double.POSITIVE_INFINITY);
    for (int s = 0; s < SAMPLES; s++) {
      double[] y = forward.outputs(1, RandomNetworks.point(random, box));
      for (int j = 0; j < minima.length; j++) {
        minima[j] = Math.min(minima[j], y[j]);
      }
    }
    return minima;
  }

  @Test
  void neverProvesWhatASampleRefutes() {
    for (int seed = 0; seed < QUERIES; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network =
          seed % 10 == 9
              ? RandomNetworks.convolutional(random)
              : RandomNetworks.dense(random, random.nextBoolean());
      Box box = RandomNetworks.box(random, network.inputSize());
      double[] minima = sampledMinima(random, network, box);
      int output = random.nextInt(minima.length);
      double reached = minima[output] + 1e-7 * (1 + Math.abs(minima[output]));
      List<Polyhedron> unsafe = new ArrayList<>();
      if (random.nextBoolean()) {
        unsafe.add(Polyhedron.of(atMost(output, minima[output] - 1e6)));
      }
      unsafe.add(Polyhedron.of(atMost(output, reached), atMost(output, reached + 1)));
      if (random.nextBoolean()) {
        unsafe.add(Polyhedron.of(atMost(output, minima[output] - 1e7)));
      }
      Verdict verdict = shortly(network, box, unsafe.toArray(new Polyhedron[0]));
      assertThat(verdict).as("seed %d", seed).isNotInstanceOf(Verdict.Holds.class);
    }
  }

  private Verdict shortly(Network network, Box box, Polyhedron... unsafe) {
    Property property =
        new Property(
            network.inputSize(),
            network.outputSize(),
            List.of(new Case(decimals(box), List.of(unsafe))));
    Query query = Query.of(network, property);
    Verdict first = verifier.verify(query, Budget.ofMillis(200), ProofListener.SILENT);
    return first instanceof Verdict.Holds
        ? first
        : byActivations.verify(query, Budget.ofMillis(200), ProofListener.SILENT);
  }

  @Test
  void decidesReluNetworksOnBothSidesOfTheirMinimum() {
    int decided = 0;
    for (int seed = 0; seed < QUERIES; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      if (network.inputSize() > 2) {
        continue;
      }
      Box box = RandomNetworks.box(random, network.inputSize());
      double minimum = sampledMinima(random, network, box)[0];
      double gap = 0.05 * (1 + Math.abs(minimum));
      Verdict above = ask(network, box, Polyhedron.of(atMost(0, minimum + gap)));
      assertThat(above).as("seed %d", seed).isInstanceOf(Verdict.Violated.class);
      Verdict below = ask(network, box, Polyhedron.of(atMost(0, minimum - 100 * gap)));
      assertThat(below).as("seed %d", seed).isInstanceOf(Verdict.Holds.class);
      decided++;
    }
    assertThat(decided).isGreaterThan(50);
  }

  /** y = relu(x) − relu(−x) − x is 0 everywhere: y ≤ 0 is a tie, y ≤ −1e−6 is never reached. */
  @Test
  void tiesAreViolations() {
    org.plumbline.network.model.NetworkBuilder builder =
        new org.plumbline.network.model.NetworkBuilder(1, 1);
    int z =
        builder.add(
            new org.plumbline.network.model.AffineLayer(
                0, new org.plumbline.network.linear.DenseMap(2, 1, new double[] {1, -1})));
    int h =
        builder.add(
            new org.plumbline.network.model.ActivationLayer(
                z, 2, org.plumbline.network.model.Activation.RELU));
    builder.add(
        new org.plumbline.network.model.AffineLayer(
            List.of(
                new org.plumbline.network.model.AffineLayer.Term(
                    h, new org.plumbline.network.linear.DenseMap(1, 2, new double[] {1, -1})),
                new org.plumbline.network.model.AffineLayer.Term(
                    0, new org.plumbline.network.linear.DenseMap(1, 1, new double[] {-1}))),
            new double[1],
            null));
    Box box = new Box(new double[] {-1}, new double[] {1});
    Network network = builder.build();
    assertThat(ask(network, box, Polyhedron.of(atMost(0, 0)))).isInstanceOf(Verdict.Violated.class);
    assertThat(ask(network, box, Polyhedron.of(atMost(0, -1e-6))))
        .isInstanceOf(Verdict.Holds.class);
  }

  @Test
  void anEmptyConjunctionIsReachedByAnyInput() {
    Network network = RandomNetworks.dense(new Random(1), true);
    Box box = RandomNetworks.box(new Random(1), network.inputSize());
    assertThat(ask(network, box, Polyhedron.of())).isInstanceOf(Verdict.Violated.class);
  }
}
