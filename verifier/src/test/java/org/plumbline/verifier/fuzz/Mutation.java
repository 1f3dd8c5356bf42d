package org.plumbline.verifier.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.certificates.proof.Step;

/** Changes one field, step or child of one node of a proof, any of them equally likely. */
final class Mutation {
  private final Random random;
  private int target;

  Mutation(Random random) {
    this.random = random;
  }

  List<CaseProof> of(List<CaseProof> proofs) {
    List<CaseProof> result = new ArrayList<>(proofs);
    int c = random.nextInt(proofs.size());
    CaseProof proof = proofs.get(c);
    target = random.nextInt(count(proof.root()));
    result.set(c, new CaseProof(proof.slopeNeurons(), changed(proof.root())));
    return result;
  }

  private static int count(ProofNode node) {
    int count = 1;
    if (node instanceof ProofNode.Split split) {
      count += count(split.below()) + count(split.above());
    } else {
      count += node.children().stream().mapToInt(Mutation::count).sum();
    }
    return count;
  }

  private ProofNode changed(ProofNode node) {
    if (target-- == 0) {
      return mutant(node);
    }
    if (node instanceof ProofNode.Split split) {
      ProofNode below = changed(split.below());
      return new ProofNode.Split(
          split.steps(),
          split.layer(),
          split.neuron(),
          split.point(),
          below,
          changed(split.above()));
    } else if (node instanceof ProofNode.ByPolyhedron parts) {
      return new ProofNode.ByPolyhedron(
          parts.steps(), parts.children().stream().map(this::changed).toList());
    } else if (node instanceof ProofNode.Learning learning) {
      return learning.with(learning.children().stream().map(this::changed).toList());
    }
    return node;
  }

  private ProofNode mutant(ProofNode node) {
    boolean changesSteps = !node.steps().isEmpty() && random.nextInt(3) > 0;
    if (node instanceof ProofNode.Split split) {
      return changesSteps ? withSteps(split, steps(split.steps())) : mutant(split);
    } else if (node instanceof ProofNode.ByPolyhedron parts) {
      if (changesSteps) {
        return new ProofNode.ByPolyhedron(steps(parts.steps()), parts.children());
      }
      List<ProofNode> children = new ArrayList<>(parts.children());
      if (children.isEmpty()) {
        return new ProofNode.Closed(parts.steps());
      }
      int c = random.nextInt(children.size());
      switch (random.nextInt(3)) {
        case 0 -> children.remove(c);
        case 1 -> children.set(c, new ProofNode.Closed(List.of()));
        default -> children.set(c, children.get(random.nextInt(children.size())));
      }
      return new ProofNode.ByPolyhedron(parts.steps(), children);
    } else if (node instanceof ProofNode.Learning learning) {
      return changesSteps
          ? new ProofNode.Learning(steps(learning.steps()), learning.conflicts(), learning.rest())
          : mutant(learning);
    }
    return new ProofNode.Closed(steps(node.steps()));
  }

  private static ProofNode withSteps(ProofNode.Split split, List<Step> steps) {
    return new ProofNode.Split(
        steps, split.layer(), split.neuron(), split.point(), split.below(), split.above());
  }

  private ProofNode mutant(ProofNode.Split s) {
    return switch (random.nextInt(7)) {
      case 0 -> new ProofNode.Closed(s.steps());
      case 1 -> s.below();
      case 2 -> s.above();
      case 3 ->
          new ProofNode.Split(s.steps(), s.layer(), s.neuron(), s.point(), s.above(), s.below());
      case 4 ->
          new ProofNode.Split(
              s.steps(), s.layer(), s.neuron(), number(s.point()), s.below(), s.above());
      case 5 ->
          new ProofNode.Split(
              s.steps(), index(s.layer()), s.neuron(), s.point(), s.below(), s.above());
      default ->
          new ProofNode.Split(
              s.steps(), s.layer(), index(s.neuron()), s.point(), s.below(), s.above());
    };
  }

