package org.plumbline.verifier.branching.inputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.DomainEnds;
import org.plumbline.verifier.bounds.Domains;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.ForwardBounds;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.NeuronBounder;
import org.plumbline.verifier.bounds.ZonotopePropagator;
import org.plumbline.verifier.bounds.sparse.ListPropagator;
import org.plumbline.verifier.branching.clipping.RemainingBox;
import org.plumbline.verifier.branching.space.BoundReport;
import org.plumbline.verifier.branching.space.CandidateProbe;
import org.plumbline.verifier.branching.space.Evaluator;
import org.plumbline.verifier.branching.space.Outcome;
import org.plumbline.verifier.branching.space.PremiseBounds;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.SharedRows;
import org.plumbline.verifier.branching.space.SplitChoice;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.UnsafeRows;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * Looks at a batch of subproblems at once: zonotopes bound every neuron, one backward pass bounds
 * every row of every open polyhedron, refuted polyhedra are dropped, the box is clipped by what the
 * others allow, and what remains is split. Owns its buffers: one evaluator per thread.
 */
final class InputSplitEvaluator implements Evaluator {
  /** A box clipped to less than this share is looked at again before it is split. */
  private static final double WORTH_ANOTHER_LOOK = 0.3;

  /**
   * A box clipped to more than this is split as if it had not been clipped: the proof needs no
   * bounds of it then, and a checker saves more than the search loses.
   */
  private static final double ALMOST_WHOLE = 0.95;

  /** A zonotope costs less than passes where open neurons are more than so many times symbols. */
  private static final double FEW_SYMBOLS = 2;

  /** Of the inputs: parts that are given up because the network is undefined for one of them. */
  private static final double SMALL_PART = 0x1p-6;

  /** Steps of the trace for one evaluation. */
  private static final int STEPS = 2;

