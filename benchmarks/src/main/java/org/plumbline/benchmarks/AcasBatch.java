package org.plumbline.benchmarks;

import java.util.Random;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/**
 * A batch of sub-boxes of a network shaped like ACAS Xu (5 inputs, six layers of 50 ReLUs, 5
 * outputs) with seeded random weights, and the bounding steps that the search takes over it.
 */
final class AcasBatch {
  private static final int INPUTS = 5;
  private static final int WIDTH = 50;
  private static final int HIDDEN = 6;

  private final Network network = network();
  private final int batch;
  private final BatchBounds bounds = new BatchBounds(network);
  private final LinearForms forms = new LinearForms(INPUTS);
  private final ZonotopePropagator zonotopes;
  private final CrownPropagator crown;
  private final NeuronBounder neurons;
  private final double[] lower;
  private final double[] upper;

  AcasBatch(int batch, Gemm gemm) {
    this.batch = batch;
    double[] low = new double[INPUTS];
    double[] high = new double[INPUTS];
    java.util.Arrays.fill(low, -1);
    java.util.Arrays.fill(high, 1);
    ErrorCharges charges = new ErrorCharges(network, new Box(low, high));
    zonotopes = new ZonotopePropagator(network, gemm, 4096);
    crown = new CrownPropagator(network, charges, gemm);
    neurons = new NeuronBounder(network, crown, gemm);
    Random random = new Random(2);
    lower = random.doubles((long) batch * INPUTS, -1, 0.8).toArray();
    upper = java.util.Arrays.stream(lower).map(x -> x + 0.2).toArray();
  }

  private static Network network() {
    Random random = new Random(1);
    NetworkBuilder builder = new NetworkBuilder(1, INPUTS);
    int last = 0;
    for (int l = 0; l <= HIDDEN; l++) {
      int from = l == 0 ? INPUTS : WIDTH;
      int to = l == HIDDEN ? INPUTS : WIDTH;
      double scale = Math.sqrt(2.0 / from);
      double[] weights =
          random.doubles((long) to * from).map(u -> (float) ((2 * u - 1) * 1.7 * scale)).toArray();
      last = builder.add(new AffineLayer(last, new DenseMap(to, from, weights)));
      if (l < HIDDEN) {
        last = builder.add(new ActivationLayer(last, to, Activation.RELU));
      }
    }
    return builder.build();
  }

  /** Zonotopes for every neuron, then one backward pass for each output. */
  double zonotopesThenCrown() {
    reset();
    zonotopes.start(bounds, new int[] {0, 1, 2, 3, 4});
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
      crown.prepare(k, bounds);
    }
    forms.reset(batch * INPUTS, INPUTS);
    for (int row = 0; row < forms.rows(); row++) {
      forms.owner()[row] = row / INPUTS;
      forms.start()[row * INPUTS + row % INPUTS] = 1;
    }
    crown.bound(bounds, network.outputIndex(), forms);
    return forms.lower()[0];
  }

  /** Backward passes for the neurons of the last hidden layer that are open. */
  double crownForNeurons() {
    neurons.narrow(network.outputIndex() - 2, bounds);
    return bounds.lower(network.outputIndex() - 2)[0];
  }

  private void reset() {
    bounds.reset(batch);
    System.arraycopy(lower, 0, bounds.lower(0), 0, lower.length);
    System.arraycopy(upper, 0, bounds.upper(0), 0, upper.length);
  }
}