  private ProofNode mutant(ProofNode.Learning learning) {
    List<ProofNode.Conflict> conflicts = new ArrayList<>(learning.conflicts());
    if (conflicts.isEmpty()) {
      return learning.rest();
    }
    int c = random.nextInt(conflicts.size());
    List<ProofNode.Literal> literals = new ArrayList<>(conflicts.get(c).literals());
    int l = literals.isEmpty() ? 0 : random.nextInt(literals.size());
    int what = literals.isEmpty() ? 5 : random.nextInt(7);
    if (what == 0) {
      literals.remove(l);
    } else if (what < 5) {
      ProofNode.Literal old = literals.get(l);
      literals.set(
          l,
          new ProofNode.Literal(
              what == 1 ? index(old.layer()) : old.layer(),
              what == 2 ? index(old.neuron()) : old.neuron(),
              what == 3 ? number(old.point()) : old.point(),
              (what == 4) != old.isAbove()));
    }
    conflicts.set(c, new ProofNode.Conflict(literals, conflicts.get(c).proof()));
    if (what == 5) {
      conflicts.remove(c);
    } else if (what == 6) {
      conflicts.add(conflicts.remove(0));
    }
    return new ProofNode.Learning(learning.steps(), conflicts, learning.rest());
  }

  private List<Step> steps(List<Step> steps) {
    List<Step> result = new ArrayList<>(steps);
    if (steps.isEmpty()) {
      return result;
    }
    int s = random.nextInt(steps.size());
    switch (random.nextInt(6)) {
      case 0 -> result.remove(s);
      case 1 -> result.add(random.nextInt(steps.size() + 1), steps.get(s));
      default -> result.set(s, step(steps.get(s)));
    }
    return result;
  }

  private Step step(Step step) {
    if (step instanceof Step.Refute refute) {
      return new Step.Refute(witness(refute.witness()));
    } else if (step instanceof Step.ClipNeurons clip) {
      return clip(clip);
    } else if (step instanceof Step.Enclose
        || step instanceof Step.Derive && random.nextBoolean()) {
      return new Step.Enclose(random.nextInt(1 << random.nextInt(12)));
    } else if (step instanceof Step.Derive all) {
      return derive(all);
    } else if (step instanceof Step.Propagate all && !all.hints().isEmpty()) {
      return propagate(all);
    }
    return new Step.Refute(
        new Step.Witness(0, new int[] {0}, new double[] {number(1)}, null, null));
  }

  private Step propagate(Step.Propagate all) {
    List<Step.Hint> hints = new ArrayList<>(all.hints());
    int h = random.nextInt(hints.size());
    Step.Hint old = hints.get(h);
    switch (random.nextInt(4)) {
      case 0 -> hints.remove(h);
      case 1 -> hints.add(0, hints.remove(h));
      case 2 -> hints.set(h, new Step.Hint(old.kind(), index(old.layer()), old.index()));
      default -> hints.set(h, new Step.Hint(old.kind(), old.layer(), index(old.index())));
    }
    return new Step.Propagate(hints);
  }

  private Step derive(Step.Derive all) {
    List<Step.NeuronRow> rows = new ArrayList<>(all.rows());
    if (rows.isEmpty() || random.nextBoolean()) {
      Step.Passes[] passes = Step.Passes.values();
      return new Step.Derive(passes[random.nextInt(passes.length)], rows);
    }
    int r = random.nextInt(rows.size());
    Step.NeuronRow row = rows.get(r);
    rows.set(r, mutant(row));
    return new Step.Derive(all.passes(), rows);
  }

