package org.plumbline.verifier.dlv.realisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.Solution;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.dlv.Confidence;
import org.plumbline.verifier.dlv.Examples;
import org.plumbline.verifier.dlv.RegionQuestion;
import org.plumbline.verifier.dlv.grid.Axis;
import org.plumbline.verifier.dlv.grid.Grid;
import org.plumbline.verifier.dlv.grid.Region;
import org.plumbline.verifier.dlv.grid.RegionPropagation;

class PreimagesTest {
  private static final int NETWORKS = 60;
  private static final int SAMPLES = 500;

  /** One network, a region of its inputs and a grid of a later layer. */
  private record Trial(Network network, Region inputs, int layer, Grid grid, Query query) {
    static Trial of(Random random) {
      Network network = Examples.classifier(random);
      double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
      double[] lower = x.clone();
      double[] upper = x.clone();
      for (int i = 0; i < x.length; i++) {
        lower[i] -= 0.3 * random.nextDouble();
        upper[i] += 0.3 * random.nextDouble();
      }
      Region inputs = new Region(0, x, new Box(lower, upper));
      RegionPropagation propagation = new RegionPropagation(network, JavaGemm::new);
      List<Integer> cuts = NetworkSection.cuts(network);
      int layer = cuts.get(1 + random.nextInt(cuts.size() - 2));
      Region reached = inputs;
      while (reached.layer() < layer) {
        reached = propagation.next(reached);
      }
      List<Axis> axes = new ArrayList<>();
      for (int i : reached.box().varying()) {
        if (axes.size() < 2) {
          axes.add(
              Axis.ofInterval(
                  i,
                  reached.activation()[i],
                  reached.box().lower()[i],
                  reached.box().upper()[i],
                  2));
        }
      }
      int label = Confidence.label(new ForwardPass(network, new JavaGemm()).outputs(1, x));
      Query query = new RegionQuestion(network, label).on(inputs.box());
      return new Trial(network, inputs, layer, new Grid(axes), query);
    }

    Realisation realisation(ConstraintSolver solver) {
      return new Preimages(
              network, inputs, query, new CounterexampleChecker(query), JavaGemm::new, solver)
          .of(layer, grid);
    }

    double[] activation(double[] x) {
      return new ForwardPass(NetworkSection.between(network, 0, layer), new JavaGemm())
          .outputs(1, x);
    }

    /** The nearest point of the grid; ties go down. */
    int[] nearest(double[] activation) {
      int[] index = new int[grid.dimensions()];
      for (int a = 0; a < index.length; a++) {
        double[] values = grid.axes().get(a).values();
        double value = activation[grid.axes().get(a).dimension()];
        for (int v = 1; v < values.length; v++) {
          index[a] =
              Math.abs(values[v] - value) < Math.abs(values[index[a]] - value) ? v : index[a];
        }
      }
      return index;
    }
  }

  @Test
  void whatASampleComesNearToIsNotUnreachable() {
    ConstraintSolver z3 = SmtSolvers.require(SmtEngine.Z3);
    int unreachable = 0;
    int reached = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Trial trial = Trial.of(random);
      Set<Integer> sampled = new HashSet<>();
      for (int s = 0; s < SAMPLES; s++) {
        double[] x = RandomNetworks.point(random, trial.inputs().box());
        sampled.add(trial.grid().number(trial.nearest(trial.activation(x))));
      }
      Realisation realisation = trial.realisation(z3);
      for (int number = 0; number < trial.grid().size().intValue(); number++) {
        int[] point = trial.grid().index(number);
        Realisation.Outcome outcome =
            realisation.realise(new double[0], point, Budget.ofMillis(20_000));
        assertThat(outcome).as("seed %d", seed).isNotInstanceOf(Realisation.Open.class);
        if (outcome instanceof Realisation.Unreachable) {
          unreachable++;
          assertThat(sampled).as("seed %d point %d", seed, number).doesNotContain(number);
        } else {
          reached++;
        }
        if (outcome instanceof Realisation.Violation violation) {
          double[] x = violation.counterexample().inputs();
          assertThat(trial.inputs().box().contains(x)).isTrue();
          assertNear(trial, point, trial.activation(x));
        }
      }
    }
    assertThat(unreachable).isGreaterThan(50);
    assertThat(reached).isGreaterThan(200);
  }

  private static void assertNear(Trial trial, int[] point, double[] activation) {
    for (int a = 0; a < point.length; a++) {
      Axis axis = trial.grid().axes().get(a);
      double value = activation[axis.dimension()];
      double[] values = axis.values();
      int at = point[a];
      if (at > 0) {
        assertThat(value).isGreaterThan(0.5 * (values[at - 1] + values[at]) - 1e-6);
      }
      if (at + 1 < values.length) {
        assertThat(value).isLessThan(0.5 * (values[at] + values[at + 1]) + 1e-6);
      }
    }
  }

  @Test
  void aSolverThatFailsOrRoundsShowsNothingUnreachable() {
    Trial trial = Trial.of(RandomNetworks.random(1));
    for (Solution answer :
        List.of(
            new Solution.Inconclusive("it crashed"), new Solution.Infeasible(List.of(), false))) {
      ConstraintSolver solver =
          new ConstraintSolver() {
            @Override
            public String name() {
              return "stub";
            }

            @Override
            public Solution solve(ConstraintSystem system, Budget budget) {
              return answer;
            }
          };
      assertThat(
              trial
                  .realisation(solver)
                  .realise(new double[0], trial.grid().centre(), Budget.ofMillis(1000)))
          .isInstanceOf(Realisation.Open.class);
    }
  }
}
