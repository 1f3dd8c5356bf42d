package org.plumbline.soundness.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.specs.replay.RunningError;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.contract.NodeClaim;
import org.plumbline.verifier.contract.ProofListener;

/**
 * Watches a search: at every node, the values that the network has at known inputs have to lie
 * inside the bounds of all neurons, and rows of the property above the forms that bound them.
 * Values come with an error bound ({@link RunningError}), so that what is found is certain; what is
 * smaller than rounding errors is not found.
 */
public final class BoundAudit implements ProofListener {
  private final Network network;
  private final List<double[]> inputs;
  private final List<RunningError.Layers> layers = new ArrayList<>();
  private Optional<Finding> finding = Optional.empty();
  private long nodes;
  private long looks;

  /**
   * @param network that is asked about
   * @param inputs to be looked at in every node that they belong to
   */
  public BoundAudit(Network network, List<double[]> inputs) {
    this.network = network;
    this.inputs = List.copyOf(inputs);
    for (double[] input : inputs) {
      layers.add(new RunningError(network).layers(input, new double[input.length]));
    }
  }

  /** What is wrong in the first layer where something is; empty if nothing is. */
  public synchronized Optional<Finding> finding() {
    return finding;
  }

  /** Nodes of the search that were heard of. */
  public synchronized long nodes() {
    return nodes;
  }

  /** How often an input was looked at in a node that it belongs to. */
  public synchronized long looks() {
    return looks;
  }

  @Override
  public synchronized void bounded(
      BatchBounds bounds, Origin origin, Supplier<List<NodeClaim>> claims) {
    List<NodeClaim> nodesOfBatch = claims.get();
    nodes += nodesOfBatch.size();
    for (int b = 0; b < nodesOfBatch.size(); b++) {
      for (int p = 0; p < inputs.size(); p++) {
        if (isInBox(bounds, b, inputs.get(p))) {
          Point point = new Point(inputs.get(p), layers.get(p), origin);
          if (point.belongsTo(nodesOfBatch.get(b))) {
            looks++;
            compare(point, bounds, b);
            compare(point, nodesOfBatch.get(b).rows());
          }
        }
      }
    }
  }

  private static boolean isInBox(BatchBounds bounds, int b, double[] input) {
    for (int i = 0; i < input.length; i++) {
      int at = b * input.length + i;
      if (!(bounds.lower(0)[at] <= input[i] && input[i] <= bounds.upper(0)[at])) {
        return false;
      }
    }
    return true;
  }

  private void compare(Point point, BatchBounds bounds, int b) {
    for (int k = 1; k < bounds.network().depth(); k++) {
      int n = bounds.network().layer(k).size();
      for (int i = 0; i < n; i++) {
        double low = bounds.lower(k)[b * n + i];
        double high = bounds.upper(k)[b * n + i];
        double value = point.value(k, i);
        double error = point.error(k, i);
        if (value + error < low || value - error > high) {
          int layer = point.origin().layer(k);
          int neuron = point.origin().neuron(k, i);
          keep(new Finding(layer, neuron, value, low, high, point.input()));
        }
      }
    }
  }

  private void compare(Point point, List<NodeClaim.Row> rows) {
    for (int r = 0; r < rows.size(); r++) {
      Point.Sum row = point.row(rows.get(r));
      Point.Sum form = point.form(rows.get(r));
      double most = row.value() + row.error();
      if (most < form.value() - form.error() || most < rows.get(r).lower()) {
        double low = Math.max(form.value(), rows.get(r).lower());
        double infinity = Double.POSITIVE_INFINITY;
        keep(new Finding(network.depth(), r, row.value(), low, infinity, point.input()));
      }
    }
  }

  private void keep(Finding found) {
    if (finding.isEmpty() || found.isBefore(finding.get())) {
      finding = Optional.of(found);
    }
  }
}
