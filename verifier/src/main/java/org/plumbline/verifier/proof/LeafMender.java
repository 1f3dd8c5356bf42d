package org.plumbline.verifier.proof;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.query.Query;

/**
 * Halves the leaves of a proof that the checker leaves open because its bounds are a little weaker
 * than those of the search: both halves take the steps of the whole.
 */
public final class LeafMender {
  /** A proof with more open leaves was none. */
  private static final int MOST_LEAVES = 2000;

  private final List<Box> boxes;

  public LeafMender(Query query) {
    this.boxes = query.boxes();
  }

  /** Whether there are leaves to halve, and not too many. */
  public boolean canMend(List<CheckResult.Leaf> leaves) {
    return !leaves.isEmpty() && leaves.size() <= MOST_LEAVES;
  }

  /** The proof with these leaves halved; what is no closed leaf stays as it is. */
  public List<CaseProof> mend(List<CaseProof> proofs, List<CheckResult.Leaf> leaves) {
    List<CaseProof> mended = new ArrayList<>(proofs);
    for (CheckResult.Leaf leaf : leaves) {
      CaseProof proof = mended.get(leaf.number());
      Box box = boxes.get(leaf.number());
      double[] lower = box.lower().clone();
      double[] upper = box.upper().clone();
      ProofNode root = mended(proof.root(), leaf.path(), 0, box, lower, upper);
      mended.set(leaf.number(), new CaseProof(proof.slopeNeurons(), root));
    }
    return mended;
  }

  /**
   * @param lower ends of the node's box, as far as splits tell
   */
  private static ProofNode mended(
      ProofNode node, int[] path, int depth, Box box, double[] lower, double[] upper) {
    if (depth == path.length) {
      return node instanceof ProofNode.Closed closed ? halved(closed, box, lower, upper) : node;
    }
    int child = path[depth];
    if (node instanceof ProofNode.Split split) {
      if (split.layer() == 0 && child == 0) {
        upper[split.neuron()] = Math.min(upper[split.neuron()], split.point());
      } else if (split.layer() == 0) {
        lower[split.neuron()] = Math.max(lower[split.neuron()], split.point());
      }
      ProofNode below = split.below();
      ProofNode above = split.above();
      return new ProofNode.Split(
          split.steps(),
          split.layer(),
          split.neuron(),
          split.point(),
          child == 0 ? mended(below, path, depth + 1, box, lower, upper) : below,
          child == 0 ? above : mended(above, path, depth + 1, box, lower, upper));
    }
    List<ProofNode> children = new ArrayList<>(node.children());
    children.set(child, mended(children.get(child), path, depth + 1, box, lower, upper));
    return new ProofNode.ByPolyhedron(node.steps(), children);
  }

  /** At the middle of the input whose range is the largest share of what it is in the case. */
  private static ProofNode halved(ProofNode.Closed leaf, Box box, double[] lower, double[] upper) {
    int widest = 0;
    double most = -1;
    for (int j = 0; j < lower.length; j++) {
      double width = (upper[j] - lower[j]) / (box.upper()[j] - box.lower()[j]);
      if (width > most) {
        most = width;
        widest = j;
      }
    }
    double middle = 0.5 * lower[widest] + 0.5 * upper[widest];
    return new ProofNode.Split(leaf.steps(), 0, widest, middle, leaf, leaf);
  }
}