  private static final Step PARALLEL = new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of());
  private static final Step ADAPTIVE = new Step.Derive(Step.Passes.OPEN, List.of());

  private final Network network;
  private final SearchSpace space;
  private final ForwardBounds zonotopes;
  private final boolean isListed;
  private final CrownPropagator crown;
  private final BatchBounds bounds;
  private final LinearForms forms;
  private final CandidateProbe probe;
  private final NeuronBounder neurons;
  private final SplitChoice choice;
  private final PremiseBounds premise;
  private final SharedRows shared;
  private final BitSet empty = new BitSet();
  private final BoundReport report;
  private final Domains domains;
  private final DomainEnds domainEnds;
  private final boolean hasDifferences;
  private final int symbolLimit;
  private int hardestRow;
  private int[] firstRow = new int[1];

  InputSplitEvaluator(
      Network network,
      SearchSpace space,
      ErrorCharges charges,
      Gemm gemm,
      int symbolLimit,
      Domains domains,
      BoundReport report) {
    this.network = network;
    this.space = space;
    this.crown = new CrownPropagator(network, charges, gemm);
    this.isListed = ListPropagator.serves(network);
    if (isListed) {
      this.symbolLimit = ListPropagator.symbols(network);
      this.zonotopes = new ListPropagator(network);
    } else {
      ZonotopePropagator matrices = new ZonotopePropagator(network, gemm, symbolLimit);
      this.symbolLimit = symbolLimit;
      this.zonotopes = matrices;
      crown.bindProducts(matrices);
    }
    this.bounds = new BatchBounds(network);
    this.neurons = new NeuronBounder(network, crown, gemm);
    this.forms = new LinearForms(network.inputSize());
    this.choice = new SplitChoice(network, zonotopes, crown, bounds);
    this.premise = new PremiseBounds(network, space.premise());
    this.probe = new CandidateProbe(network, space, gemm);
    this.shared = new SharedRows(space, network.inputSize());
    this.report = report;
    this.domains = domains;
    this.domainEnds = new DomainEnds(network, domains, gemm);
    this.hasDifferences =
        network.layers().stream().anyMatch(layer -> layer instanceof ReluDifferenceLayer);
  }

  @Override
  public List<Outcome> evaluate(List<Subproblem> batch) {
    boundNeurons(batch);
    for (int b = 0; b < batch.size(); b++) {
      batch.get(b).trace().add(derivation(b));
      batch.get(b).trace().add(new Step.ClipInputs());
    }
    boundRows(batch);
    report.of(batch, bounds, forms);
    double[][] candidates = probe.probe(batch, forms, firstRow);
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    for (int b = 0; b < batch.size(); b++) {
      outcomes.add(decide(batch.get(b), b, candidates[b]));
    }
    return outcomes;
  }

  private void boundNeurons(List<Subproblem> batch) {
    bounds.reset(batch.size());
    int n = network.inputSize();
    for (int b = 0; b < batch.size(); b++) {
      space.box(batch.get(b), bounds.lower(0), bounds.upper(0), b * n);
    }
    empty.clear();
    zonotopes.start(bounds, space.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
      premise.narrow(k, bounds, empty);
      crown.prepare(k, bounds);
      if (isNarrowed()) {
        neurons.narrow(k, bounds);
      }
    }
  }

  /**
   * How a checker bounds neurons again: by a pass for each open one, or by a zonotope where that
   * has far fewer symbols than there are open neurons.
   */
  private Step derivation(int b) {
    if (isNarrowed()) {
      return ADAPTIVE;
    }
    if (isListed) {
      return new Step.Enclose(symbolLimit);
    }
    return openNeurons(b) > FEW_SYMBOLS * symbolLimit ? new Step.Enclose(symbolLimit) : PARALLEL;
  }

  private double openNeurons(int b) {
    double open = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        double[] low = bounds.lower(act.source());
        double[] high = bounds.upper(act.source());
        boolean isRelu = act.activation().kind() == Activation.Kind.RELU;
        for (int at = b * act.size(); at < (b + 1) * act.size(); at++) {
          open += isRelu ? (low[at] < 0 && high[at] > 0 ? 1 : 0) : low[at] < high[at] ? 1 : 0;
        }
      }
    }
    return open;
  }

  /**
   * Whether neurons get backward passes: where zonotopes know little, and where a network is joined
   * with what its twin differs by, whose small changes gain more than the passes cost.
   */
  private boolean isNarrowed() {
    return hasDifferences || !zonotopes.tracksInputs();
  }

  private void boundRows(List<Subproblem> batch) {
    if (firstRow.length < batch.size() + 1) {
      firstRow = new int[batch.size() + 1];
    }
    UnsafeRows.fill(space, batch, firstRow, forms, network.outputSize());
    shared.bound(batch, crown, bounds, network.outputIndex(), forms);
  }

  private Outcome decide(Subproblem subproblem, int b, double[] candidate) {
    if (empty.get(b)) {
      subproblem.trace().close();
      return Outcome.PROVED;
    }
    UnsafeSet set = space.set(subproblem.unsafeSet());
    RemainingBox remaining = new RemainingBox(space.varying(), subproblem, forms);
    int[] open = new int[subproblem.open().length];
    int count = 0;
    double worst = 0;
    int hardest = -1;
    int row = firstRow[b];
    for (int p : subproblem.open()) {
      int first = row;
      int limits = set.polyhedronStart()[p];
      row += set.polyhedronStart()[p + 1] - limits;
      double margin = bestMargin(set, limits, first, row);
      if (!(margin > 0) && remaining.include(first, row, set, limits, b, bounds)) {
        open[count++] = p;
        if (count == 1 || margin < worst) {
          worst = margin;
          hardest = hardestRow;
        }
      }
    }
    if (count == 0) {
      subproblem.trace().close();
      return Outcome.PROVED;
    }
    Optional<Outcome> undefined = undefined(subproblem, set, b, candidate);
    if (undefined.isPresent()) {
      return undefined.get();
    }
    return split(subproblem, Arrays.copyOf(open, count), remaining, b, hardest, worst, candidate);
  }

  private Optional<Outcome> undefined(
      Subproblem subproblem, UnsafeSet set, int b, double[] candidate) {
    if (!space.premise().isEmpty() || set.inputs() != null) {
      return Optional.empty();
    }
    Optional<String> everywhere = domains.undefined(bounds, b);
    if (everywhere.isPresent() || subproblem.share() > SMALL_PART) {
      return everywhere.map(words -> Outcome.undefined(candidate, words));
    }
    return domainEnds
        .undefined(bounds, b)
        .map(seen -> Outcome.undefined(beside(subproblem, seen, candidate), seen.words()));
  }

  /** An input near the end of a domain that reaches the unsafe set, else the one that is known. */
  private double[] beside(Subproblem subproblem, DomainEnds.Seen seen, double[] candidate) {
    return seen.beside().stream()
        .filter(x -> probe.isReached(subproblem, x))
        .findFirst()
        .orElse(candidate);
  }

  /** The greatest amount by which a row of a polyhedron exceeds its limit. */
  private double bestMargin(UnsafeSet set, int limits, int first, int end) {
    double best = Double.NEGATIVE_INFINITY;
    hardestRow = first;
    for (int row = first; row < end; row++) {
      double margin = forms.lower()[row] - set.limit()[limits + row - first];
      if (margin > best) {
        best = margin;
        hardestRow = row;
      }
    }
    return best;
  }

  private Outcome split(
      Subproblem parent,
      int[] open,
      RemainingBox remaining,
      int b,
      int row,
      double worst,
      double[] candidate) {
    boolean isWhole = remaining.keptShare() >= ALMOST_WHOLE && open.length == parent.open().length;
    if (isWhole) {
      parent.trace().forgetNewest(STEPS);
    }
    double[] lower = isWhole ? parent.lower() : remaining.lower();
    double[] upper = isWhole ? parent.upper() : remaining.upper();
    double share = parent.share() * (isWhole ? 1 : remaining.keptShare());
    if (remaining.keptShare() < WORTH_ANOTHER_LOOK) {
      return Outcome.of(
          List.of(parent.within(lower, upper, open, worst, share, parent.trace())), candidate);
    }
    int v = choice.choose(b, shared.inPass(row), lower, upper, space.scale(parent.unsafeSet()));
    double middle = v < 0 ? Double.NaN : 0.5 * lower[v] + 0.5 * upper[v];
    if (v < 0 || !(lower[v] < middle && middle < upper[v])) {
      return Outcome.stuck(candidate, -worst);
    }
    parent.trace().split(0, space.varying()[v], middle);
    double[] leftUpper = upper.clone();
    leftUpper[v] = middle;
    double[] rightLower = lower.clone();
    rightLower[v] = middle;
    return Outcome.of(
        List.of(
            parent.within(lower, leftUpper, open, worst, share / 2, parent.trace().below()),
            parent.within(rightLower, upper, open, worst, share / 2, parent.trace().above())),
        candidate);
  }
}
