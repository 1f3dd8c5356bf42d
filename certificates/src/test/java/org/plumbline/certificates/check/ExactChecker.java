package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.ProofNode.Conflict;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;

/**
 * The rules of {@code docs/certificate-format.md} once more, in rational numbers: no rounding, no
 * blocks, no threads, and no code of the checker. For queries of one case about networks of affine
 * and ReLU layers.
 */
final class ExactChecker {
  private static final Fraction OPEN = Fraction.of(0x1p-10);

  private final Network network;
  private final Case part;
  private final Fraction margin;
  private final Premise premise;
  private final SlopeNeurons neurons;
  private final ExactTables tables;
  private final ExactPass pass;
  private final ExactNeeded needed;
  private final ExactImages images;
  private ExactBounds root;

  private ExactChecker(Query query, SlopeNeurons neurons, Fraction margin) {
    this.network = query.network();
    this.part = query.property().cases().get(0);
    this.neurons = neurons;
    this.margin = margin;
    this.premise = query.premise();
    this.tables = new ExactTables(network, !premise.isEmpty());
    this.images = new ExactImages(network, tables);
    this.needed = new ExactNeeded(network, part.unsafe());
    this.pass = new ExactPass(network, neurons, tables);
  }

  /**
   * Whether a proof is one.
   *
   * @param margin by which everything that is refuted must be
   */
  static boolean accepts(Query query, CaseProof proof, Fraction margin) {
    ExactChecker checker = new ExactChecker(query, proof.slopeNeurons(), margin);
    Node root = new Node(ExactBounds.none(query.network()), new TreeSet<>(), List.of(), List.of());
    for (int p = 0; p < checker.part.unsafe().size(); p++) {
      root.open.add(p);
    }
    for (int j = 0; j < query.network().inputSize(); j++) {
      root.bounds.raise(0, j, Fraction.of(checker.part.inputs().lower()[j]));
      root.bounds.reduce(0, j, Fraction.of(checker.part.inputs().upper()[j]));
    }
    Node assumed = root;
    for (Premise.Literal s : query.premise().literals()) {
      assumed = assumed.child(new Split(s.layer(), s.neuron(), Fraction.ZERO, s.isActive()));
    }
    return checker.isProof(proof.root(), assumed);
  }

  private record Split(int layer, int neuron, Fraction point, boolean isAbove) {}

  private record Node(
      ExactBounds bounds, TreeSet<Integer> open, List<Split> path, List<Conflict> learnt) {
    Node child(Split split) {
      List<Split> longer = new ArrayList<>(path);
      longer.add(split);
      Node child = new Node(bounds.copy(), new TreeSet<>(open), longer, learnt);
      if (split.isAbove()) {
        child.bounds.raise(split.layer(), split.neuron(), split.point());
      } else {
        child.bounds.reduce(split.layer(), split.neuron(), split.point());
      }
      return child;
    }

    Node only(int polyhedron) {
      return new Node(bounds.copy(), new TreeSet<>(List.of(polyhedron)), path, learnt);
    }

    Node knowing(List<Conflict> some) {
      List<Conflict> more = new ArrayList<>(learnt);
      more.addAll(some);
      return new Node(bounds.copy(), new TreeSet<>(open), path, more);
    }
  }

  private boolean isProof(ProofNode proof, Node node) {
    for (Step step : proof.steps()) {
      if (!node.bounds.isEmpty(margin) && !apply(step, node)) {
        return false;
      }
    }
    if (node.bounds.isEmpty(margin)) {
      return true;
    }
    if (root == null) {
      root = node.bounds.copy();
    }
    if (proof instanceof ProofNode.Split s) {
      Fraction point = Fraction.of(s.point());
      return isProof(s.below(), node.child(new Split(s.layer(), s.neuron(), point, false)))
          && isProof(s.above(), node.child(new Split(s.layer(), s.neuron(), point, true)));
    } else if (proof instanceof ProofNode.ByPolyhedron parts) {
      List<Integer> open = List.copyOf(node.open);
      boolean areProofs = parts.children().size() == open.size();
      for (int c = 0; areProofs && c < open.size(); c++) {
        areProofs = isProof(parts.children().get(c), node.only(open.get(c)));
      }
      return areProofs;
    } else if (proof instanceof ProofNode.Learning learning) {
      return areConflicts(learning.conflicts(), node)
          && isProof(learning.rest(), node.knowing(learning.conflicts()));
    }
    return proof instanceof ProofNode.Closed && node.open.isEmpty();
  }

  private boolean areConflicts(List<Conflict> conflicts, Node node) {
    for (int c = 0; c < conflicts.size(); c++) {
      Node assumed = node.knowing(conflicts.subList(0, c));
      for (ProofNode.Literal l : conflicts.get(c).literals()) {
        Fraction point = Fraction.of(l.point());
        assumed = assumed.child(new Split(l.layer(), l.neuron(), point, l.isAbove()));
      }
      if (!isProof(conflicts.get(c).proof(), assumed)) {
        return false;
      }
    }
    return true;
  }

