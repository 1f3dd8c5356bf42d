package org.plumbline.verifier.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.check.OpenLeaves;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.query.Query;

/**
 * Halves the leaves of a proof that the checker leaves open because its bounds are a little weaker
 * than those of the search: both halves take the steps of the whole. Remembers where, so that the
 * proof that was checked can be written.
 */
public final class LeafMender implements OpenLeaves {
  /** Of a leaf, one below the other. */
  private static final int MOST_ROUNDS = 20;

  /** A proof that needs more was none. */
  private static final int MOST_CUTS = 4000;

  private final List<Box> boxes;
  private final int mostCuts;
  private final Map<CheckResult.Leaf, Mended> mended = new ConcurrentHashMap<>();

  /** A leaf that was halved, itself the half of one in all rounds but the first. */
  private record Mended(Cut cut, int round) {}

  /** For one check of a proof. */
  public LeafMender(Query query) {
    this(query, MOST_CUTS);
  }

  /**
   * The same.
   *
   * @param mostCuts leaves that are halved at most
   */
  public LeafMender(Query query, int mostCuts) {
    this.boxes = query.boxes();
    this.mostCuts = Math.min(mostCuts, MOST_CUTS);
  }

  /** At the middle of the input whose range is the largest share of what it is in the case. */
  @Override
  public Optional<Cut> cut(CheckResult.Leaf leaf, double[] lower, double[] upper) {
    int round = 1;
    if (leaf.path().length > 0) {
      int[] above = Arrays.copyOf(leaf.path(), leaf.path().length - 1);
      Mended whole = mended.get(new CheckResult.Leaf(leaf.number(), above));
      round += whole == null ? 0 : whole.round();
    }
    if (round > MOST_ROUNDS || mended.size() >= mostCuts) {
      return Optional.empty();
    }
    int widest = widest(boxes.get(leaf.number()), lower, upper);
    double middle = 0.5 * lower[widest] + 0.5 * upper[widest];
    if (!(lower[widest] < middle && middle < upper[widest])) {
      return Optional.empty();
    }
    Cut cut = new Cut(widest, middle);
    mended.put(leaf, new Mended(cut, round));
    return Optional.of(cut);
  }

  private static int widest(Box box, double[] lower, double[] upper) {
    int widest = 0;
    double most = 0;
    for (int j = 0; j < lower.length; j++) {
      double width = (upper[j] - lower[j]) / (box.upper()[j] - box.lower()[j]);
      if (width > most) {
        most = width;
        widest = j;
      }
    }
    return widest;
  }

  /** The proof with the leaves halved that the check had halved. */
  public List<CaseProof> mended(List<CaseProof> proofs) {
    List<CaseProof> result = new ArrayList<>(proofs);
    mended.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> entry.getKey().path().length))
        .forEach(
            entry -> {
              CheckResult.Leaf leaf = entry.getKey();
              CaseProof proof = result.get(leaf.number());
              ProofNode root = mended(proof.root(), leaf.path(), 0, entry.getValue().cut());
              result.set(leaf.number(), new CaseProof(proof.slopeNeurons(), root));
            });
    return result;
  }

  private static ProofNode mended(ProofNode node, int[] path, int depth, Cut cut) {
    if (depth == path.length) {
      return new ProofNode.Split(node.steps(), 0, cut.input(), cut.point(), node, node);
    }
    int child = path[depth];
    ProofNode finer = mended(node.children().get(child), path, depth + 1, cut);
    if (node instanceof ProofNode.Split split) {
      return new ProofNode.Split(
          split.steps(),
          split.layer(),
          split.neuron(),
          split.point(),
          child == 0 ? finer : split.below(),
          child == 0 ? split.above() : finer);
    }
    List<ProofNode> children = new ArrayList<>(node.children());
    children.set(child, finer);
    if (node instanceof ProofNode.Learning learning) {
      return learning.with(children);
    }
    return new ProofNode.ByPolyhedron(node.steps(), children);
  }
}
