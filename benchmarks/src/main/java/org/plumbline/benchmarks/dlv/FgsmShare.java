package org.plumbline.benchmarks.dlv;

import java.util.List;
import java.util.function.Supplier;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.gradient.FastGradientSign;
import org.plumbline.falsifier.gradient.WhiteBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.eval.Gradient;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.SoftmaxTail;
import org.plumbline.specs.query.Budget;

/** How many of the first images are classified wrong once FGSM has moved them, in percent. */
record FgsmShare(BlackBox box, Network network, Supplier<Gemm> gemm, ImageSet images, int count) {
  private static final int QUERIES = 9;

  /** By the attack, whose gradients do not vanish where the network is sure. */
  double wrong(double size) {
    ImageDomain domain = new ImageDomain(1, images.side(), images.side(), 0, 1);
    WhiteBox inside = new WhiteBox(network, gemm, 1);
    FastGradientSign attack = new FastGradientSign(inside, new Ball(Distance.LINF, size));
    int wrong = 0;
    for (int n = 0; n < count; n++) {
      Trial.Question question =
          new Trial.Question(
              box, domain, images.values(n), Distance.LINF, QUERIES, Budget.unlimited());
      AttackResult result = AttackResult.of(attack, question, List.of(), 1);
      boolean isRight = result.label() == images.label(n);
      wrong += !isRight || result.adversarial().isPresent() ? 1 : 0;
    }
    return 100.0 * wrong / count;
  }

  /** With the cross-entropy of a softmax in float32, whose gradient cancels to 0 there. */
  double wrongByFloat32(double size) {
    Network scores = SoftmaxTail.of(network).map(SoftmaxTail::scores).orElse(network);
    ForwardPass forward = new ForwardPass(scores, gemm.get());
    Gradient gradient = new Gradient(scores, gemm.get());
    int wrong = 0;
    for (int n = 0; n < count; n++) {
      double[] x = images.values(n);
      int label = images.label(n);
      double[][] trace = forward.trace(1, x);
      double[] slope = gradient.inputs(1, trace, loss(trace[scores.outputIndex()], label));
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.max(0, Math.min(1, x[i] + size * Math.signum(slope[i])));
      }
      wrong += BlackBox.winner(box.scores(1, x), 0, box.classes()) == label ? 0 : 1;
    }
    return 100.0 * wrong / count;
  }

  /** The gradient of the cross-entropy by the scores. */
  private double[] loss(double[] scores, int label) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < box.classes(); j++) {
      greatest = Math.max(greatest, (float) scores[j]);
    }
    float[] powers = new float[box.classes()];
    float sum = 0;
    for (int j = 0; j < powers.length; j++) {
      powers[j] = (float) Math.exp((float) scores[j] - greatest);
      sum += powers[j];
    }
    double[] slope = new double[powers.length];
    for (int j = 0; j < slope.length; j++) {
      slope[j] = powers[j] / sum - (j == label ? 1f : 0f);
    }
    return slope;
  }
}
