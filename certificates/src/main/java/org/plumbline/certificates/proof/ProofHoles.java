package org.plumbline.certificates.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Composes a proof of parts that were proved apart. A hole is a node that says only which part
 * belongs there; it is {@linkplain ProofNode.Unjustified unjustified} as long as nothing fills it,
 * so that a checker never takes a proof with a part missing for a whole one. Whoever fills a hole
 * promises nothing either: a checker looks at the whole, where a node takes what is known from
 * above and never from whoever proved it, so that a proof of less than the hole is refused.
 */
public final class ProofHoles {
  private static final String PREFIX = "part ";

  private ProofHoles() {}

  /** A place for the proof of a part, by its number. */
  public static ProofNode hole(int part) {
    return new ProofNode.Unjustified(PREFIX + part);
  }

  /** The part that a node is a place for, if it is a hole. */
  private static Optional<Integer> part(ProofNode node) {
    if (node instanceof ProofNode.Unjustified open && open.reason().startsWith(PREFIX)) {
      try {
        return Optional.of(Integer.parseInt(open.reason().substring(PREFIX.length())));
      } catch (NumberFormatException e) {
        return Optional.empty(); // some other reason that begins like one
      }
    }
    return Optional.empty();
  }

  /** The parts that a proof has holes for, in preorder. */
  public static List<Integer> of(ProofNode root) {
    List<Integer> holes = new ArrayList<>();
    Deque<ProofNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      ProofNode node = left.pop();
      part(node).ifPresent(holes::add);
      for (int c = node.children().size() - 1; c >= 0; c--) {
        left.push(node.children().get(c));
      }
    }
    return holes;
  }

  /**
   * The proof with its holes filled.
   *
   * @param parts the proof of a part, or empty where the hole stays
   */
  public static ProofNode filled(
      ProofNode node, Function<Integer, Optional<? extends ProofNode>> parts) {
    Optional<Integer> part = part(node);
    if (part.isPresent()) {
      Optional<? extends ProofNode> proof = parts.apply(part.get());
      return proof.isPresent() ? proof.get() : node;
    }
    List<ProofNode> children = node.children().stream().map(child -> filled(child, parts)).toList();
    return with(node, node.steps(), children);
  }

  /** The same node, but for these steps before its own. */
  public static ProofNode after(List<Step> steps, ProofNode node) {
    if (steps.isEmpty()) {
      return node;
    }
    List<Step> all = new ArrayList<>(steps);
    all.addAll(node.steps());
    return with(node, all, node.children());
  }

  private static ProofNode with(ProofNode node, List<Step> steps, List<ProofNode> children) {
    if (node instanceof ProofNode.Split split) {
      return new ProofNode.Split(
          steps, split.layer(), split.neuron(), split.point(), children.get(0), children.get(1));
    } else if (node instanceof ProofNode.ByPolyhedron) {
      return new ProofNode.ByPolyhedron(steps, children);
    } else if (node instanceof ProofNode.Learning learning) {
      return new ProofNode.Learning(steps, learning.conflicts(), learning.rest()).with(children);
    } else if (node instanceof ProofNode.Closed) {
      return new ProofNode.Closed(steps);
    }
    return node;
  }
}
