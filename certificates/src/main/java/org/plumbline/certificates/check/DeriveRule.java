package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.certificates.proof.Step;
import org.plumbline.certificates.slope.ReluDifferenceSlopes;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;

/**
 * Bounds of all neurons over a node, layer by layer: intervals, and a backward pass from below and
 * from above for every neuron whose bounds matter, which for a ReLU are those that leave its phase
 * open.
 */
final class DeriveRule {
  private static final boolean[] BOTH = {false, true};
  private static final boolean[] ONCE = {false};

  private final CheckedNetwork network;
  private final IntervalRule intervals;
  private final List<Premise.Literal> premise;
  private final RoundingCharges charges;
  private final SlopeNeurons neurons;
  private final Needed needed;
  private final Budget budget;
  private final Workspaces workspaces;
  private final Neighbours neighbours;
  private final boolean hasParallels;
  private final TreeRule trees;
  private final boolean hasProducts;
  private final boolean[] feedsRelu;
  private final boolean[] feedsOther;
  private final ReluDifferenceLayer[] differences;

  /**
   * @param premise what every counterexample satisfies
   * @param charges filled where the root is derived
   * @param needed neurons that are worth a pass
   */
  DeriveRule(
      CheckedNetwork network,
      Premise premise,
      RoundingCharges charges,
      SlopeNeurons neurons,
      Needed needed,
      Budget budget) {
    this.premise = premise.literals();
    this.charges = charges;
    this.neurons = neurons;
    this.needed = needed;
    this.budget = budget;
    this.workspaces = new Workspaces(network);
    this.hasParallels =
        network.network().layers().stream().skip(1).noneMatch(l -> l instanceof MaximumLayer);
    this.hasProducts =
        !network.isFloat32()
            && network.network().layers().stream().anyMatch(l -> l instanceof ProductLayer);
    this.network = network;
    this.intervals = new IntervalRule(network);
    this.neighbours = new Neighbours(network);
    this.trees = new TreeRule(network, neurons);
    this.feedsRelu = new boolean[network.depth()];
    this.feedsOther = new boolean[network.depth()];
    this.differences = new ReluDifferenceLayer[network.depth()];
    boolean[] isInTable = new boolean[network.depth()];
    for (int k = 1; k < network.depth(); k++) {
      if (network.tables(k) != null) {
        isInTable[network.tables(k).relus()] = true;
        feedsOther[network.tables(k).source()] = true;
      }
    }
    for (int k = 1; k < network.depth(); k++) {
      Layer layer = network.layer(k);
      if (isInTable[k]) {
        continue;
      }
      if (layer instanceof ReluDifferenceLayer difference) {
        feedsRelu[difference.base()] = true;
        feedsOther[difference.change()] |= differences[difference.change()] != null;
        differences[difference.change()] = difference;
        continue;
      }
      boolean isRelu = ActivationLayer.isRelu(layer);
      for (int source : layer.sources()) {
        feedsRelu[source] |= isRelu;
        if (!isRelu && network.affine(k) == null) {
          markOther(source);
        }
      }
    }
  }

  /** Copies have the bounds of what they are copies of: intervals lose nothing. */
  private void markOther(int k) {
    AffineRows affine = network.affine(k);
    if (affine == null || network.isFloat32() || !affine.isExact() || !affine.isCopy()) {
      feedsOther[k] = true;
    } else {
      for (int t = 0; t < affine.terms(); t++) {
        markOther(affine.source(t));
      }
    }
  }

  /** Narrows bounds; what products read is known as linear functions then, or nothing is. */
  FactorForms apply(Step.Derive step, NodeBounds bounds, Relaxations lines, boolean isRoot) {
    boolean isTwoSided =
        step.passes() == Step.Passes.OPEN_PARALLEL && hasParallels && step.rows().isEmpty();
    boolean isAsked = isTwoSided && hasProducts && JointProducts.areFew(bounds);
    FactorForms factors = isAsked ? FactorForms.of(network.network()) : FactorForms.NONE;
    Map<Pass, Step.NeuronRow> table = new HashMap<>();
    for (Step.NeuronRow row : step.rows()) {
      table.put(new Pass(row.layer(), row.neuron(), row.isNegated()), row);
    }
    if (isRoot) {
      charges.fillMagnitude(0, bounds);
    }
    boolean isParallel = step.passes() == Step.Passes.OPEN_PARALLEL;
    for (int k = 1; k < network.depth(); k++) {
      start(k, bounds, lines, isParallel, isRoot);
      intervals.apply(k, bounds);
      if (isRoot) {
        charges.fillMagnitude(k, bounds);
      }
      narrow(k, step, isTwoSided, bounds, lines, table, factors);
      if (isRoot) {
        charges.fillMagnitude(k, bounds);
      }
    }
    for (int k = 0; k < network.depth(); k++) {
      narrow(missing(k, factors, bounds), true, bounds, lines, factors);
    }
    return factors;
  }

