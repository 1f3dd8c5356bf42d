package org.plumbline.certificates.proof;

import java.util.List;

/** A part of a case: what is known of it, and how the rest of the proof is divided. */
public sealed interface ProofNode {
  List<Step> steps();

  /** What the node is divided into. */
  default List<ProofNode> children() {
    return List.of();
  }

  /** Divides the node where a neuron or input is at most, or at least, a point. */
  record Split(
      List<Step> steps, int layer, int neuron, double point, ProofNode below, ProofNode above)
      implements ProofNode {
    public Split {
      steps = List.copyOf(steps);
    }

    @Override
    public List<ProofNode> children() {
      return List.of(below, above);
    }
  }

  /** One child for each polyhedron that the steps left open, ascending. */
  record ByPolyhedron(List<Step> steps, List<ProofNode> children) implements ProofNode {
    public ByPolyhedron {
      steps = List.copyOf(steps);
      children = List.copyOf(children);
    }
  }

  /** The steps refute every polyhedron. */
  record Closed(List<Step> steps) implements ProofNode {
    public Closed {
      steps = List.copyOf(steps);
    }
  }

  /** Nothing is proved here. */
  record Unjustified(String reason) implements ProofNode {
    @Override
    public List<Step> steps() {
      return List.of();
    }
  }
}