  private Step.NeuronRow mutant(Step.NeuronRow row) {
    int layer = row.layer();
    int neuron = row.neuron();
    boolean isNegated = row.isNegated();
    byte[] slopes = row.slopes();
    float[] multipliers = row.multipliers();
    switch (random.nextInt(5)) {
      case 0 -> layer = index(layer);
      case 1 -> neuron = index(neuron);
      case 2 -> isNegated = !isNegated;
      case 3 -> slopes = slopes(slopes);
      default -> multipliers = Objects.requireNonNullElse(multipliers(multipliers), new float[2]);
    }
    return new Step.NeuronRow(
        layer, neuron, isNegated, slopes, multipliers, row.tree().map(this::mutant));
  }

  private SplitTree mutant(SplitTree tree) {
    int[] nodes = tree.nodes();
    nodes[0] = nodes[0] < 0 ? nodes[0] : index(nodes[0]);
    float[] multipliers = tree.multipliers();
    if (multipliers.length > 0) {
      int m = random.nextInt(multipliers.length);
      multipliers[m] = (float) number(multipliers[m]);
    }
    return new SplitTree(nodes, multipliers);
  }

  private Step clip(Step.ClipNeurons clip) {
    List<Step.Claim> claims = new ArrayList<>(clip.claims());
    if (claims.isEmpty() || random.nextInt(4) == 0) {
      return new Step.ClipNeurons(
          clip.constraint() == null ? null : witness(clip.constraint()), claims);
    }
    int c = random.nextInt(claims.size());
    Step.Claim claim = claims.get(c);
    claims.set(
        c,
        switch (random.nextInt(3)) {
          case 0 -> new Step.Claim(index(claim.position()), claim.isUpper(), claim.multiplier());
          case 1 -> new Step.Claim(claim.position(), !claim.isUpper(), claim.multiplier());
          default ->
              new Step.Claim(claim.position(), claim.isUpper(), (float) number(claim.multiplier()));
        });
    return new Step.ClipNeurons(clip.constraint(), claims);
  }

  private Step.Witness witness(Step.Witness w) {
    int[] rows = w.rows().clone();
    double[] weights = w.weights().clone();
    byte[] slopes = w.slopes();
    float[] multipliers = w.multipliers();
    int polyhedron = w.polyhedron();
    switch (random.nextInt(5)) {
      case 0 -> polyhedron = index(polyhedron);
      case 1 -> rows[random.nextInt(rows.length)] = random.nextInt(3);
      case 2 -> weights[random.nextInt(weights.length)] = number(1);
      case 3 -> slopes = slopes == null || random.nextInt(4) == 0 ? null : slopes(slopes);
      default -> multipliers = multipliers(multipliers);
    }
    return new Step.Witness(polyhedron, rows, weights, slopes, multipliers);
  }

  private byte[] slopes(byte[] slopes) {
    byte[] result = slopes.clone();
    if (result.length == 0 || random.nextInt(8) == 0) {
      return new byte[random.nextInt(6)];
    }
    result[random.nextInt(result.length)] = (byte) random.nextInt(256);
    return result;
  }

  private float[] multipliers(float[] multipliers) {
    if (multipliers == null || multipliers.length == 0 || random.nextInt(8) == 0) {
      return random.nextBoolean() ? null : new float[random.nextInt(4)];
    }
    float[] result = multipliers.clone();
    int m = random.nextInt(result.length);
    result[m] = (float) number(result[m]);
    return result;
  }

  private int index(int index) {
    return switch (random.nextInt(4)) {
      case 0 -> index + 1;
      case 1 -> Math.max(0, index - 1);
      case 2 -> random.nextInt(8);
      default -> random.nextInt(Integer.MAX_VALUE);
    };
  }

  private double number(double number) {
    return switch (random.nextInt(9)) {
      case 0 -> -number;
      case 1 -> number + random.nextGaussian();
      case 2 -> number * Math.exp(3 * random.nextGaussian());
      case 3 -> Math.nextUp(number);
      case 4 -> 0;
      case 5 -> Double.NaN;
      case 6 -> Double.POSITIVE_INFINITY;
      case 7 -> Double.NEGATIVE_INFINITY;
      default -> random.nextGaussian() * 1e300;
    };
  }
}
