package org.plumbline.verifier.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.encodings.milp.AdversarialDistance;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.branching.root.CaseBounds;
import org.plumbline.verifier.samples.SmallNetworks;

class AdversarialDistanceTest {
  private static final int GRID = 400;

  /** Against the nearest point of a fine grid that is unsafe. */
  @ParameterizedTest
  @EnumSource(AdversarialDistance.Norm.class)
  void isThatOfTheNearestPoint(AdversarialDistance.Norm norm) {
    BigDecimal[] low = {new BigDecimal(-1), new BigDecimal(-1)};
    BigDecimal[] high = {BigDecimal.ONE, BigDecimal.ONE};
    for (int seed = 0; seed < 5; seed++) {
      Network network = SmallNetworks.relu(new Random(seed), 2, 6, 1);
      ForwardPass forward = new ForwardPass(network, new JavaGemm());
      double atCenter = forward.outputs(1, new double[2])[0];
      LinearInequality row =
          LinearInequality.ofOutputs(
              new int[] {0}, new BigDecimal[] {BigDecimal.ONE}, new BigDecimal(atCenter - 0.5));
      Case part = new Case(new DecimalBox(low, high), List.of(Polyhedron.of(row)));
      double nearest = nearest(forward, atCenter - 0.5, norm);
      AdversarialDistance distance =
          new AdversarialDistance(
              NetworkEncoder.encode(
                      network,
                      part,
                      new CaseBounds(network, JavaGemm::new, 1)
                          .of(part, Premise.NONE, Budget.unlimited())
                          .orElseThrow()
                          .bounds(),
                      new Breakpoints())
                  .system(),
              new double[2],
              norm);
      var found = ProgramSolver.require().solve(distance, Budget.ofMillis(20_000));
      assertThat(found.isPresent()).as("seed %d", seed).isEqualTo(nearest < 1e9);
      if (found.isPresent()) {
        assertThat(found.get().upper()).as("seed %d", seed).isCloseTo(nearest, within(0.02));
        assertThat(found.get().lower()).isCloseTo(found.get().upper(), within(1e-4));
      }
    }
  }

  private static double nearest(ForwardPass forward, double limit, AdversarialDistance.Norm norm) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= GRID; i++) {
      for (int j = 0; j <= GRID; j++) {
        double[] x = {2.0 * i / GRID - 1, 2.0 * j / GRID - 1};
        double a = Math.abs(x[0]);
        double b = Math.abs(x[1]);
        double far = norm == AdversarialDistance.Norm.L1 ? a + b : Math.max(a, b);
        if (far < nearest && forward.outputs(1, x)[0] <= limit) {
          nearest = far;
        }
      }
    }
    return nearest;
  }
}
