package org.plumbline.verifier.proof;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;

/**
 * What a search remembers of a subproblem for the proof: filled in while the search goes on, by the
 * one thread that has the subproblem.
 */
public final class Trace {
  private final TraceMemory memory;
  private final boolean isRoot;
  private List<Step> steps = List.of();
  private boolean isForgotten;
  private boolean isClosed;
  private int layer;
  private int neuron;
  private double point;
  private Trace below;
  private Trace above;

  /** The trace of a search's root. */
  public Trace(TraceMemory memory) {
    this(memory, true);
  }

  private Trace(TraceMemory memory, boolean isRoot) {
    this.memory = memory;
    this.isRoot = isRoot;
  }

  /** Keeps a step, while there is memory. */
  public void add(Step step) {
    isForgotten |= !memory.take(step);
    if (isForgotten) {
      steps = List.of();
      return;
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    steps = longer;
  }

  /**
   * Forgets the newest steps, when nothing below makes use of them, so that no checker has to take
   * them. Those of a root stay, since a proof begins with bounds of all neurons.
   */
  public void forgetNewest(int count) {
    if (!isRoot && steps.size() >= count) {
      steps = steps.subList(0, steps.size() - count);
    }
  }

  /** The steps refute everything. */
  public void close() {
    isClosed = true;
  }

  /** Divides the node; {@link #below} and {@link #above} are its children. */
  public void split(int atLayer, int atNeuron, double atPoint) {
    isForgotten |= !memory.takeNodes(2);
    if (isForgotten) {
      below = this;
      above = this;
      return;
    }
    layer = atLayer;
    neuron = atNeuron;
    point = atPoint;
    below = new Trace(memory, false);
    above = new Trace(memory, false);
  }

  public Trace below() {
    return below;
  }

  public Trace above() {
    return above;
  }

  /** The proof as far as it goes. */
  public ProofNode toProof() {
    if (isForgotten) {
      return new ProofNode.Unjustified("the proof took too much memory");
    }
    if (below != null) {
      return new ProofNode.Split(steps, layer, neuron, point, below.toProof(), above.toProof());
    }
    return isClosed
        ? new ProofNode.Closed(steps)
        : new ProofNode.Unjustified("the search recorded no proof");
  }
}