  private boolean apply(Step step, Node node) {
    if (step instanceof Step.Derive all) {
      derive(all, node.bounds);
    } else if (step instanceof Step.Enclose enclose) {
      enclose(enclose.symbols() > 0, node.bounds);
    } else if (step instanceof Step.ClipInputs) {
      clipInputs(node);
    } else if (step instanceof Step.Refute refute) {
      Bounded bounded = bounded(refute.witness(), node);
      if (bounded == null || !exceeds(bounded.form.lower(), bounded.limit)) {
        return false;
      }
      node.open.remove(refute.witness().polyhedron());
    } else if (step instanceof Step.ClipNeurons clip) {
      return clipNeurons(clip, node);
    } else if (step instanceof Step.Propagate all) {
      List<Polyhedron> open = node.open.stream().map(part.unsafe()::get).toList();
      return new ExactPropagation(network, open, node.learnt, node.bounds, margin).follow(all);
    }
    return true;
  }

  private boolean exceeds(Fraction value, Fraction limit) {
    return value.minus(margin).compareTo(limit) > 0;
  }

  private void derive(Step.Derive step, ExactBounds bounds) {
    Map<List<Object>, Step.NeuronRow> listed = new HashMap<>();
    for (Step.NeuronRow row : step.rows()) {
      listed.put(List.of(row.layer(), row.neuron(), row.isNegated()), row);
    }
    for (int k = 1; k < network.depth(); k++) {
      images.interval(k, bounds);
      boolean isBase = tables.areOf(k);
      for (int i = 0; (feedsRelu(k) || isBase) && i < network.layer(k).size(); i++) {
        boolean isWide = bounds.lower(k, i).compareTo(bounds.upper(k, i)) < 0;
        boolean isOpen =
            (isBase && isWide || feedsRelu(k) && !tables.isInside(k) && bounds.isOpen(k, i))
                && (!premise.isEmpty() || needed.isNeeded(k, i));
        for (boolean isNegated : new boolean[] {false, true}) {
          Step.NeuronRow row = listed.get(List.of(k, i, isNegated));
          if (row == null && (!isOpen || step.passes() == Step.Passes.LISTED)) {
            continue;
          }
          boolean isParallel = step.passes() == Step.Passes.OPEN_PARALLEL;
          Fraction low =
              row == null
                  ? pass.boundNeuron(k, i, isNegated, null, bounds, isParallel).lower()
                  : lower(row, bounds, isParallel);
          if (isNegated) {
            bounds.reduce(k, i, low.negated());
          } else {
            bounds.raise(k, i, low);
          }
        }
      }
    }
  }

  /** By intervals but for sums, which a zonotope bounds. */
  private void enclose(boolean hasSymbols, ExactBounds bounds) {
    ExactZonotope zonotope = new ExactZonotope(network, tables, bounds, hasSymbols);
    for (int k = 1; k < network.depth(); k++) {
      boolean isSum =
          network.layer(k) instanceof AffineLayer affine && !ExactImages.isMovement(affine);
      if (!isSum) {
        images.interval(k, bounds);
      } else if (tables.source(k) >= 0) {
        images.table(k, bounds);
      }
      zonotope.bound(k);
    }
  }

  private Fraction lower(Step.NeuronRow row, ExactBounds bounds, boolean isParallel) {
    int k = row.layer();
    int i = row.neuron();
    if (row.tree().isPresent()) {
      return new ExactTree(network, neurons, pass).lower(row, bounds);
    }
    return pass.boundNeuron(k, i, row.isNegated(), terms(row), row.slopes(), bounds, isParallel)
        .lower();
  }

  private List<ExactPass.Term> terms(Step.NeuronRow row) {
    List<ExactPass.Term> terms = new ArrayList<>();
    for (int s = 0; s < row.multipliers().length; s++) {
      Premise.Literal literal = premise.literals().get(s);
      Fraction beta = Fraction.of(row.multipliers()[s]);
      Fraction signed = literal.isActive() ? beta.negated() : beta;
      terms.add(new ExactPass.Term(literal.layer(), literal.neuron(), signed, Fraction.ZERO));
    }
    return terms;
  }

  private boolean feedsRelu(int k) {
    return network.layers().stream()
        .anyMatch(layer -> layer instanceof ActivationLayer act && act.source() == k);
  }

  /** A sum of rows: at least the form, at most the limit. */
  private record Bounded(ExactPass.Form form, Fraction limit) {}