  /**
   * Passes for factors of products that vary and had none. Those of one layer at a time: what
   * threads narrow is then read by no other.
   */
  private List<BoundRequest> missing(int k, FactorForms factors, NodeBounds bounds) {
    List<BoundRequest> requests = new ArrayList<>();
    for (int i = 0; factors.isAsked(k) && i < bounds.size(k); i++) {
      boolean isKnown = factors.of(k, i) != null || !needed.isNeeded(k, i);
      if (!isKnown && JointProducts.isWide(k, i, bounds)) {
        requests.add(BoundRequest.ofNeuron(k, i, 1, null, null));
      }
    }
    return requests;
  }

  /** The same by intervals and one zonotope, without a backward pass. */
  void enclose(int symbols, NodeBounds bounds, Relaxations lines, boolean isRoot) {
    if (isRoot) {
      charges.fillMagnitude(0, bounds);
    }
    EncloseRule rule = new EncloseRule(network, bounds, lines, symbols, budget);
    for (int k = 1; k < network.depth(); k++) {
      CaseProofCheck.requireTime(budget);
      start(k, bounds, lines, true, isRoot);
      intervals.applyWithoutSums(k, bounds);
      rule.apply(k);
      if (isRoot) {
        charges.fillMagnitude(k, bounds);
      }
    }
  }

  /** What comes before the bounds of layer k. */
  private void start(
      int k, NodeBounds bounds, Relaxations lines, boolean isParallel, boolean isRoot) {
    if (isRoot) {
      network.fillDeployedErrors(k, bounds);
    }
    lines.prepare(k, bounds, isParallel);
    if (isRoot) {
      charges.fillRate(k);
    }
  }

  /** The pass for a neuron from below, or from above. */
  private record Pass(int layer, int neuron, boolean isNegated) {}

  private void narrow(
      int k,
      Step.Derive step,
      boolean isTwoSided,
      NodeBounds bounds,
      Relaxations lines,
      Map<Pass, Step.NeuronRow> table,
      FactorForms factors) {
    boolean isRead = feedsRelu[k] || feedsOther[k] || differences[k] != null;
    if (!isRead && step.rows().stream().noneMatch(row -> row.layer() == k)) {
      return;
    }
    Optional<Twins> twins =
        network.affine(k) == null || network.isFloat32()
            ? Optional.empty()
            : Optional.of(network.affine(k).twins());
    boolean isTight = isTight(k);
    Step.Passes passes = step.passes();
    if (differences[k] != null && passes != Step.Passes.LISTED) {
      narrow(basesOf(k, isTwoSided, bounds), isTwoSided, bounds, lines, factors);
    }
    List<BoundRequest> requests = new ArrayList<>();
    for (int i = 0; i < bounds.size(k); i++) {
      int neuron = i;
      boolean isWorth =
          isWorth(k, i, bounds) && twins.map(known -> isAsked(k, neuron, known)).orElse(true);
      for (boolean isNegated : isTwoSided ? ONCE : BOTH) {
        Step.NeuronRow row = table.get(new Pass(k, i, isNegated));
        boolean isAsked = row != null || isWorth && passes != Step.Passes.LISTED;
        if (row != null && row.tree().isPresent()) {
          continue;
        }
        if (isAsked && (!isTight || row != null && row.multipliers().length > 0)) {
          Slopes chosen = row == null ? null : new Slopes(neurons, row.slopes());
          BoundRequest.SplitTerm[] terms = row == null ? null : terms(row);
          requests.add(BoundRequest.ofNeuron(k, i, isNegated ? -1 : 1, chosen, terms));
        }
      }
    }
    if (requests.size() > CoefficientBlock.WIDTH) {
      int[] near = neighbours.of(k);
      requests.sort(Comparator.comparingInt(request -> near[request.neuron()[0]]));
    }
    narrow(requests, isTwoSided, bounds, lines, factors);
    if (!isTight) {
      TreeRule.Leaves leaves = trees.leaves(k, step.rows());
      TreeRule.narrow(leaves, lower(leaves.requests(), bounds, lines), bounds);
    }
    twins.ifPresent(known -> known.spread(k, bounds));
  }

  /** Whether a neuron does not get its bounds from the first of its twins. */
  private boolean isAsked(int k, int neuron, Twins twins) {
    int first = twins.first(neuron);
    return first == neuron || !needed.isNeeded(k, first);
  }

  /** Passes for neurons that are closed, so that none was made, but may open by their change. */
  private List<BoundRequest> basesOf(int k, boolean isTwoSided, NodeBounds bounds) {
    int base = differences[k].base();
    List<BoundRequest> requests = new ArrayList<>();
    for (int i = 0; base < k && !isTight(base) && i < bounds.size(k); i++) {
      double low = bounds.lower(base, i);
      double high = bounds.upper(base, i);
      boolean isClosed = !(low < 0 && high > 0) && low < high;
      if (isClosed && isOpenChange(k, i, bounds) && needed.isNeeded(k, i)) {
        for (boolean isNegated : isTwoSided ? ONCE : BOTH) {
          requests.add(BoundRequest.ofNeuron(base, i, isNegated ? -1 : 1, null, null));
        }
      }
    }
    return requests;
  }

