package org.plumbline.verifier.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.ProofHoles;
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
  private ProofNode graft;
  private List<Trace> parts = List.of();

  /** The trace of a search's root. */
  public Trace(TraceMemory memory) {
    this(memory, true);
  }

  /**
   * The trace of a subproblem that goes on where another trace ends.
   *
   * @param isRoot whether that is a search's root
   */
  public Trace(TraceMemory memory, boolean isRoot) {
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

  /** Whether this is a search's root. */
  public boolean isRoot() {
    return isRoot;
  }

  /**
   * Takes what somebody else proved, of what stays here; it is believed by nobody before a checker
   * looked at the whole. A proof that was taken before is forgotten.
   *
   * @param proof with a hole for each of the parts that are open in it
   * @param openParts traces of these
   */
  public void graft(ProofNode proof, List<Trace> openParts) {
    graft = proof;
    parts = List.copyOf(openParts);
  }

  /** Forgets what somebody else proved. */
  public void forgetGraft() {
    graft = null;
    parts = List.of();
  }

  private ProofNode grafted() {
    ProofNode whole =
        ProofHoles.filled(
            graft,
            part ->
                part < parts.size() ? Optional.of(parts.get(part).toProof()) : Optional.empty());
    return ProofHoles.after(steps, whole);
  }

  /** The proof as far as it goes. */
  public ProofNode toProof() {
    if (isForgotten) {
      return new ProofNode.Unjustified("the proof took too much memory");
    }
    if (graft != null) {
      return grafted();
    }
    if (below != null) {
      return new ProofNode.Split(steps, layer, neuron, point, below.toProof(), above.toProof());
    }
    return isClosed
        ? new ProofNode.Closed(steps)
        : new ProofNode.Unjustified("the search recorded no proof");
  }
}
