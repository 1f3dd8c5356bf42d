package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.interval.Box;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;

/**
 * Draws certificates in which nothing but luck decides whether they are proofs: all steps are in
 * place, with random splits, slopes, weights, multipliers and claims.
 */
final class RandomProofs {
  private final Random random;
  private final Network network;
  private final List<Polyhedron> unsafe;
  private final Box box;
  private final Premise premise;
  private final SlopeNeurons neurons;
  private final List<int[]> readByRelu = new ArrayList<>();

  private RandomProofs(Random random, Query query) {
    this.random = random;
    this.network = query.network();
    this.unsafe = query.property().cases().get(0).unsafe();
    this.box = query.boxes().get(0);
    this.premise = query.premise();
    int[][] slopes = new int[network.depth()][];
    for (int k = 0; k < slopes.length; k++) {
      int size = network.layer(k).size();
      boolean isRelu =
          network.layer(k) instanceof ActivationLayer act
              && act.activation().kind() == Activation.Kind.RELU;
      slopes[k] =
          IntStream.range(0, isRelu ? size : 0).filter(i -> random.nextInt(5) > 0).toArray();
      for (int i = 0; isRelu && i < size; i++) {
        readByRelu.add(new int[] {network.layer(k).sources()[0], i});
      }
    }
    this.neurons = new SlopeNeurons(slopes);
  }

  static CaseProof draw(Random random, Query query) {
    RandomProofs proofs = new RandomProofs(random, query);
    int[] all = IntStream.range(0, proofs.unsafe.size()).toArray();
    List<int[]> assumed =
        query.premise().literals().stream().map(s -> new int[] {s.layer(), s.neuron()}).toList();
    ProofNode root = proofs.node(new Place(all, assumed, 0, true), random.nextInt(4));
    return new CaseProof(proofs.neurons, root);
  }

  /**
   * Where a node is.
   *
   * @param open polyhedra, if clipping refutes none
   * @param splits of neurons above and literals of the premise, layer and neuron
   * @param learnt conflicts that may be used
   */
  private record Place(int[] open, List<int[]> splits, int learnt, boolean isRoot) {
    Place below(List<int[]> longer) {
      return new Place(open, longer, learnt, false);
    }
  }

  private ProofNode node(Place place, int depth) {
    List<Step> steps = new ArrayList<>();
    if (place.isRoot || random.nextInt(3) == 0) {
      steps.add(derive(place.isRoot));
    }
    if (random.nextInt(6) == 0 && (place.isRoot || !steps.isEmpty())) {
      steps.add(new Step.ClipInputs());
    }
    if (place.learnt > 0 || random.nextInt(4) == 0) {
      steps.add(new Step.Propagate(hints(place)));
    }
    if (place.open.length > 1 && random.nextInt(3) == 0) {
      List<ProofNode> children = new ArrayList<>();
      for (int p : place.open) {
        children.add(node(new Place(new int[] {p}, place.splits, place.learnt, false), depth));
      }
      return new ProofNode.ByPolyhedron(steps, children);
    }
    if (depth == 0) {
      return leaf(place, steps);
    }
    ProofNode.Literal at = literal();
    List<int[]> splits = new ArrayList<>(place.splits);
    if (at.layer() > 0) {
      splits.add(new int[] {at.layer(), at.neuron()});
    }
    Place below = place.below(splits);
    if (random.nextInt(4) == 0) {
      ProofNode proof = node(below, depth - 1);
      Place rest = new Place(place.open, place.splits, place.learnt + 1, false);
      return new ProofNode.Learning(
          steps, List.of(new ProofNode.Conflict(literals(at), proof)), node(rest, depth - 1));
    }
    return new ProofNode.Split(
        steps, at.layer(), at.neuron(), at.point(), node(below, depth - 1), node(below, depth - 1));
  }

  private ProofNode.Literal literal() {
    int j = random.nextInt(network.inputSize());
    double middle = 0.5 * box.lower()[j] + 0.5 * box.upper()[j];
    double point = middle + random.nextInt(3) * 0.25 * (box.upper()[j] - middle);
    if (!readByRelu.isEmpty() && random.nextInt(3) > 0) {
      int[] at = readByRelu.get(random.nextInt(readByRelu.size()));
      double beside = random.nextInt(4) == 0 ? (random.nextInt(64) - 32) / 64.0 : 0;
      return new ProofNode.Literal(at[0], at[1], beside, random.nextBoolean());
    }
    return new ProofNode.Literal(0, j, point, random.nextBoolean());
  }

  /** One that may say something, and sometimes another one, of an input, that may always hold. */
  private List<ProofNode.Literal> literals(ProofNode.Literal first) {
    if (random.nextInt(3) > 0) {
      return List.of(first);
    }
    int j = random.nextInt(network.inputSize());
    double low = box.lower()[j];
    double point = random.nextBoolean() ? low : 0.75 * low + 0.25 * box.upper()[j];
    return List.of(new ProofNode.Literal(0, j, point, true), first);
  }

  private List<Step.Hint> hints(Place place) {
    List<Step.Hint> hints = new ArrayList<>();
    for (int h = random.nextInt(4); h >= 0; h--) {
      int kind = random.nextInt(6);
      if (kind == 0 && place.open.length == 1) {
        hints.add(Step.Hint.ofRow(0));
      } else if (kind < 3 && place.learnt > 0) {
        hints.add(Step.Hint.ofConflict(random.nextInt(place.learnt)));
      } else {
        int k = 1 + random.nextInt(network.depth() - 1);
        hints.add(Step.Hint.ofNeuron(k, random.nextInt(network.layer(k).size())));
      }
    }
    return hints;
  }

