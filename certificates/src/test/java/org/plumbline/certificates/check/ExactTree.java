package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Network;

/** Bounds of neurons by trees as {@code docs/certificate-format.md} says, in rationals. */
final class ExactTree {
  private final Network network;
  private final SlopeNeurons neurons;
  private final ExactPass pass;
  private Step.NeuronRow row;
  private ExactBounds bounds;
  private int nextNode;
  private int nextMultiplier;

  ExactTree(Network network, SlopeNeurons neurons, ExactPass pass) {
    this.network = network;
    this.neurons = neurons;
    this.pass = pass;
  }

  /** The bound of a row that has a tree. */
  Fraction lower(Step.NeuronRow ofRow, ExactBounds present) {
    row = ofRow;
    bounds = present;
    nextNode = 0;
    nextMultiplier = 0;
    return lower(List.of());
  }

  private Fraction lower(List<ExactPass.Phase> path) {
    int position = row.tree().orElseThrow().nodes()[nextNode++];
    if (position >= 0) {
      int source = network.layer(neurons.layer(position)).sources()[0];
      int neuron = neurons.neuron(position);
      List<ExactPass.Phase> below = new ArrayList<>(path);
      below.add(new ExactPass.Phase(source, neuron, false));
      List<ExactPass.Phase> above = new ArrayList<>(path);
      above.add(new ExactPass.Phase(source, neuron, true));
      Fraction first = lower(below);
      return first.least(lower(above));
    }
    List<ExactPass.Term> terms = new ArrayList<>();
    for (ExactPass.Phase phase : path) {
      float multiplier = row.tree().orElseThrow().multipliers()[nextMultiplier++];
      Fraction beta = Fraction.of(multiplier);
      Fraction signed = phase.isAbove() ? beta.negated() : beta;
      terms.add(new ExactPass.Term(phase.layer(), phase.neuron(), signed, Fraction.ZERO));
    }
    return pass.within(path)
        .boundNeuron(row.layer(), row.neuron(), row.isNegated(), terms, row.slopes(), bounds, false)
        .lower();
  }
}
