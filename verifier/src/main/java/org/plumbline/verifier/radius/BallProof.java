package org.plumbline.verifier.radius;

import java.util.Arrays;
import java.util.function.Supplier;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/**
 * Whether a class is kept on a whole {@link NormBall}, by CROWN: backward passes enclose every open
 * neuron, and last the leads of the class, between linear functions of the input, whose least
 * values on the ball follow from the dual norm (Zhang et al., <em>Efficient Neural Network
 * Robustness Certification with General Activation Functions</em>, 2018, for L1 and L2; for L0 the
 * greatest terms). Neurons are bounded on the ball, and not on the box around it. Incomplete; what
 * it proves is proved, rounding errors accounted for.
 */
final class BallProof {
  private static final int BLOCK = 256;

  private final Network network;
  private final int label;
  private final Supplier<Gemm> gemm;

  BallProof(Network network, int label, Supplier<Gemm> gemm) {
    this.network = AffineMerger.merge(network);
    this.label = label;
    this.gemm = gemm;
  }

  /** True only if no input of the ball ties the class or loses it; false where time ran out. */
  boolean holds(NormBall ball, Budget budget) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    Box hull = ball.hull();
    System.arraycopy(hull.lower(), 0, bounds.lower(0), 0, hull.size());
    System.arraycopy(hull.upper(), 0, bounds.upper(0), 0, hull.size());
    ErrorCharges charges = new ErrorCharges(network);
    charges.fill(0, bounds);
    Gemm own = gemm.get();
    CrownPropagator crown = new CrownPropagator(network, charges, own);
    NeuronBounder neurons = new NeuronBounder(network, crown, own);
    ZonotopePropagator intervals = new ZonotopePropagator(network, own, 0);
    intervals.start(bounds, hull.varying());
    LinearForms forms = new LinearForms(network.inputSize());
    for (int k = 1; k < network.depth(); k++) {
      intervals.propagate(k, bounds);
      charges.fill(k, bounds);
      crown.prepare(k, bounds);
      int[] open = neurons.open(k, bounds);
      for (int from = 0; from < open.length; from += BLOCK) {
        if (budget.expired()) {
          return false;
        }
        narrow(
            k,
            Arrays.copyOfRange(open, from, Math.min(open.length, from + BLOCK)),
            ball,
            bounds,
            crown,
            forms);
      }
      intervals.adopt(k, bounds);
      charges.fill(k, bounds);
    }
    return isKept(ball, bounds, crown, forms);
  }

  private void narrow(
      int k,
      int[] open,
      NormBall ball,
      BatchBounds bounds,
      CrownPropagator crown,
      LinearForms forms) {
    int n = network.layer(k).size();
    forms.reset(2 * open.length, n);
    for (int c = 0; c < open.length; c++) {
      forms.start()[2 * c * n + open[c]] = 1;
      forms.start()[(2 * c + 1) * n + open[c]] = -1;
    }
    Arrays.fill(forms.owner(), 0, forms.rows(), 0);
    crown.bound(bounds, k, forms);
    for (int c = 0; c < open.length; c++) {
      bounds.intersect(k, 0, open[c], least(ball, forms, 2 * c), -least(ball, forms, 2 * c + 1));
    }
  }

  private boolean isKept(
      NormBall ball, BatchBounds bounds, CrownPropagator crown, LinearForms forms) {
    int classes = network.outputSize();
    forms.reset(classes, classes);
    for (int j = 0; j < classes; j++) {
      forms.start()[j * classes + label] += 1;
      forms.start()[j * classes + j] -= 1;
    }
    Arrays.fill(forms.owner(), 0, forms.rows(), 0);
    crown.bound(bounds, network.outputIndex(), forms);
    for (int j = 0; j < classes; j++) {
      if (j != label && !(least(ball, forms, j) > 0)) {
        return false;
      }
    }
    return true;
  }

  private double least(NormBall ball, LinearForms forms, int row) {
    return ball.least(forms.coefficients(), row * forms.inputs(), forms.constant()[row]);
  }
}
