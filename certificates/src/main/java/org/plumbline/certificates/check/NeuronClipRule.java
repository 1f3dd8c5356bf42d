package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.ActivationLayer;

/**
 * Narrows what slope neurons read by a linear constraint on the inputs. With {@code g·x + h} below
 * a neuron everywhere in the case, a constraint {@code a·x + c ≤ 0} that holds in the node, and β ≥
 * 0,
 *
 * <pre>neuron ≥ g·x + h + β(a·x + c) ≥ Σⱼ min (gⱼ + βaⱼ)xⱼ + h + βc</pre>
 *
 * over the node's box (Zhou et al., <em>Clip-and-Verify</em>, NeurIPS 2025). The forms are made
 * once from the bounds that the root of the case ends with.
 */
final class NeuronClipRule {
  private static final double OPEN = 0x1p-10;

  private final int[] layer;
  private final int[] neuron;
  private final List<BackwardPass.Form> forms;

  /**
   * @param bound gives forms from the bounds that the root ends with
   */
  NeuronClipRule(
      CheckedNetwork network,
      SlopeNeurons neurons,
      Function<List<BoundRequest>, List<BackwardPass.Form>> bound) {
    this.layer = new int[neurons.count()];
    this.neuron = new int[layer.length];
    List<BoundRequest> requests = new ArrayList<>();
    for (int p = 0; p < layer.length; p++) {
      layer[p] = ((ActivationLayer) network.layer(neurons.layer(p))).source();
      neuron[p] = neurons.neuron(p);
      requests.add(BoundRequest.ofNeuron(layer[p], neuron[p], 1, null, null));
      requests.add(BoundRequest.ofNeuron(layer[p], neuron[p], -1, null, null));
    }
    this.forms = bound.apply(requests);
  }

  /** A linear function of the inputs that is at most 0 in the node. */
  record Constraint(double[] coefficients, double constant) {}

  /** What the newest split imposes; null if its neuron has no form. */
  Constraint ofSplit(NodeState.Path split) {
    for (int p = 0; p < layer.length; p++) {
      if (layer[p] == split.layer() && neuron[p] == split.neuron()) {
        BackwardPass.Form form = forms.get(2 * p + (split.isAbove() ? 1 : 0));
        double point = split.isAbove() ? split.point() : -split.point();
        return new Constraint(form.coefficients(), Roundoff.below(1, form.constant(), point));
      }
    }
    return null;
  }

  /**
   * Narrows a neuron, almost to a phase but not into it: an open ReLU may take any slope below, a
   * closed one only its own, which is worse where the constraint does not hold.
   */
  void apply(Step.Claim claim, Constraint constraint, NodeBounds bounds) {
    int p = claim.position();
    BackwardPass.Form form = forms.get(2 * p + (claim.isUpper() ? 1 : 0));
    double low = lower(form, constraint, claim.multiplier(), bounds);
    if (claim.isUpper()) {
      bounds.reduce(layer[p], neuron[p], Math.max(-low, -OPEN * bounds.lower(layer[p], neuron[p])));
    } else {
      bounds.raise(layer[p], neuron[p], Math.min(low, -OPEN * bounds.upper(layer[p], neuron[p])));
    }
  }

  private static double lower(
      BackwardPass.Form form, Constraint constraint, double beta, NodeBounds bounds) {
    double[] g = form.coefficients();
    double[] a = constraint.coefficients();
    double sum = 0;
    double size = 0;
    for (int j = 0; j < g.length; j++) {
      double shift = beta * a[j];
      double w = g[j] + shift;
      double l = bounds.lower(0, j);
      double u = bounds.upper(0, j);
      sum += w > 0 ? w * l : w * u;
      size += (Math.abs(g[j]) + Math.abs(shift)) * Math.max(Math.abs(l), Math.abs(u));
    }
    double c = beta * constraint.constant();
    size += Math.abs(form.constant()) + Math.abs(c);
    return sum + form.constant() + c - Roundoff.inflate(Roundoff.gamma(g.length + 16.0) * size);
  }
}
