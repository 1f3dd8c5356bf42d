package org.plumbline.certificates.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

  /**
   * Proves conflicts, one after the other, and then the node with them. The proof of a conflict is
   * one of the node where all of its literals are taken for granted; it may use the conflicts
   * before it, and {@code rest} may use all.
   */
  record Learning(List<Step> steps, List<Conflict> conflicts, ProofNode rest) implements ProofNode {
    public Learning {
      steps = List.copyOf(steps);
      conflicts = List.copyOf(conflicts);
    }

    @Override
    public List<ProofNode> children() {
      return Stream.concat(conflicts.stream().map(Conflict::proof), Stream.of(rest)).toList();
    }

    /** The same with other children, in the order of {@link #children}. */
    public Learning with(List<ProofNode> children) {
      List<Conflict> proved = new ArrayList<>();
      for (int c = 0; c < conflicts.size(); c++) {
        proved.add(new Conflict(conflicts.get(c).literals(), children.get(c)));
      }
      return new Learning(steps, proved, children.get(conflicts.size()));
    }
  }

  /** Literals that no counterexample of a node satisfies together. */
  record Conflict(List<Literal> literals, ProofNode proof) {
    public Conflict {
      literals = List.copyOf(literals);
    }
  }

  /**
   * What may be true of a neuron or input.
   *
   * @param isAbove whether it is at least the point, else at most
   */
  record Literal(int layer, int neuron, double point, boolean isAbove) {}

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
