package org.plumbline.certificates.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountedCompleter;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.ProofNode;

/**
 * Visits all nodes of a subtree, depth first, and hands what is left nearest to the root to threads
 * that have nothing to do. Takes no stack, however deep the tree is. The walk from the root ends
 * normally only if every visit did.
 */
final class ProofWalk extends CountedCompleter<Void> {
  private static final long serialVersionUID = 1;

  private final transient Deque<Branch> left = new ArrayDeque<>();
  private final transient Function<Branch, List<Branch>> visit;

  /**
   * A node that is still to be visited.
   *
   * @param start makes what is known there, which takes memory, when it is visited
   */
  record Branch(ProofNode node, Supplier<NodeState> start, NodePlace where) {
    Branch(ProofNode node, NodeState state, NodePlace where) {
      this(node, () -> state, where);
    }
  }

  /**
   * @param visit gives the children of a node
   */
  ProofWalk(Branch root, Function<Branch, List<Branch>> visit) {
    this(null, root, visit);
  }

  private ProofWalk(ProofWalk parent, Branch root, Function<Branch, List<Branch>> visit) {
    super(parent);
    this.left.add(root);
    this.visit = visit;
  }

  @Override
  public void compute() {
    while (!left.isEmpty() && !getRoot().isCompletedAbnormally()) {
      List<Branch> children = visit.apply(left.removeLast());
      for (int c = children.size() - 1; c >= 0; c--) {
        left.addLast(children.get(c));
      }
      while (left.size() > 1 && inForkJoinPool() && getSurplusQueuedTaskCount() < 2) {
        addToPendingCount(1);
        new ProofWalk(this, left.removeFirst(), visit).fork();
      }
    }
    tryComplete();
  }
}
