package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/** Optimised bounds stay below every execution, with splits below every one that obeys them. */
class BoundOptimiserTest {
  private static final int NETWORKS = 120;
  private static final int POINTS = 60;
  private static final double TOLERANCE = 1e-9;

  private static Network network(String family, Random random) {
    return switch (family) {
      case "dense" -> RandomNetworks.dense(random, false);
      case "relu" -> RandomNetworks.dense(random, true);
      default -> RandomNetworks.convolutional(random);
    };
  }

  /** A network, its box, and rows for every output from below and from above. */
  private static final class Setting {
    final Network network;
    final Box box;
    final BatchBounds bounds;
    final CrownPropagator crown;
    final BoundOptimiser optimiser;
    final SplitMultipliers splits;

    Setting(Network network, Box box) {
      this.network = network;
      this.box = box;
      this.bounds = RootBoundsOf.intervalsAndPasses(network, box, 3);
      this.crown = new CrownPropagator(network, new ErrorCharges(network, box), new JavaGemm());
      this.optimiser = new BoundOptimiser(network, crown, new JavaGemm());
      this.splits = new SplitMultipliers(network.depth());
    }

    /** Halves one neuron that an activation reads, for all rows; false if none is open. */
    boolean split(Random random) {
      for (int k = network.depth() - 1; k > 0; k--) {
        if (network.layer(k) instanceof ActivationLayer act) {
          int i = random.nextInt(act.size());
          double low = bounds.lower(act.source())[i];
          double high = bounds.upper(act.source())[i];
          if (low < high && !Double.isInfinite(high - low) && random.nextBoolean()) {
            double point = low < 0 && high > 0 ? 0 : 0.5 * low + 0.5 * high;
            boolean isAbove = random.nextBoolean();
            splitLayer = act.source();
            splitNeuron = i;
            bounds.intersect(
                act.source(),
                0,
                i,
                isAbove ? point : Double.NEGATIVE_INFINITY,
                isAbove ? Double.POSITIVE_INFINITY : point);
            for (int r = 0; r < 2 * network.outputSize(); r++) {
              splits.add(act.source(), r, i, isAbove, point, random.nextDouble());
            }
            return true;
          }
        }
      }
      return false;
    }

    int splitLayer = -1;
    int splitNeuron;

    LinearForms optimise(int steps) {
      int outputs = network.outputSize();
      LinearForms forms = new LinearForms(network.inputSize());
      forms.reset(2 * outputs, outputs);
      for (int row = 0; row < forms.rows(); row++) {
        forms.start()[row * outputs + row / 2] = row % 2 == 0 ? 1 : -1;
      }
      for (int k = 1; k < network.depth(); k++) {
        crown.prepare(k, bounds);
      }
      optimiser.start(network.outputIndex(), forms);
      optimiser.optimise(
          bounds, network.outputIndex(), forms, splits, Effort.of(steps, 1), () -> false);
      return forms;
    }

    boolean obeys(double[][] values) {
      return splitLayer < 0
          || values[splitLayer][splitNeuron] >= bounds.lower(splitLayer)[splitNeuron]
              && values[splitLayer][splitNeuron] <= bounds.upper(splitLayer)[splitNeuron];
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "relu", "convolutional"})
  void staysBelowSampledExecutions(String family) {
    int compared = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(family, random);
      Setting setting = new Setting(network, RandomNetworks.box(random, network.inputSize()));
      if (random.nextBoolean()) {
        setting.split(random);
      }
      LinearForms forms = setting.optimise(1 + random.nextInt(8));
      ForwardPass forward = new ForwardPass(network, new JavaGemm());
      for (int p = 0; p < POINTS; p++) {
        double[] x = RandomNetworks.point(random, setting.box);
        double[][] values = forward.trace(1, x);
        if (setting.obeys(values)) {
          compared += assertBelow(seed, forms, x, values[network.outputIndex()]);
        }
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  private static int assertBelow(int seed, LinearForms forms, double[] x, double[] y) {
    int compared = 0;
    for (int row = 0; row < forms.rows(); row++) {
      double value = (row % 2 == 0 ? 1 : -1) * y[row / 2];
      double form = forms.constant()[row];
      for (int i = 0; i < x.length; i++) {
        form += forms.coefficients()[row * x.length + i] * x[i];
      }
      if (Double.isNaN(form)) {
        continue;
      }
      double slack = TOLERANCE * (1 + Math.abs(value) + Math.abs(form));
      assertThat(form).as("seed %d row %d", seed, row).isLessThanOrEqualTo(value + slack);
      assertThat(forms.lower()[row])
          .as("seed %d row %d", seed, row)
          .isLessThanOrEqualTo(value + slack);
      compared++;
    }
    return compared;
  }

  @Test
  void neverGetsWorseAndOftenBetter() {
    int better = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      Setting setting = new Setting(network, RandomNetworks.box(random, network.inputSize()));
      double[] once = setting.optimise(1).lower().clone();
      double[] often = setting.optimise(20).lower().clone();
      for (int row = 0; row < 2 * network.outputSize(); row++) {
        assertThat(often[row]).as("seed %d row %d", seed, row).isGreaterThanOrEqualTo(once[row]);
        better += often[row] > once[row] + 1e-6 ? 1 : 0;
      }
    }
    assertThat(better).isGreaterThan(NETWORKS / 4);
  }
}
