package org.plumbline.verifier.branching.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/** Rows that are bounded once have the bounds that each would have. */
class SharedRowsTest {
  private static final int TRIALS = 60;

  private final JavaGemm gemm = new JavaGemm();

  @Test
  void sharedRowsHaveTheBoundsOfTheirOwn() {
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      Box box = RandomNetworks.box(random, network.inputSize());
      SearchSpace space = new SearchSpace(List.of(set(random, network, box)), Premise.NONE);
      Subproblem root = space.roots().get(0);
      int[] some = Arrays.stream(root.open()).filter(p -> random.nextInt(4) > 0).toArray();
      Subproblem part = root.within(root.lower(), root.upper(), some, 0, 1, root.trace());
      List<Subproblem> batch = List.of(root, part, root);
      BatchBounds bounds = new BatchBounds(network);
      CrownPropagator crown = new CrownPropagator(network, new ErrorCharges(network, box), gemm);
      boundNeurons(network, space, batch, bounds, crown);

      LinearForms alone = filled(network, space, batch);
      crown.bound(bounds, network.outputIndex(), alone);
      LinearForms together = filled(network, space, batch);
      SharedRows shared = new SharedRows(space, network.inputSize());
      shared.bound(batch, crown, bounds, network.outputIndex(), together);

      int rows = alone.rows();
      int inPass = 0;
      for (int row = 0; row < rows; row++) {
        inPass = Math.max(inPass, shared.inPass(row) + 1);
        assertThat(together.lower()[row]).as("seed %d", seed).isEqualTo(alone.lower()[row]);
        assertThat(together.constant()[row]).isEqualTo(alone.constant()[row]);
      }
      assertThat(Arrays.copyOf(together.coefficients(), rows * network.inputSize()))
          .isEqualTo(Arrays.copyOf(alone.coefficients(), rows * network.inputSize()));
      assertThat(inPass).as("rows in the pass, seed %d", seed).isLessThan(rows);
    }
  }

  private void boundNeurons(
      Network network,
      SearchSpace space,
      List<Subproblem> batch,
      BatchBounds bounds,
      CrownPropagator crown) {
    bounds.reset(batch.size());
    for (int b = 0; b < batch.size(); b++) {
      space.box(batch.get(b), bounds.lower(0), bounds.upper(0), b * network.inputSize());
    }
    ZonotopePropagator zonotopes = new ZonotopePropagator(network, gemm, 100);
    zonotopes.start(bounds, space.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
      crown.prepare(k, bounds);
    }
  }

  private static LinearForms filled(Network network, SearchSpace space, List<Subproblem> batch) {
    LinearForms forms = new LinearForms(network.inputSize());
    UnsafeRows.fill(space, batch, new int[batch.size() + 1], forms, network.outputSize());
    return forms;
  }

  /** Three polyhedra of two rows, of which the first is the same in all but for its limit. */
  private static UnsafeSet set(Random random, Network network, Box box) {
    double[][] outputs = new double[6][];
    double[][] inputs = random.nextBoolean() ? new double[6][] : null;
    double[] limits = random.doubles(6).toArray();
    for (int r = 0; r < 6; r++) {
      boolean isShared = r > 0 && r % 2 == 0;
      outputs[r] =
          isShared ? outputs[0].clone() : random.doubles(network.outputSize(), -1, 1).toArray();
      if (inputs != null) {
        inputs[r] =
            isShared ? inputs[0].clone() : random.doubles(network.inputSize(), -1, 1).toArray();
      }
    }
    return new UnsafeSet(box, outputs, inputs, limits, new int[] {0, 2, 4, 6});
  }
}