  private void narrow(
      List<BoundRequest> requests,
      boolean isTwoSided,
      NodeBounds bounds,
      Relaxations lines,
      FactorForms factors) {
    blocks(
        requests.size(),
        (from, end) ->
            narrowBlock(requests.subList(from, end), isTwoSided, bounds, lines, factors));
  }

  /** Lower bounds, one for each request. */
  private double[] lower(List<BoundRequest> requests, NodeBounds bounds, Relaxations lines) {
    double[] lower = new double[requests.size()];
    blocks(
        lower.length,
        (from, end) -> {
          List<BackwardPass.Form> forms = forms(requests.subList(from, end), false, bounds, lines);
          for (int r = from; r < end; r++) {
            lower[r] = forms.get(r - from).lower();
          }
        });
    return lower;
  }

  /** What is done with the requests from one number to another. */
  private interface BlockWork {
    void take(int from, int end);
  }

  private static void blocks(int requests, BlockWork work) {
    int width = CoefficientBlock.WIDTH;
    IntStream.range(0, (requests + width - 1) / width)
        .parallel()
        .forEach(b -> work.take(b * width, Math.min(requests, (b + 1) * width)));
  }

  /** Whether something that reads a neuron is relaxed by more the wider its bounds are. */
  private boolean isWorth(int k, int i, NodeBounds bounds) {
    double low = bounds.lower(k, i);
    double high = bounds.upper(k, i);
    boolean isOpen = feedsRelu[k] && low < 0 && high > 0;
    boolean isRelaxed =
        isOpen
            || feedsOther[k] && low < high
            || differences[k] != null && isOpenChange(k, i, bounds);
    return isRelaxed && (needed.isNeeded(k, i) || Double.isInfinite(high - low));
  }

  private boolean isOpenChange(int k, int i, NodeBounds bounds) {
    double low = bounds.lower(k, i);
    double high = bounds.upper(k, i);
    int base = differences[k].base();
    double l = bounds.lower(base, i);
    double u = bounds.upper(base, i);
    return low < high && !ReluDifferenceSlopes.isLinear(l, u, low, high);
  }

  /** Null if none was chosen. */
  private BoundRequest.SplitTerm[] terms(Step.NeuronRow row) {
    float[] multipliers = row.multipliers();
    BoundRequest.SplitTerm[] terms = new BoundRequest.SplitTerm[multipliers.length];
    for (int s = 0; s < terms.length; s++) {
      boolean isLiteral = s < premise.size() && premise.get(s).layer() <= row.layer();
      if (!isLiteral || !(multipliers[s] >= 0 && multipliers[s] < Float.POSITIVE_INFINITY)) {
        String where = "neuron " + row.neuron() + " of layer " + row.layer();
        String why = "multiplier " + s + " is " + multipliers[s] + " or of no literal before";
        throw new CheckEnd(new CheckResult.Rejected(where, "derive", why));
      }
      terms[s] = BoundRequest.SplitTerm.of(premise.get(s), multipliers[s]);
    }
    return terms.length == 0 ? null : terms;
  }

  private List<BackwardPass.Form> forms(
      List<BoundRequest> block, boolean isTwoSided, NodeBounds bounds, Relaxations lines) {
    CaseProofCheck.requireTime(budget);
    Workspaces.Workspace own = workspaces.take();
    List<BackwardPass.Form> forms =
        new BackwardPass(network, bounds, charges, lines, own, block, isTwoSided).forms();
    workspaces.giveBack(own);
    return forms;
  }

  private void narrowBlock(
      List<BoundRequest> block,
      boolean isTwoSided,
      NodeBounds bounds,
      Relaxations lines,
      FactorForms factors) {
    List<BackwardPass.Form> forms = forms(block, isTwoSided, bounds, lines);
    for (int r = 0; r < forms.size(); r++) {
      int k = block.get(r).layer()[0];
      int i = block.get(r).neuron()[0];
      if (block.get(r).coefficient()[0] > 0) {
        bounds.raise(k, i, forms.get(r).lower());
      } else {
        bounds.reduce(k, i, -forms.get(r).lower());
      }
      if (isTwoSided) {
        bounds.reduce(k, i, forms.get(r).upper());
        factors.put(k, i, forms.get(r));
      }
    }
  }

  /** Whether a layer is linear in the inputs alone: a pass by slopes would give its interval. */
  private boolean isTight(int k) {
    AffineRows affine = network.affine(k);
    return affine != null && affine.terms() == 1 && affine.source(0) == 0;
  }
}
