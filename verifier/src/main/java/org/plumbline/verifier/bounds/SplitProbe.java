package org.plumbline.verifier.bounds;

import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;

/**
 * Bounds both children of split candidates by one backward pass each, with the parent's slopes and
 * multipliers: filtered smart branching (De Palma et al., <em>Improved Branch and Bound for Neural
 * Network Verification via Lagrangian Decomposition</em>, 2021).
 */
public final class SplitProbe {

  /**
   * One child to be bounded.
   *
   * @param row of the parent's optimisation
   */
  public record Child(int row, int layer, int neuron, double point, boolean isAbove) {}

  private final Network network;
  private final CrownPropagator crown;
  private final BoundOptimiser optimiser;
  private final LinearForms forms;
  private final Lines lines;
  private final SplitMultipliers splits;
  private final LinearRelaxation relaxation = new LinearRelaxation();
  private final ActivationRelaxation[] tables;
  private int[] ownLine = new int[0];

  public SplitProbe(Network network, CrownPropagator crown, BoundOptimiser optimiser) {
    this.network = network;
    this.crown = crown;
    this.optimiser = optimiser;
    this.forms = new LinearForms(network.inputSize());
    this.lines = new Lines(network);
    this.splits = new SplitMultipliers(network.depth());
    this.tables = new ActivationRelaxation[network.depth()];
    for (int k = 0; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        tables[k] = new ActivationRelaxation(act.activation());
      }
    }
  }

  /** Lower bounds of the children, in order; valid until the next call. */
  public double[] bound(
      BatchBounds bounds,
      LinearForms parents,
      SplitMultipliers parentSplits,
      List<Child> children) {
    int rows = children.size();
    int outputs = parents.startSize();
    int inputs = parents.inputs();
    forms.reset(rows, outputs);
    int[] parentRow = new int[rows];
    for (int c = 0; c < rows; c++) {
      int row = children.get(c).row();
      parentRow[c] = row;
      forms.owner()[c] = parents.owner()[row];
      System.arraycopy(parents.start(), row * outputs, forms.start(), c * outputs, outputs);
      optimiser.copyInputTerms(row, forms.coefficients(), c * inputs, inputs);
    }
    if (ownLine.length < rows) {
      ownLine = new int[rows];
      java.util.Arrays.setAll(ownLine, r -> r);
    }
    lines.copyPerRow(optimiser.lines(), parentRow, rows, network.outputIndex());
    for (int c = 0; c < rows; c++) {
      change(bounds, children.get(c), c);
    }
    splits.copyPerRow(parentSplits, parentRow, rows);
    crown.bound(bounds, network.outputIndex(), forms, lines, ownLine, splits);
    return forms.lower();
  }

  /**
   * Gives the lines of every activation of the neuron what the child's narrower interval allows.
   */
  private void change(BatchBounds bounds, Child child, int c) {
    int source = child.layer();
    int n = network.layer(source).size();
    int at = forms.owner()[c] * n + child.neuron();
    double low = child.isAbove() ? child.point() : bounds.lower(source)[at];
    double high = child.isAbove() ? bounds.upper(source)[at] : child.point();
    for (int k = source + 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act && act.source() == source) {
        tables[k].relax(low, high, relaxation);
        int target = c * n + child.neuron();
        lines.lowerSlope(k)[target] = relaxation.lowerSlope;
        lines.lowerOffset(k)[target] = relaxation.lowerOffset;
        lines.upperSlope(k)[target] = relaxation.upperSlope;
        lines.upperOffset(k)[target] = relaxation.upperOffset;
      }
    }
  }
}