  private ProofNode leaf(Place place, List<Step> steps) {
    steps.add(derive(false));
    if (random.nextInt(3) == 0) {
      steps.add(new Step.ClipInputs());
      steps.add(derive(false));
    }
    boolean isClipped = neurons.count() > 0 && !place.isRoot && random.nextInt(2) == 0;
    if (isClipped && place.open.length == 1 && random.nextBoolean()) {
      steps.add(new Step.ClipNeurons(witness(place.open[0], place), claims()));
      steps.add(new Step.Derive(Step.Passes.LISTED, List.of()));
    } else if (isClipped && isSlopeNeuron(place.splits)) {
      steps.add(new Step.ClipNeurons(null, claims()));
      steps.add(new Step.Derive(Step.Passes.LISTED, List.of()));
    }
    for (int p : place.open) {
      steps.add(new Step.Refute(witness(p, place)));
    }
    return new ProofNode.Closed(steps);
  }

  private boolean isSlopeNeuron(List<int[]> splits) {
    if (splits.isEmpty()) {
      return false;
    }
    int[] newest = splits.get(splits.size() - 1);
    return IntStream.range(0, network.depth())
        .anyMatch(
            k ->
                network.layer(k) instanceof ActivationLayer act
                    && act.source() == newest[0]
                    && neurons.position(k, newest[1]) >= 0);
  }

  /** One that leaves intervals only where nothing was derived before would be too weak. */
  private Step derive(boolean isFirst) {
    if (random.nextInt(4) == 0) {
      return new Step.Enclose(random.nextInt(4) == 0 ? 0 : 10_000);
    }
    Step.Passes[] all = Step.Passes.values();
    Step.Passes passes = all[random.nextInt(isFirst ? 2 : all.length)];
    List<Step.NeuronRow> rows = new ArrayList<>();
    if (passes == Step.Passes.LISTED || random.nextInt(4) == 0) {
      for (int[] at : readByRelu) {
        for (int side = 0; side < 2; side++) {
          if (random.nextInt(3) > 0) {
            rows.add(row(at, side == 1));
          }
        }
      }
    }
    return new Step.Derive(passes, rows);
  }

  private Step.NeuronRow row(int[] at, boolean isNegated) {
    int[] before =
        IntStream.range(0, neurons.count()).filter(p -> neurons.layer(p) < at[0]).toArray();
    if (before.length == 0 || random.nextInt(3) > 0) {
      return new Step.NeuronRow(at[0], at[1], isNegated, slopes(), ofPremise(at[0]));
    }
    List<Integer> nodes = new ArrayList<>();
    int multipliers = addTree(nodes, before, 0);
    float[] all = new float[multipliers];
    for (int m = 0; m < all.length; m++) {
      all[m] = random.nextInt(2) * random.nextInt(8) / 8f;
    }
    int[] preorder = nodes.stream().mapToInt(Integer::intValue).toArray();
    Optional<SplitTree> tree = Optional.of(new SplitTree(preorder, all));
    return new Step.NeuronRow(at[0], at[1], isNegated, slopes(), new float[0], tree);
  }

  /** Returns how many multipliers the leaves have. */
  private int addTree(List<Integer> nodes, int[] before, int depth) {
    if (depth == 3 || random.nextInt(3) == 0) {
      nodes.add(-1);
      return depth;
    }
    nodes.add(before[random.nextInt(before.length)]);
    return addTree(nodes, before, depth + 1) + addTree(nodes, before, depth + 1);
  }

  private float[] ofPremise(int layer) {
    long literals = premise.literals().stream().filter(s -> s.layer() <= layer).count();
    float[] multipliers = new float[literals == 0 ? 0 : random.nextInt((int) literals + 1)];
    for (int s = 0; s < multipliers.length; s++) {
      multipliers[s] = random.nextInt(2) * random.nextInt(8) / 8f;
    }
    return multipliers;
  }

  private byte[] slopes() {
    byte[] slopes = new byte[random.nextInt(4) == 0 ? neurons.count() / 2 : neurons.count()];
    for (int s = 0; s < slopes.length; s++) {
      slopes[s] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : -random.nextInt(2));
    }
    return slopes;
  }

  private List<Step.Claim> claims() {
    List<Step.Claim> claims = new ArrayList<>();
    for (int c = random.nextInt(4); c >= 0; c--) {
      int position = random.nextInt(neurons.count());
      claims.add(new Step.Claim(position, random.nextBoolean(), random.nextInt(16) / 8f));
    }
    return claims;
  }

  private Step.Witness witness(int polyhedron, Place place) {
    int count = unsafe.get(polyhedron).inequalities().size();
    int[] rows = IntStream.range(0, count).toArray();
    double[] weights = new double[count];
    int favoured = random.nextInt(count);
    for (int r = 0; r < count; r++) {
      weights[r] = r == favoured ? 1 : random.nextInt(2) * random.nextInt(8) / 8.0;
    }
    float[] multipliers = null;
    if (random.nextBoolean()) {
      multipliers = new float[place.splits.size()];
      for (int s = 0; s < multipliers.length; s++) {
        multipliers[s] = random.nextInt(2) * random.nextInt(16) / 8f;
      }
    }
    byte[] slopes = random.nextBoolean() ? slopes() : null;
    return new Step.Witness(polyhedron, rows, weights, slopes, multipliers);
  }
}