  /** Null if the witness has too few or too many multipliers. */
  private Bounded bounded(Step.Witness witness, Node node) {
    List<ExactPass.Term> terms = new ArrayList<>();
    if (witness.multipliers() != null) {
      List<Split> splits = node.path.stream().filter(s -> s.layer() > 0).toList();
      if (splits.size() != witness.multipliers().length) {
        return null;
      }
      for (int s = 0; s < splits.size(); s++) {
        Split split = splits.get(s);
        Fraction beta = Fraction.of(witness.multipliers()[s]);
        Fraction signed = split.isAbove() ? beta.negated() : beta;
        Fraction constant = signed.times(split.point()).negated();
        terms.add(new ExactPass.Term(split.layer(), split.neuron(), signed, constant));
      }
    }
    Fraction[][] a = pass.zero();
    Fraction limit = Fraction.ZERO;
    for (int r = 0; r < witness.rows().length; r++) {
      LinearInequality row =
          part.unsafe().get(witness.polyhedron()).inequalities().get(witness.rows()[r]);
      Fraction weight = Fraction.of(witness.weights()[r]);
      limit = limit.plus(weight.times(Fraction.of(row.rhs())));
      add(row, weight, a);
    }
    return new Bounded(pass.bound(a, terms, witness.slopes(), node.bounds, false), limit);
  }

  private static void add(LinearInequality row, Fraction weight, Fraction[][] a) {
    for (int t = 0; t < row.inputIndices().length; t++) {
      int j = row.inputIndices()[t];
      a[0][j] = a[0][j].plus(weight.times(Fraction.of(row.inputCoefficients()[t])));
    }
    Fraction[] outputs = a[a.length - 1];
    for (int t = 0; t < row.outputIndices().length; t++) {
      int i = row.outputIndices()[t];
      outputs[i] = outputs[i].plus(weight.times(Fraction.of(row.outputCoefficients()[t])));
    }
  }

  private void clipInputs(Node node) {
    List<ExactBox> boxes = new ArrayList<>();
    for (int p : List.copyOf(node.open)) {
      ExactBox box = ExactBox.of(node.bounds);
      boolean isLeft = true;
      for (LinearInequality row : part.unsafe().get(p).inequalities()) {
        Fraction[][] a = pass.zero();
        add(row, Fraction.ONE, a);
        ExactPass.Form form = pass.bound(a, List.of(), null, node.bounds, false);
        Fraction limit = Fraction.of(row.rhs());
        isLeft = isLeft && !exceeds(form.lower(), limit) && box.clip(form, limit, margin);
      }
      if (isLeft) {
        boxes.add(box);
      } else {
        node.open.remove(p);
      }
    }
    ExactBox.narrow(node.bounds, boxes);
  }

  private boolean clipNeurons(Step.ClipNeurons step, Node node) {
    ExactPass.Form form;
    Fraction limit;
    if (step.constraint() != null) {
      int p = step.constraint().polyhedron();
      Bounded bounded = bounded(step.constraint(), node);
      if (bounded == null || node.open.size() != 1 || !node.open.contains(p)) {
        return false;
      }
      form = bounded.form;
      limit = bounded.limit;
    } else {
      List<Split> splits = node.path.stream().filter(s -> s.layer() > 0).toList();
      Split newest = splits.isEmpty() ? null : splits.get(splits.size() - 1);
      if (newest == null || !readsSlopeNeuron(newest)) {
        return false;
      }
      form = pass.boundNeuron(newest.layer(), newest.neuron(), newest.isAbove(), null, root, false);
      limit = newest.isAbove() ? newest.point().negated() : newest.point();
    }
    step.claims().forEach(claim -> claim(claim, form, limit, node.bounds));
    return true;
  }

  private boolean readsSlopeNeuron(Split split) {
    for (int k = 0; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act
          && act.source() == split.layer()
          && neurons.position(k, split.neuron()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private void claim(Step.Claim claim, ExactPass.Form c, Fraction limit, ExactBounds bounds) {
    int k = ((ActivationLayer) network.layer(neurons.layer(claim.position()))).source();
    int i = neurons.neuron(claim.position());
    ExactPass.Form form = pass.boundNeuron(k, i, claim.isUpper(), null, root, false);
    Fraction beta = Fraction.of(claim.multiplier());
    Fraction low = form.constant().plus(beta.times(c.constant().minus(limit)));
    for (int j = 0; j < form.coefficients().length; j++) {
      Fraction w = form.coefficients()[j].plus(beta.times(c.coefficients()[j]));
      low = low.plus(bounds.least(0, j, w));
    }
    if (claim.isUpper()) {
      Fraction most = OPEN.times(bounds.lower(k, i)).negated();
      bounds.reduce(k, i, low.negated().greatest(most));
    } else {
      bounds.raise(k, i, low.least(OPEN.times(bounds.upper(k, i)).negated()));
    }
  }
}
