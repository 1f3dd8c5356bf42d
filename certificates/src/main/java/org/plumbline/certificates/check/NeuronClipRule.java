package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;

/**
 * Narrows what ReLUs among the slope neurons read by a linear constraint on the inputs. With {@code
 * g·x + h} below a neuron everywhere in the case, a constraint {@code a·x + c ≤ 0} that holds in
 * the node, and β ≥ 0,
 *
 * <pre>neuron ≥ g·x + h + β(a·x + c) ≥ Σⱼ min (gⱼ + βaⱼ)xⱼ + h + βc</pre>
 *
 * over the node's box (Zhou et al., <em>Clip-and-Verify</em>, NeurIPS 2025). The forms are made
 * once from the bounds that the root of the case ends with. The sum is charged {@code γ} of {@code
 * (|g| + β|a|)(|middle| + radius)} over the box of the root, which every node's box lies in.
 */
final class NeuronClipRule {
  private static final double OPEN = 0x1p-10;
  private static final int NONE = -1;

  private final int[] layer;
  private final int[] neuron;
  private final int[] formOf;
  private final List<BackwardPass.Form> forms;
  private final CentredBox whole;
  private final double[] sizes;

  /**
   * @param root bounds that the root ends with
   * @param bound gives forms from these
   */
  NeuronClipRule(
      CheckedNetwork network,
      SlopeNeurons neurons,
      NodeBounds root,
      Function<List<BoundRequest>, List<BackwardPass.Form>> bound) {
    this.layer = new int[neurons.count()];
    this.neuron = new int[layer.length];
    this.formOf = new int[layer.length];
    List<BoundRequest> requests = new ArrayList<>();
    for (int p = 0; p < layer.length; p++) {
      layer[p] = neurons.sourceOfRelu(p, network.network());
      neuron[p] = neurons.neuron(p);
      formOf[p] = layer[p] < 0 ? NONE : requests.size();
      if (formOf[p] == NONE) {
        continue;
      }
      requests.add(BoundRequest.ofNeuron(layer[p], neuron[p], 1, null, null));
      requests.add(BoundRequest.ofNeuron(layer[p], neuron[p], -1, null, null));
    }
    this.forms = bound.apply(requests);
    this.whole = CentredBox.of(root);
    this.sizes = forms.stream().mapToDouble(form -> whole.size(form.coefficients())).toArray();
  }

  /**
   * A linear function of the inputs that is at most 0 in the node.
   *
   * @param size what its terms come to at most, for the errors of sums
   */
  record Constraint(double[] coefficients, double constant, double size) {}

  /** That a form is at most a limit. */
  Constraint atMost(BackwardPass.Form form, double limit) {
    double[] a = form.coefficients();
    return new Constraint(a, Roundoff.below(1, form.constant(), -limit), whole.size(a));
  }

  /** Whether there are forms of the slope neuron at a position, which a claim may be about. */
  boolean isKnown(int position) {
    return position >= 0 && position < formOf.length && formOf[position] != NONE;
  }

  /** What the newest split imposes; null if its neuron has no form. */
  Constraint ofSplit(NodeState.Path split) {
    for (int p = 0; p < layer.length; p++) {
      boolean isSplit = layer[p] == split.layer() && neuron[p] == split.neuron();
      if (isSplit && formOf[p] != NONE) {
        BackwardPass.Form form = forms.get(formOf[p] + (split.isAbove() ? 1 : 0));
        double point = split.isAbove() ? split.point() : -split.point();
        return atMost(form, -point);
      }
    }
    return null;
  }

  /**
   * Narrows a neuron, almost to a phase but not into it: an open ReLU may take any slope below, a
   * closed one only its own, which is worse where the constraint does not hold.
   *
   * @param box the inputs of the node
   */
  void apply(Step.Claim claim, Constraint constraint, CentredBox box, NodeBounds bounds) {
    int p = claim.position();
    double low = lower(formOf[p] + (claim.isUpper() ? 1 : 0), constraint, claim.multiplier(), box);
    if (claim.isUpper()) {
      bounds.reduce(layer[p], neuron[p], Math.max(-low, -OPEN * bounds.lower(layer[p], neuron[p])));
    } else {
      bounds.raise(layer[p], neuron[p], Math.min(low, -OPEN * bounds.upper(layer[p], neuron[p])));
    }
  }

  private double lower(int form, Constraint constraint, double beta, CentredBox box) {
    BackwardPass.Form own = forms.get(form);
    double sum = box.least(own.coefficients(), beta, constraint.coefficients());
    double c = beta * constraint.constant();
    double size = sizes[form] + Math.abs(own.constant()) + beta * constraint.size() + Math.abs(c);
    double gamma = Roundoff.gamma(own.coefficients().length + 16.0);
    return sum + own.constant() + c - Roundoff.inflate(gamma * size);
  }
}
